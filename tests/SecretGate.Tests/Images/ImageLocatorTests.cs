using SecretGate.Images;

namespace SecretGate.Tests.Images;

public sealed class ImageLocatorTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("locator").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("docker-daemon:app:1", ImagePlace.Engine, "app:1")]
    [InlineData("docker-daemon:0123456789ab", ImagePlace.Engine, "0123456789ab")]
    [InlineData("docker://ghcr.io/team/app@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", ImagePlace.Registry, null)]
    [InlineData("app", ImagePlace.Engine, "app")]
    [InlineData("localhost:5000/app:1", ImagePlace.Engine, "localhost:5000/app:1")]
    public void A_reference_goes_to_engine_or_registry(string text, ImagePlace place, string? reference)
    {
        var locator = ImageLocator.Parse(text);

        locator.Place.ShouldBe(place);
        locator.Path.ShouldBeNull();
        locator.Reference.ShouldBe(reference ?? text["docker://".Length..]);
    }

    [Fact]
    public void A_bare_file_is_an_archive_and_a_bare_folder_a_layout()
    {
        var file = NewFile("image");

        ImageLocator.Parse(file).Place.ShouldBe(ImagePlace.Archive);
        ImageLocator.Parse(_folder).Place.ShouldBe(ImagePlace.Folder);
    }

    [Fact]
    public void A_bare_path_that_does_not_exist_is_not_taken_for_a_reference()
    {
        ImageLocator.Parse("./missing").Place.ShouldBe(ImagePlace.Archive);
        ImageLocator.Parse("missing.tar.gz").Place.ShouldBe(ImagePlace.Archive);
    }

    [Fact]
    public void The_reference_behind_a_path_may_hold_colons_and_so_may_the_path()
    {
        var file = NewFile("a:b");

        ImageLocator.Parse($"docker-archive:{file}:app:1").ShouldSatisfyAllConditions(
            locator => locator.Path.ShouldBe(file),
            locator => locator.Reference.ShouldBe("app:1"));
        ImageLocator.Parse($"docker-archive:{file}").Reference.ShouldBeNull();
        ImageLocator.Parse("oci:nowhere:app:1").ShouldSatisfyAllConditions(
            locator => locator.Path.ShouldBe("nowhere"),
            locator => locator.Reference.ShouldBe("app:1"));
    }

    [Theory]
    [InlineData("-")]
    [InlineData("docker-archive:-")]
    [InlineData("oci-archive:-")]
    public void A_dash_is_standard_input(string text) => ImageLocator.Parse(text).Place.ShouldBe(ImagePlace.StandardInput);

    [Theory]
    [InlineData("")]
    [InlineData("docker-archive:")]
    [InlineData("docker://")]
    [InlineData("docker://App")]
    [InlineData("oci-achive:/tmp/x")]
    [InlineData("two words")]
    public void Anything_else_is_a_usage_error_that_lists_the_forms(string text)
    {
        var error = Should.Throw<GateException>(() => ImageLocator.Parse(text));

        error.ExitCode.ShouldBe(ExitCode.Usage);
        error.Help!.ShouldContain("oci-archive:FILE");
    }

    private string NewFile(string name)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, "x");
        return path;
    }
}
