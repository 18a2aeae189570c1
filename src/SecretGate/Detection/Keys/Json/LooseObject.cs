using System.Numerics;
using System.Text;
using SecretGate.Detection.Keys.Text;

namespace SecretGate.Detection.Keys.Json;

/// <summary>
/// The string members of one JSON object without objects in it, read by quotes and colons alone: also when the JSON stands escaped in
/// another string, in XML, or uses single quotes.
/// </summary>
internal ref struct LooseObject
{
    private const int MaxNameBytes = 32;
    private const int MaxMembers = 64;

    private readonly Scratch _plain;
    private readonly List<(string Name, int Start, int Length)> _members = [];

    private LooseObject(ReadOnlySpan<byte> text, int start)
    {
        Start = start;
        Length = text.Length;
        _plain = new Scratch(text.Length);
        var escaped = new EscapedText(text, 0);
        while (escaped.TryRead(out var character))
        {
            _plain.Add(character);
        }
    }

    /// <summary>Index of the opening brace in the window.</summary>
    public int Start { get; }

    /// <summary>Bytes from brace to brace.</summary>
    public int Length { get; }

    private readonly ReadOnlySpan<byte> Plain => _plain.Span;

    /// <summary>The object around an anchor; false when no braces enclose it, or an earlier anchor has the same object.</summary>
    public static bool TryRead(ReadOnlySpan<byte> window, int anchor, ReadOnlySpan<byte> anchorBytes, out LooseObject result)
    {
        result = default;
        var open = window[..anchor].LastIndexOfAny((byte)'{', (byte)'}');
        var close = window[anchor..].IndexOfAny((byte)'{', (byte)'}');
        if (open < 0 || window[open] != '{' || close < 0 || window[anchor + close] != '}' || window[open..anchor].IndexOf(anchorBytes) >= 0)
        {
            return false;
        }

        result = new LooseObject(window[open..(anchor + close + 1)], open);
        result.ReadMembers();
        return true;
    }

    /// <summary>True when there is such a member with a string as its value.</summary>
    public readonly bool Has(string name) => Find(name) is not null;

    /// <summary>A member as text; null when it is missing.</summary>
    public readonly string? Text(string name) => Find(name) is var (start, length) ? Encoding.ASCII.GetString(Plain.Slice(start, length)) : null;

    /// <summary>A member that is base64 of either alphabet; empty when it is missing.</summary>
    public readonly byte[] Bytes(string name)
    {
        if (Find(name) is not var (start, length))
        {
            return [];
        }

        using var bytes = new Scratch(length);
        Base64Text.Decode(Plain.Slice(start, length), bytes);
        return bytes.Span.ToArray();
    }

    /// <summary>A member that is a number in base64; zero when it is missing.</summary>
    public readonly BigInteger Number(string name) => new(Bytes(name), isUnsigned: true, isBigEndian: true);

    /// <summary>Clears what was read.</summary>
    public readonly void Dispose() => _plain?.Dispose();

    private readonly (int Start, int Length)? Find(string name)
    {
        foreach (var member in _members)
        {
            if (member.Name == name)
            {
                return (member.Start, member.Length);
            }
        }

        return null;
    }

    private readonly void ReadMembers()
    {
        var position = 0;
        while (_members.Count < MaxMembers && TryReadString(ref position, out var nameStart, out var nameLength))
        {
            var afterName = Plain[position..].TrimStart(" \n"u8);
            if (afterName is not [(byte)':', ..])
            {
                continue;
            }

            position = Plain.Length - afterName.Length + 1;
            var value = Plain[position..].TrimStart(" \n"u8);
            if (value is [(byte)'"' or (byte)'\'', ..] && TryReadString(ref position, out var start, out var length) && nameLength <= MaxNameBytes)
            {
                _members.Add((Encoding.ASCII.GetString(Plain.Slice(nameStart, nameLength)), start, length));
            }
        }
    }

    private readonly bool TryReadString(ref int position, out int start, out int length)
    {
        (start, length) = (0, 0);
        var open = Plain[position..].IndexOfAny((byte)'"', (byte)'\'');
        if (open < 0)
        {
            return false;
        }

        start = position + open + 1;
        var close = Plain[start..].IndexOf(Plain[start - 1]);
        if (close < 0)
        {
            return false;
        }

        position = start + close + 1;
        length = close;
        return true;
    }
}
