using SecretGate.Decoding;
using SecretGate.Images;
using SecretGate.Tests.Building;

namespace SecretGate.Tests.Images.Sources;

/// <summary>What every source must do with the same images. A new source inherits these tests.</summary>
public abstract class ImageSourceContract : IDisposable
{
    private readonly List<IDisposable> _owned = [];

    /// <summary>A folder for the test's files.</summary>
    protected string Folder { get; } = Directory.CreateTempSubdirectory("source").FullName;

    public void Dispose()
    {
        _owned.ForEach(owned => owned.Dispose());
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Every_layer_is_read_and_every_claim_holds()
    {
        var image = Image.With().Name("team/app:ci")
            .Layer(("etc/os-release", "ID=test"), ("root/secret", "alpha"))
            .Layer(layer => layer.Whiteout("root/secret").File("app/run", "beta"))
            .Build();

        var (set, blobs) = await Read(image);

        var read = set.Images.ShouldHaveSingleItem();
        read.Layers.Select(layer => layer.ClaimedDiffId.ToString()).ShouldBe(image.Layers.Select(layer => layer.DiffId));
        blobs[read.Layers[0]]["root/secret"].ShouldBe("alpha");
        blobs[read.Layers[1]]["app/run"].ShouldBe("beta");
        blobs.StateOf(read, 0, "root/secret").ShouldBe(new PathState(StateKind.Deleted, 1));
        blobs.StateOf(read, 1, "app/run").ShouldBe(PathState.Visible);
        Problems(set, blobs).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_config_is_read_and_given_as_a_document()
    {
        var image = Image.With().Name("team/app:ci").Platform("linux", "arm64", "v8")
            .Layer("COPY . /app", ("a", "1")).History("ENV TOKEN=x").Env("TOKEN=x").Label("org.example", "value").Build();

        var (set, _) = await Read(image);

        var read = set.Images.ShouldHaveSingleItem();
        read.ImageId.ToString().ShouldBe(image.ImageId);
        read.Platform.ShouldBe(new Platform("linux", "arm64", "v8"));
        read.Config!.History.ShouldBe([new HistoryEntry("COPY . /app", "", false), new HistoryEntry("ENV TOKEN=x", "", true)]);
        read.Config.Labels["org.example"].ShouldBe("value");
        var config = read.Documents.Single(document => document.Kind == DocumentKind.Config);
        config.Bytes.ToArray().ShouldBe(image.Config);
        set.Documents.ShouldContain(config);
    }

    [Fact]
    public async Task An_image_with_two_names_is_one_image()
    {
        var image = Image.With().Name("team/app:ci").Name("team/app:latest").Layer(("a", "1")).Build();

        var (set, _) = await Read(image);

        set.Images.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_layer_that_stands_twice_is_read_once()
    {
        var image = Image.With().Name("team/app:ci")
            .Layer(("app/k", "secret")).Layer(layer => layer.Whiteout("app/k")).Layer(("app/k", "secret")).Build();

        var (set, blobs) = await Read(image);

        var read = set.Images.ShouldHaveSingleItem();
        read.Layers[0].BlobName.ShouldBe(read.Layers[2].BlobName);
        blobs.StateOf(read, 0, "app/k").ShouldBe(new PathState(StateKind.Overwritten, 2));
        Problems(set, blobs).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_image_without_layers_is_read()
    {
        var image = Image.With().Name("team/app:ci").Env("A=B").Build();

        var (set, blobs) = await Read(image);

        set.Images.ShouldHaveSingleItem().Layers.ShouldBeEmpty();
        Problems(set, blobs).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_platform_that_is_not_there_ends_the_run()
    {
        var image = Image.With().Name("team/app:ci").Layer(("a", "1")).Build();

        var error = await Should.ThrowAsync<GateException>(() => Read(new Platform("linux", "s390x"), image));

        error.ExitCode.ShouldBe(ExitCode.Incomplete);
        error.Help!.ShouldContain("linux/amd64");
    }

    [Fact]
    public async Task Cancelling_ends_the_reading()
    {
        var image = Image.With().Name("team/app:ci").Layer(("a", "1")).Build();
        await using var source = Open(null, [image]);

        await Should.ThrowAsync<OperationCanceledException>(() => source.ReadAsync(new BlobNotes(), new CancellationToken(canceled: true)));
    }

    /// <summary>Puts the images into the medium, and opens it.</summary>
    private protected abstract IImageSource Open(Platform? platform, BuiltImage[] images);

    /// <summary>Opens by the text of the command line.</summary>
    private protected static IImageSource Open(string locator, Platform? platform = null, ImageAccess? access = null) =>
        ImageSources.Open(ImageLocator.Parse(locator), platform, access ?? new ImageAccess(), ScanLimits.Default);

    private protected string Write(string name, byte[] bytes)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private protected T Own<T>(T owned)
        where T : IDisposable
    {
        _owned.Add(owned);
        return owned;
    }

    private protected Task<(ImageSet Set, BlobNotes Blobs)> Read(params BuiltImage[] images) => Read(null, images);

    private protected async Task<(ImageSet Set, BlobNotes Blobs)> Read(Platform? platform, params BuiltImage[] images)
    {
        await using var source = Open(platform, images);
        return await Read(source);
    }

    private protected static async Task<(ImageSet Set, BlobNotes Blobs)> Read(IImageSource source)
    {
        var blobs = new BlobNotes();
        return (await source.ReadAsync(blobs, TestContext.Current.CancellationToken), blobs);
    }

    private protected static IEnumerable<string> Problems(ImageSet set, BlobNotes blobs) =>
        set.Problems.Concat(Integrity.Check(set, blobs.Contents)).Select(problem => $"{problem.Reason} {problem.Where}: {problem.Message}")
            .Concat(blobs.Blobs.Values.SelectMany(notes => notes.Notes).Select(note => $"{note.Reason}: {note.Message}"));
}
