using SecretGate.Images;
using SecretGate.Tests.Building;

namespace SecretGate.Tests.Images.Sources;

/// <summary>What a source of a medium that holds several images must do besides.</summary>
public abstract class SeveralImagesContract : ImageSourceContract
{
    [Fact]
    public async Task Several_images_are_all_read()
    {
        var one = Image.With().Name("team/one:1").Layer(("shared", "base")).Layer(("one", "1")).Build();
        var two = Image.With().Name("team/two:2").Layer(("shared", "base")).Layer(("two", "2")).Build();

        var (set, blobs) = await Read(one, two);

        set.Images.Select(image => image.ImageId.ToString()).ShouldBe([one.ImageId, two.ImageId], ignoreOrder: true);
        blobs.Blobs.Values.SelectMany(notes => notes.Files).Select(file => file.Path).Distinct().ShouldBe(["shared", "one", "two"], ignoreOrder: true);
        Problems(set, blobs).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_blob_that_no_image_names_is_read()
    {
        var image = Image.With().Name("team/app:ci").Layer(("a", "1")).Build();
        var orphan = new LayerBuilder().File("orphan", "left behind").ToTar();
        await using var source = Open(null, [image], files => OciLayout.AddBlob(files, orphan));

        var (set, blobs) = await Read(source);

        blobs.Blobs[BuiltImage.DigestOf(orphan)]["orphan"].ShouldBe("left behind");
        Problems(set, blobs).ShouldBeEmpty();
    }

    private protected sealed override IImageSource Open(Platform? platform, BuiltImage[] images) =>
        Open(platform, images, _ => { });

    /// <summary>Puts the images into the medium, changes it, and opens it.</summary>
    private protected abstract IImageSource Open(Platform? platform, BuiltImage[] images, Action<MediumFiles> change);

    private protected static MediumFiles Changed(MediumFiles files, Action<MediumFiles> change)
    {
        change(files);
        return files;
    }
}
