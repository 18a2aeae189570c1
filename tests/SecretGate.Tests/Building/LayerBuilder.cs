using System.Text;

namespace SecretGate.Tests.Building;

/// <summary>The tar of one layer, entry by entry.</summary>
internal sealed class LayerBuilder
{
    private readonly TarBytes _tar = new();

    public LayerBuilder Dir(string path) => Entry(path, '5', "");

    public LayerBuilder File(string path, FileContent content) => Entry(path, '0', content);

    public LayerBuilder Files(params ReadOnlySpan<(string Path, FileContent Content)> files)
    {
        foreach (var (path, content) in files)
        {
            File(path, content);
        }

        return this;
    }

    /// <summary>A file with extended attributes: <c>user.token</c>.</summary>
    public LayerBuilder FileWithXattr(string path, FileContent content, string attribute, FileContent value) =>
        FileWithPax(path, content, "SCHILY.xattr." + attribute, value);

    /// <summary>A file with one pax record of any key: <c>comment</c>.</summary>
    public LayerBuilder FileWithPax(string path, FileContent content, string key, FileContent value)
    {
        _tar.Entry(Encoding.UTF8.GetBytes(path), '0', content.Bytes, pax: [(key, value.Bytes)]);
        return this;
    }

    /// <summary>A whiteout: <paramref name="path"/> of the lower layers is gone.</summary>
    public LayerBuilder Whiteout(string path, FileContent? body = null)
    {
        var slash = path.LastIndexOf('/') + 1;
        return Entry(path[..slash] + ".wh." + path[slash..], '0', body ?? "");
    }

    /// <summary>An opaque whiteout: whatever lower layers hold in <paramref name="directory"/> is gone.</summary>
    public LayerBuilder Opaque(string directory) => Entry(directory + "/.wh..wh..opq", '0', "");

    public LayerBuilder HardLink(string path, string target) => Entry(path, '1', "", target);

    public LayerBuilder SymLink(string path, string target) => Entry(path, '2', "", target);

    /// <summary>An entry of any type flag, its content also where the type should have none.</summary>
    public LayerBuilder Entry(string path, char type, FileContent content, string? link = null) =>
        Entry(Encoding.UTF8.GetBytes(path), type, content, link);

    /// <summary>An entry whose name need not be UTF-8.</summary>
    public LayerBuilder Entry(byte[] path, char type, FileContent content, string? link = null)
    {
        _tar.Entry(path, type, content.Bytes, link is null ? null : Encoding.UTF8.GetBytes(link));
        return this;
    }

    /// <summary>Bytes of no entry, as they are.</summary>
    public LayerBuilder Raw(FileContent bytes)
    {
        _tar.Raw(bytes.Bytes);
        return this;
    }

    public byte[] ToTar(bool endMark = true) => _tar.Finish(endMark);
}
