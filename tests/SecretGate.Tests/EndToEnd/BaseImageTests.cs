using SecretGate.Tests.Building;

namespace SecretGate.Tests.EndToEnd;

/// <summary>Scenarios D of the study: what a base image brings along.</summary>
public sealed class BaseImageTests : IDisposable
{
    private readonly Published _program = new();
    private readonly Planted _planted = new();
    private readonly string _key;

    public BaseImageTests() => _key = _planted.RsaPkcs8();

    public void Dispose() => _program.Dispose();

    [Fact]
    public void D27_A_key_of_the_base_is_reported_as_such_and_closes_under_a_strict_policy()
    {
        var @base = WriteBase();
        var child = Base().Layer(("app/main", "x"));

        var gated = _program.Scan(child, "--base", @base).ShouldHoldNone(_planted).ShouldBeOpen();
        gated.Findings.ShouldHaveSingleItem().First.Origin.ShouldBe("base");
        gated.Output.ShouldContain(@base);

        _program.Scan(child, "--base", @base, "--policy", "strict").ShouldBeClosedByOne();
    }

    [Fact]
    public void D28_A_key_of_the_base_that_the_child_deletes_can_still_be_read()
    {
        var found = _program.Scan(Base().Layer(layer => layer.Whiteout("etc/ssl/private/base.key")), "--base", WriteBase())
            .ShouldHoldNone(_planted).ShouldBeOpen().Findings.ShouldHaveSingleItem();

        found.First.Origin.ShouldBe("base");
        found.First.State.ShouldBe("deleted");
    }

    [Fact]
    public void D29_A_second_key_of_the_child_closes_the_gate()
    {
        var gated = _program.Scan(Base().Layer(("app/own.key", _planted.EcPkcs8())), "--base", WriteBase()).ShouldHoldNone(_planted);

        gated.ShouldBeClosedByOne().First.Path.ShouldBe("app/own.key");
        gated.Findings.Count.ShouldBe(2);
    }

    [Fact]
    public void D30_Without_a_known_base_everything_is_own() =>
        _program.Scan(Base().Layer(("app/main", "x"))).ShouldHoldNone(_planted).ShouldBeClosedByOne().First.Origin.ShouldBe("own");

    private ImageBuilder Base() => Image.With().Layer(("etc/os-release", "ID=base\n")).Layer(("etc/ssl/private/base.key", _key));

    private string WriteBase() => "oci-archive:" + _program.Write("base.tar", Base().Build().ToOciArchive());
}
