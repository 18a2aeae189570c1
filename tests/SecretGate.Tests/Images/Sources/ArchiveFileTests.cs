using SecretGate.Decoding;
using SecretGate.Images;
using SecretGate.Tests.Building;

namespace SecretGate.Tests.Images.Sources;

/// <summary>Files that are no archive, or not a whole one.</summary>
public sealed class ArchiveFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("archive").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("")]
    [InlineData("this is no archive")]
    public async Task What_is_no_archive_is_said(string content)
    {
        var error = await Should.ThrowAsync<GateException>(() => Read(System.Text.Encoding.UTF8.GetBytes(content)));

        error.ExitCode.ShouldBe(ExitCode.Incomplete);
        error.Message.ShouldContain("no image archive");
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_named()
    {
        await using var source = Open("docker-archive:" + _folder + "/nowhere.tar");

        var error = await Should.ThrowAsync<GateException>(() => source.ReadAsync(new BlobNotes(), TestContext.Current.CancellationToken));

        error.ExitCode.ShouldBe(ExitCode.Incomplete);
        error.Message.ShouldContain("nowhere.tar");
    }

    [Theory]
    [InlineData(Compression.None)]
    [InlineData(Compression.Gzip)]
    [InlineData(Compression.Zstd)]
    internal async Task A_cut_archive_is_noticed_wherever_it_is_cut(Compression compression)
    {
        var archive = compression.Compress(Image.With().Name("team/app:ci").Layer(("app/a", "alpha"), ("app/b", "beta")).Build().ToDockerArchive());
        for (var length = 1; length < archive.Length - 1024; length += Math.Max(1, archive.Length / 40))
        {
            try
            {
                var (set, blobs) = await Read(archive[..length]);
                set.Problems.Concat(Integrity.Check(set, blobs.Contents)).ShouldNotBeEmpty($"cut at {length}");
            }
            catch (GateException error)
            {
                error.ExitCode.ShouldBe(ExitCode.Incomplete);
            }
        }
    }

    [Fact]
    public async Task Layers_of_a_cut_archive_are_read_as_far_as_they_are_there()
    {
        var archive = Image.With().Name("team/app:ci").Layer(("first", "alpha"), ("big", new byte[1_000_000])).Build().ToDockerArchive();

        var (set, blobs) = await Read(archive[..500_000]);

        set.Problems.ShouldContain(problem => problem.Reason == UnreadReason.Damaged);
        blobs.Blobs.Values.SelectMany(notes => notes.Files).ShouldContain(file => file.Path == "first" && file.Content == "alpha");
    }

    [Fact]
    public async Task A_second_archive_behind_the_end_mark_is_said()
    {
        var archive = Image.With().Name("team/app:ci").Layer(("a", "1")).Build().ToDockerArchive();

        var (set, _) = await Read([.. archive, .. archive]);

        set.Problems.ShouldContain(problem => problem.Reason == UnreadReason.Damaged);
    }

    [Fact]
    public async Task An_archive_compressed_twice_is_read()
    {
        var archive = Image.With().Name("team/app:ci").Layer(("a", "1")).Build().ToDockerArchive();

        var (set, _) = await Read(Compression.Zstd.Compress(Compression.Gzip.Compress(archive)));

        set.Images.ShouldHaveSingleItem();
        set.Problems.ShouldBeEmpty();
    }

    private async Task<(ImageSet Set, BlobNotes Blobs)> Read(byte[] file)
    {
        var path = Path.Combine(_folder, "image");
        await File.WriteAllBytesAsync(path, file, TestContext.Current.CancellationToken);
        await using var source = Open("docker-archive:" + path);
        var blobs = new BlobNotes();
        return (await source.ReadAsync(blobs, TestContext.Current.CancellationToken), blobs);
    }

    private static IImageSource Open(string locator) => ImageSources.Open(ImageLocator.Parse(locator), null, new ImageAccess(), ScanLimits.Default);
}
