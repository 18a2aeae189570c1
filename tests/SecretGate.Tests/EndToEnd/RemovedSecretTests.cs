using SecretGate.Tests.Building;

namespace SecretGate.Tests.EndToEnd;

/// <summary>Scenarios E of the study: secrets that later layers remove, and that still ship.</summary>
public sealed class RemovedSecretTests : IDisposable
{
    private readonly Published _program = new();
    private readonly Planted _planted = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public void E31_A_file_copied_then_removed_blocks()
    {
        var found = _program.Scan(Image.With()
            .Layer(("root/.ssh/id_rsa", _planted.RsaPkcs1()))
            .Layer(layer => layer.Whiteout("root/.ssh/id_rsa"), "RUN rm /root/.ssh/id_rsa")).ShouldHoldNone(_planted).ShouldBeClosedByOne();

        found.First.State.ShouldBe("deleted");
        found.First.Layer.ShouldBe(0);
    }

    [Fact]
    public void E32_A_file_overwritten_with_a_clean_value_blocks() => _program.Scan(Image.With()
            .Layer(("app/.env", $"TOKEN={_planted.GitHubToken()}\n"))
            .Layer(("app/.env", "TOKEN=\n"))).ShouldHoldNone(_planted).ShouldBeClosedByOne().First.State.ShouldBe("overwritten");

    [Fact]
    public void E33_A_folder_removed_and_made_again_blocks() => _program.Scan(Image.With()
            .Layer(("app/conf/key.pem", _planted.RsaPkcs8()))
            .Layer(layer => layer.Dir("app/conf").Opaque("app/conf").File("app/conf/readme", "clean"))).ShouldHoldNone(_planted)
            .ShouldBeClosedByOne().First.State.ShouldBe("deleted");

    [Fact]
    public void E34_A_secret_of_a_builder_stage_is_not_in_the_image() =>
        _program.Scan(Image.With().Layer("COPY --from=build /out /app # buildkit", ("app/main", "binary"))).ShouldBeOpen().Findings.ShouldBeEmpty();

    [Fact]
    public void E35_A_file_made_and_removed_in_one_step_is_not_in_the_layer_but_its_history_is_read()
    {
        var clean = Image.With().Layer("RUN cp /tmp/key /k && use /k && rm /k", ("var/done", "x"));
        _program.Scan(clean).ShouldBeOpen().Findings.ShouldBeEmpty();

        var told = Image.With().Layer($"RUN echo {_planted.GitHubToken()} > /k && use /k && rm /k", ("var/done", "x"));
        _program.Scan(told).ShouldHoldNone(_planted).ShouldBeClosedByOne().First.Place.ShouldBe("history");
    }
}
