using System.Formats.Tar;
using System.Text.Json;

namespace SecretGate.Tests.Building;

/// <summary>The builder writes what other readers read.</summary>
public sealed class ImageBuilderTests
{
    [Fact]
    public void Entries_long_names_and_attributes_are_read_by_another_tar_reader()
    {
        var longName = "d/" + new string('n', 150);
        var tar = new LayerBuilder()
            .Dir("d").File("d/a", "text").File(longName, "long").Whiteout("d/gone").Opaque("d")
            .HardLink("d/h", "d/a").SymLink("d/s", "a").FileWithXattr("d/x", "x", "user.token", "value")
            .ToTar();

        var entries = Read(tar);

        entries.Select(entry => entry.Name).ShouldBe(
            ["d", "d/a", longName, "d/.wh.gone", "d/.wh..wh..opq", "d/h", "d/s", "d/x"]);
        entries[5].LinkName.ShouldBe("d/a");
        ((PaxTarEntry)entries[7]).ExtendedAttributes["SCHILY.xattr.user.token"].ShouldBe("value");
    }

    [Fact]
    public void A_docker_archive_names_its_config_and_layers()
    {
        var image = Image.With().Name("app:ci").Layer(("a", "1")).Layer(("b", "2")).Env("A=B").Build();

        var files = DockerArchive.Legacy(image);

        var item = JsonDocument.Parse(files["manifest.json"]).RootElement[0];
        files[item.GetProperty("Config").GetString()!].ShouldBe(image.Config);
        item.GetProperty("Layers").EnumerateArray().Select(name => files[name.GetString()!]).ShouldBe(image.Layers.Select(layer => layer.Tar));
        Read(files.ToTar()).ShouldContain(entry => entry.Name == "manifest.json");
    }

    [Theory]
    [InlineData(nameof(Compression.None))]
    [InlineData(nameof(Compression.Gzip))]
    [InlineData(nameof(Compression.Zstd))]
    [InlineData(nameof(Compression.Bzip2))]
    public void A_layer_is_stored_as_asked_and_keeps_its_diff_id(string name)
    {
        var compression = Enum.Parse<Compression>(name);
        var image = Image.With().Compressed(compression).Layer(("a", "1")).Build();

        var layer = image.Layers.ShouldHaveSingleItem();

        layer.DiffId.ShouldBe(BuiltImage.DigestOf(layer.Tar));
        layer.Blob.AsSpan().SequenceEqual(layer.Tar).ShouldBe(compression == Compression.None);
    }

    private static List<TarEntry> Read(byte[] tar)
    {
        using var reader = new TarReader(new MemoryStream(tar));
        var entries = new List<TarEntry>();
        while (reader.GetNextEntry(copyData: true) is { } entry)
        {
            entries.Add(entry);
        }

        return entries;
    }
}
