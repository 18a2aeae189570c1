using System.Formats.Asn1;
using System.Numerics;

namespace SecretGate.Detection.Keys.Asn1;

/// <summary>
/// Reads DER element by element without throwing, also when the bytes end inside an element: then the content is what is left, and
/// <see cref="IsCut"/> says so.
/// </summary>
internal ref struct DerReader(ReadOnlySpan<byte> bytes)
{
    public const byte Integer = 0x02;
    public const byte BitString = 0x03;
    public const byte OctetString = 0x04;
    public const byte Null = 0x05;
    public const byte ObjectIdentifier = 0x06;
    public const byte Sequence = 0x30;
    public const byte Set = 0x31;

    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _position;

    /// <summary>True after an element that ends behind the bytes.</summary>
    public bool IsCut { get; private set; }

    /// <summary>True when nothing is left.</summary>
    public readonly bool IsAtEnd => _position >= _bytes.Length;

    /// <summary>Bytes read so far.</summary>
    public readonly int Position => _position;

    /// <summary>Bytes that are left.</summary>
    public readonly ReadOnlySpan<byte> Rest => _bytes[_position..];

    /// <summary>Tag of the next element; 0 at the end.</summary>
    public readonly byte NextTag => IsAtEnd ? (byte)0 : _bytes[_position];

    /// <summary>Reads the next element if it has this tag.</summary>
    public bool TryRead(byte tag, out ReadOnlySpan<byte> content)
    {
        content = default;
        if (NextTag != tag || !TryReadLength(_bytes[(_position + 1)..], out var length, out var lengthBytes))
        {
            return false;
        }

        var start = _position + 1 + lengthBytes;
        var available = Math.Min(length, _bytes.Length - start);
        IsCut |= available < length;
        content = _bytes.Slice(start, available);
        _position = start + available;
        return true;
    }

    /// <summary>Reads the next element whole, header included, if it has this tag.</summary>
    public bool TryReadElement(byte tag, out ReadOnlySpan<byte> element)
    {
        var start = _position;
        var isRead = TryRead(tag, out _);
        element = _bytes[start.._position];
        return isRead;
    }

    /// <summary>Enters the next element if it has this tag.</summary>
    public bool TryEnter(byte tag, out DerReader inner)
    {
        var isRead = TryRead(tag, out var content);
        inner = new DerReader(content);
        return isRead;
    }

    /// <summary>Reads a non-negative integer that is not cut.</summary>
    public bool TryReadNumber(out BigInteger value)
    {
        value = default;
        if (!TryRead(Integer, out var content) || IsCut || content.IsEmpty)
        {
            return false;
        }

        // Some writers forget the zero byte in front of a number with the high bit set; keys have no negative numbers.
        value = new BigInteger(content, isUnsigned: true, isBigEndian: true);
        return true;
    }

    /// <summary>Reads an object identifier.</summary>
    public bool TryReadOid(out string oid)
    {
        oid = "";
        if (NextTag != ObjectIdentifier
            || !TryReadElement(ObjectIdentifier, out var element)
            || IsCut
            || element.Length > 32)
        {
            return false;
        }

        try
        {
            oid = AsnDecoder.ReadObjectIdentifier(element, AsnEncodingRules.BER, out _);
            return true;
        }
        catch (AsnContentException)
        {
            return false;
        }
    }

    /// <summary>Steps over an element of any tag.</summary>
    public bool TrySkip() => !IsAtEnd && TryRead(NextTag, out _);

    private static bool TryReadLength(ReadOnlySpan<byte> bytes, out int length, out int lengthBytes)
    {
        (length, lengthBytes) = (0, 1);
        if (bytes.IsEmpty)
        {
            return false;
        }

        if (bytes[0] < 0x80)
        {
            length = bytes[0];
            return true;
        }

        var count = bytes[0] & 0x7F;
        if (count is 0 or > 4 || bytes.Length <= count)
        {
            return false;
        }

        long value = 0;
        foreach (var b in bytes.Slice(1, count))
        {
            value = (value << 8) | b;
        }

        (length, lengthBytes) = ((int)Math.Min(value, int.MaxValue), 1 + count);
        return value <= int.MaxValue;
    }
}
