using System.Text;
using SecretGate.Decoding;
using SecretGate.Decoding.Archives;

namespace SecretGate.Tests.Decoding.Archives;

/// <summary>A sink that writes down what it is told, as a caller that opens a file does.</summary>
internal sealed class ArchiveNotes(ScanLimits limits) : IArchiveSink
{
    public List<(string? Name, string Content)> Members { get; } = [];

    public List<(string? Name, string Text)> Texts { get; } = [];

    public List<(string Reason, string? Name, string Message)> Notes { get; } = [];

    public ArchiveBudget Budget { get; } = new(limits);

    public string? Format { get; private set; }

    public string?[] Names => [.. Members.Select(m => m.Name)];

    public string[] Contents => [.. Members.Select(m => m.Content)];

    /// <summary>Opens a file the way a scanner does: by its head, or where a zip starts in it.</summary>
    public static ArchiveNotes Of(byte[] file, ScanLimits? limits = null) => Of(new MemoryStream(file), limits);

    public static ArchiveNotes Of(Stream file, ScanLimits? limits = null)
    {
        limits ??= ScanLimits.Default;
        var notes = new ArchiveNotes(limits);
        using var source = new ForwardStream(file);
        var token = TestContext.Current.CancellationToken;
        var format = ArchiveFormats.Detect(source.Peek(ArchiveFormats.HeadBytes)) ?? ArchiveFormats.FindEmbedded(source, token);
        notes.Format = format?.Name;
        format?.Read(source, notes, limits, token);
        return notes;
    }

    public void Member(string? name, Stream content)
    {
        using var bytes = new MemoryStream();
        content.CopyTo(bytes);
        Members.Add((name, Encoding.Latin1.GetString(bytes.ToArray())));
    }

    public void Text(string? name, ReadOnlySpan<byte> text) => Texts.Add((name, Encoding.Latin1.GetString(text)));

    public void Note(string reason, string? name, string message) => Notes.Add((reason, name, message));
}
