using System.Text;
using SecretGate.Decoding.Streams;
using SecretGate.Decoding.Tar;

namespace SecretGate.Decoding.Archives;

/// <summary>The <c>ar</c> format: Debian packages, static libraries. GNU and BSD long names.</summary>
internal sealed class ArReader(ArchiveWalk walk)
{
    private const int HeaderBytes = 60;

    private byte[] _longNames = [];

    private static ReadOnlySpan<byte> Magic => "!<arch>\n"u8;

    /// <summary>The magic line.</summary>
    public static bool IsMatch(ReadOnlySpan<byte> head) => head.StartsWith(Magic);

    /// <summary>Reads it.</summary>
    public static void Walk(ArchiveWalk walk) => new ArReader(walk).Read();

    private void Read()
    {
        walk.Source.Skip(Magic.Length);
        while (walk.Source.Peek(HeaderBytes) is { IsEmpty: false } header)
        {
            if (header.Length < HeaderBytes || header[58] != '`' || header[59] != '\n' || !TarNumber.TryParseDecimal(header[48..58].TrimEnd((byte)' '), out var size))
            {
                throw new InvalidDataException($"the ar archive is cut or damaged at offset {walk.Source.Position}");
            }

            var name = Encoding.UTF8.GetString(header[..16].TrimEnd((byte)' '));
            walk.Source.Advance(HeaderBytes);
            using var data = new BoundedSource(walk.Source, size);
            Member(name, data);
            data.SkipRest();
            walk.Source.Skip(size & 1);
        }
    }

    private void Member(string name, BoundedSource data)
    {
        if (name == "//")
        {
            _longNames = Take(data, data.Left);
        }
        else if (name is "/" or "/SYM64/")
        {
            // The table of symbols: numbers and names, scanned raw with the file.
            walk.CountEntry();
        }
        else
        {
            var fullName = FullName(name, data);
            walk.Member(fullName, () => data);
        }
    }

    // GNU: "/OFFSET" into the table of names, else the name and a slash. BSD: "#1/LENGTH", the name stands in front of the content.
    private string FullName(string name, BoundedSource data)
    {
        if (name.StartsWith("#1/", StringComparison.Ordinal) && int.TryParse(name.AsSpan(3), out var length))
        {
            return Encoding.UTF8.GetString(Take(data, Math.Min(length, data.Left))).TrimEnd('\0');
        }

        if (name.StartsWith('/') && int.TryParse(name.AsSpan(1), out var offset) && offset < _longNames.Length)
        {
            var rest = _longNames.AsSpan(offset);
            var end = rest.IndexOf("/\n"u8);
            return Encoding.UTF8.GetString(end < 0 ? rest : rest[..end]);
        }

        return name.EndsWith('/') ? name[..^1] : name;
    }

    private byte[] Take(BoundedSource data, long length)
    {
        if (length > walk.Limits.NameBytes || length < 0)
        {
            throw new UnreadException(UnreadReason.Limit, $"names of the ar archive have {length} bytes (limit name-bytes)");
        }

        var bytes = new byte[length];
        data.ReadExactly(bytes);
        return bytes;
    }
}
