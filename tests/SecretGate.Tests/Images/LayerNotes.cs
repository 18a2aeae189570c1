using System.Text;
using SecretGate.Decoding;
using SecretGate.Images;

namespace SecretGate.Tests.Images;

/// <summary>A sink that writes down what it is told.</summary>
internal sealed class LayerNotes : ILayerSink
{
    public List<(string? Path, int Entry, string Content)> Files { get; } = [];

    public List<(string Path, int Entry, bool IsShown, string Text)> Texts { get; } = [];

    public List<(string Bytes, long Offset, bool IsStored)> RawPieces { get; } = [];

    public List<(string Reason, string? Path, string Message)> Notes { get; } = [];

    public LayerContent? Content { get; private set; }

    public LayerContent Read => Content ?? throw new InvalidOperationException("Nothing was read.");

    public string AllRaw => string.Concat(RawPieces.Select(piece => piece.Bytes));

    public IEnumerable<string> Reasons => Notes.Select(note => note.Reason);

    public string this[string path] => Files.Last(file => file.Path == path).Content;

    public static LayerNotes Of(byte[] blob, ScanLimits? limits = null) => Of(new MemoryStream(blob), limits);

    public static LayerNotes Of(Stream blob, ScanLimits? limits = null)
    {
        var notes = new LayerNotes();
        notes.Content = LayerReader.Read(blob, notes, limits ?? ScanLimits.Default, TestContext.Current.CancellationToken);
        return notes;
    }

    public static LayerNotes Of(Blob blob, ScanLimits? limits = null)
    {
        var notes = new LayerNotes();
        notes.Content = LayerReader.Read(blob, notes, limits ?? ScanLimits.Default, TestContext.Current.CancellationToken);
        return notes;
    }

    /// <summary>Number of the last entry of a path.</summary>
    public int EntryOf(string path) => Texts.Last(text => text.Path == path).Entry;

    public void File(string? path, int entry, long? sizeBytes, Stream content)
    {
        using var reader = new MemoryStream();
        content.CopyTo(reader);
        Files.Add((path, entry, Encoding.Latin1.GetString(reader.ToArray())));
    }

    public void Metadata(string path, int entry, bool isShown, ReadOnlySpan<byte> text) =>
        Texts.Add((path, entry, isShown, Encoding.Latin1.GetString(text)));

    public void Raw(ReadOnlySpan<byte> bytes, long offset, bool isStored) => RawPieces.Add((Encoding.Latin1.GetString(bytes), offset, isStored));

    public void Note(string reason, string? path, string message, long unreadBytes) => Notes.Add((reason, path, message));
}
