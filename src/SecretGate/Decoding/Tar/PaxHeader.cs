using System.Buffers;
using System.Text;

namespace SecretGate.Decoding.Tar;

/// <summary>
/// The records of one extended header (POSIX.1-2001 pax: <c>LENGTH KEY=VALUE\n</c>) that change how its entry is read, or can hold text.
/// </summary>
internal sealed class PaxHeader
{
    private static readonly SearchValues<byte> PlainNumber = SearchValues.Create("0123456789.-"u8);

    private readonly List<long> _sparseNumbers = [];

    /// <summary>Name of the entry; null when the header does not say.</summary>
    public byte[]? Path { get; private set; }

    /// <summary>Link target; null when the header does not say.</summary>
    public byte[]? LinkPath { get; private set; }

    /// <summary>Stored size; null when the header does not say.</summary>
    public long? Size { get; private set; }

    /// <summary>Values that can hold text, in order: everything but those above and plain numbers.</summary>
    public List<TarText> Texts { get; } = [];

    /// <summary>True when a record is malformed; those in front of it were read.</summary>
    public bool IsDamaged { get; private set; }

    /// <summary>True when the file is sparse.</summary>
    public bool IsSparse { get; private set; }

    /// <summary>True when the sparse map stands in front of the file's content (version 1.0).</summary>
    public bool HasMapInContent { get; private set; }

    /// <summary>Size with holes; null when the header does not say.</summary>
    public long? RealSize { get; private set; }

    /// <summary>Versions 0.0 and 0.1: offset and length of each part, one behind the other.</summary>
    public IReadOnlyList<long> SparseNumbers => _sparseNumbers;

    /// <summary>True when the header says where the content ends or what it is called, so that ignoring it gives another entry.</summary>
    public bool ChangesEntry => Path is not null || LinkPath is not null || Size is not null || IsSparse;

    /// <summary>Reads the records of a header's body.</summary>
    /// <param name="body">The body; nothing of it is kept.</param>
    /// <param name="maxSparseNumbers">Bound on <see cref="SparseNumbers"/>; further ones are dropped.</param>
    public static PaxHeader Parse(ReadOnlySpan<byte> body, int maxSparseNumbers)
    {
        var header = new PaxHeader();
        while (!body.IsEmpty && !header.IsDamaged)
        {
            var blank = body.IndexOf((byte)' ');
            if (blank <= 0 || !TarNumber.TryParseDecimal(body[..blank], out var length)
                || length <= blank + 1 || length > body.Length || body[(int)length - 1] != '\n')
            {
                header.IsDamaged = true;
                break;
            }

            var record = body[(blank + 1)..((int)length - 1)];
            var equals = record.IndexOf((byte)'=');
            header.IsDamaged = equals <= 0 || !header.Take(record[..equals], record[(equals + 1)..], maxSparseNumbers);
            body = body[(int)length..];
        }

        return header;
    }

    private bool Take(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, int maxSparseNumbers)
    {
        if (key.StartsWith("GNU.sparse."u8))
        {
            IsSparse = true;
            return TakeSparse(key["GNU.sparse.".Length..], value, maxSparseNumbers);
        }

        if (value.IsEmpty)
        {
            // An empty value takes back what a global header said; we let those change nothing.
            return true;
        }

        if (key.SequenceEqual("path"u8))
        {
            Path = value.ToArray();
        }
        else if (key.SequenceEqual("linkpath"u8))
        {
            LinkPath = value.ToArray();
        }
        else if (key.SequenceEqual("size"u8))
        {
            Size = TarNumber.TryParseDecimal(value, out var size) ? size : null;
            return Size is not null;
        }
        else if (value.ContainsAnyExcept(PlainNumber))
        {
            Texts.Add(new TarText(Encoding.UTF8.GetString(key), value.ToArray()));
        }

        return true;
    }

    private bool TakeSparse(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, int maxSparseNumbers)
    {
        if (key.SequenceEqual("name"u8))
        {
            Path = value.ToArray();
            return true;
        }

        if (key.SequenceEqual("map"u8))
        {
            foreach (var range in value.Split((byte)','))
            {
                if (_sparseNumbers.Count < maxSparseNumbers && !TakeSparseNumber(value[range]))
                {
                    return false;
                }
            }

            return true;
        }

        if (key.SequenceEqual("offset"u8) || key.SequenceEqual("numbytes"u8))
        {
            return _sparseNumbers.Count >= maxSparseNumbers || TakeSparseNumber(value);
        }

        if (key.SequenceEqual("major"u8))
        {
            HasMapInContent = !value.SequenceEqual("0"u8);
            return value.SequenceEqual("0"u8) || value.SequenceEqual("1"u8);
        }

        if (key.SequenceEqual("size"u8) || key.SequenceEqual("realsize"u8))
        {
            RealSize = TarNumber.TryParseDecimal(value, out var size) ? size : null;
            return RealSize is not null;
        }

        return true;
    }

    private bool TakeSparseNumber(ReadOnlySpan<byte> text)
    {
        var isNumber = TarNumber.TryParseDecimal(text, out var number);
        _sparseNumbers.Add(number);
        return isNumber;
    }
}
