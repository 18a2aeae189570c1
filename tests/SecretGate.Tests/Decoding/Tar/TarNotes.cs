using System.Text;
using SecretGate.Decoding;
using SecretGate.Decoding.Tar;

namespace SecretGate.Tests.Decoding.Tar;

/// <summary>A sink that writes down what it is told.</summary>
internal sealed class TarNotes : ITarSink
{
    public List<(TarEntry Entry, string Content)> Entries { get; } = [];

    public List<(long Offset, string Bytes)> RawRuns { get; } = [];

    public List<(string Reason, string Message)> Problems { get; } = [];

    /// <summary>How many content bytes it reads of each entry.</summary>
    public int ReadAtMost { get; init; } = int.MaxValue;

    public string[] Names => [.. Entries.Select(e => Text(e.Entry.Name))];

    public string[] Contents => [.. Entries.Select(e => e.Content)];

    public string AllRaw => string.Concat(RawRuns.Select(r => r.Bytes));

    public static TarNotes Of(byte[] tar, ScanLimits? limits = null) => Of(new MemoryStream(tar), limits);

    public static TarNotes Of(Stream tar, ScanLimits? limits = null)
    {
        var notes = new TarNotes();
        TarReader.Read(tar, notes, limits ?? ScanLimits.Default, TestContext.Current.CancellationToken);
        return notes;
    }

    public static string Text(ReadOnlyMemory<byte> bytes) => Encoding.Latin1.GetString(bytes.Span);

    public void Entry(TarEntry entry, Stream content)
    {
        var bytes = new MemoryStream();
        Entries.Add((entry, ""));
        try
        {
            var buffer = new byte[Math.Clamp(ReadAtMost, 1, 1000)];
            for (int count; bytes.Length < ReadAtMost && (count = content.Read(buffer)) > 0;)
            {
                bytes.Write(buffer, 0, count);
            }
        }
        finally
        {
            Entries[^1] = (entry, Encoding.Latin1.GetString(bytes.ToArray()));
        }
    }

    public void Raw(ReadOnlySpan<byte> bytes, long offset) => RawRuns.Add((offset, Encoding.Latin1.GetString(bytes)));

    public void Problem(string reason, string message) => Problems.Add((reason, message));
}
