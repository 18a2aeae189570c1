using System.Text;

namespace SecretGate.Reporting.Text;

/// <summary>Collects text up to a number of UTF-8 bytes.</summary>
internal sealed class BoundedText(int maxBytes)
{
    // "and N more …", with a number of any size.
    private const int ReservedForRest = 80;

    private readonly StringBuilder _text = new();
    private int _bytes;

    /// <summary>Bytes that still fit.</summary>
    public int BytesLeft => maxBytes - _bytes;

    /// <summary>Appends the text if it fits.</summary>
    public bool TryAppend(string text) => TryAppend(text, BytesLeft);

    /// <summary>Appends one block after another within a budget, then says how many did not fit.</summary>
    /// <param name="blocks">The blocks, the most important one first; read no further than what fits.</param>
    /// <param name="count">How many there are, with those that are not among the blocks.</param>
    /// <param name="budget">Bytes that they may take.</param>
    /// <param name="rest">The line that stands for so many more.</param>
    public void AppendWorstFirst(IEnumerable<string> blocks, int count, int budget, Func<int, string> rest)
    {
        var end = _bytes + Math.Min(budget, BytesLeft) - ReservedForRest;
        var written = 0;
        foreach (var block in blocks)
        {
            if (!TryAppend(block, end - _bytes))
            {
                break;
            }

            written++;
        }

        if (written < count)
        {
            _ = TryAppend(rest(count - written), ReservedForRest);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();

    private bool TryAppend(string text, int budget)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        if (length > Math.Min(budget, BytesLeft))
        {
            return false;
        }

        _text.Append(text);
        _bytes += length;
        return true;
    }
}
