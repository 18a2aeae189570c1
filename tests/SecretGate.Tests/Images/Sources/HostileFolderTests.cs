using System.Diagnostics;
using SecretGate.Decoding;
using SecretGate.Images;
using SecretGate.Tests.Building;

namespace SecretGate.Tests.Images.Sources;

/// <summary>What only a folder can hold: links, pipes, devices.</summary>
public sealed class HostileFolderTests : IDisposable
{
    private static readonly BuiltImage App = Image.With().Name("team/app:ci").Layer(("app/secret", "secret")).Build();
    private static readonly string LayerPath = OciLayout.PathOf(App.Layers[0].Digest);

    private readonly string _folder = Directory.CreateTempSubdirectory("hostile").FullName;

    public HostileFolderTests() => OciLayout.Of(App).WriteTo(_folder);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("/dev/zero")]
    [InlineData("../../../../../../../../etc/passwd")]
    public async Task A_link_out_of_the_folder_is_not_followed(string target)
    {
        Replace(LayerPath, path => File.CreateSymbolicLink(path, target));

        (await Problems()).ShouldBe([UnreadReason.Missing]);
    }

    [Fact]
    public async Task A_link_inside_the_folder_is_followed()
    {
        File.Move(Path.Combine(_folder, LayerPath), Path.Combine(_folder, "elsewhere"));
        File.CreateSymbolicLink(Path.Combine(_folder, LayerPath), "../../elsewhere");

        var (set, blobs) = await Read();

        blobs[set.Images.ShouldHaveSingleItem().Layers[0]]["app/secret"].ShouldBe("secret");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_pipe_in_the_place_of_a_file_is_not_opened(bool isIndex)
    {
        Replace(isIndex ? "index.json" : LayerPath, path => Process.Start("mkfifo", path).WaitForExit());

        (await Problems()).ShouldBe([isIndex ? UnreadReason.Damaged : UnreadReason.Mismatch]);
    }

    [Fact]
    public async Task A_folder_in_the_place_of_a_blob_is_missing()
    {
        Replace(LayerPath, path => Directory.CreateDirectory(path));

        (await Problems()).ShouldBe([UnreadReason.Missing]);
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_named()
    {
        var error = await Should.ThrowAsync<GateException>(() => Read("oci:" + _folder + "/nowhere"));

        error.ExitCode.ShouldBe(ExitCode.Incomplete);
        error.Message.ShouldContain("nowhere");
    }

    private void Replace(string name, Action<string> with)
    {
        var path = Path.Combine(_folder, name);
        File.Delete(path);
        with(path);
    }

    private async Task<IEnumerable<string>> Problems()
    {
        var (set, blobs) = await Read();
        return set.Problems.Concat(Integrity.Check(set, blobs.Contents)).Select(problem => problem.Reason).Distinct();
    }

    private Task<(ImageSet Set, BlobNotes Blobs)> Read() => Read("oci:" + _folder);

    private static async Task<(ImageSet Set, BlobNotes Blobs)> Read(string locator)
    {
        await using var source = ImageSources.Open(ImageLocator.Parse(locator), null, new ImageAccess(), ScanLimits.Default);
        var blobs = new BlobNotes();
        return (await source.ReadAsync(blobs, TestContext.Current.CancellationToken), blobs);
    }
}
