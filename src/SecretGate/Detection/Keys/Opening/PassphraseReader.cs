using System.Buffers;

namespace SecretGate.Detection.Keys.Opening;

/// <summary>Finds in a text what stands behind names such as PASSWORD, passphrase, keystorePass, -passin.</summary>
internal static class PassphraseReader
{
    private const int MaxNameRest = 32;

    // What a name of a password holds, in the letter cases in use.
    private static readonly byte[][] Stems =
    [
        "pass"u8.ToArray(), "PASS"u8.ToArray(), "Pass"u8.ToArray(), "pwd"u8.ToArray(), "PWD"u8.ToArray(), "Pwd"u8.ToArray(),
        "secret"u8.ToArray(), "SECRET"u8.ToArray(), "Secret"u8.ToArray(),
    ];

    private static readonly SearchValues<byte> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-"u8);

    private static readonly SearchValues<byte> ValueEnds = SearchValues.Create(" \t\r\n\"'`,;<>&\\\0"u8);

    /// <summary>Adds every value to the pool.</summary>
    public static void Read(ReadOnlySpan<byte> text, PassphraseCandidates pool)
    {
        foreach (var stem in Stems)
        {
            var position = 0;
            while (text[position..].IndexOf(stem) is >= 0 and var at)
            {
                position += at + stem.Length;
                var value = ValueBehind(text[position..]);
                if (!value.IsEmpty)
                {
                    pool.Add(value);
                }
            }
        }
    }

    // The rest of the name, then a sign of assignment (a blank, for an option of a command), then the value in quotes or up to a blank.
    private static ReadOnlySpan<byte> ValueBehind(ReadOnlySpan<byte> rest)
    {
        var nameEnd = rest.IndexOfAnyExcept(NameCharacters);
        if (nameEnd is < 0 or > MaxNameRest)
        {
            return default;
        }

        rest = rest[nameEnd..].TrimStart("\"'\\"u8);
        var sign = rest.IndexOfAnyExcept(" \t=:>"u8);
        if (sign <= 0)
        {
            return default;
        }

        rest = rest[sign..];

        // openssl's way to say where a passphrase comes from.
        rest = rest.StartsWith("pass:"u8) ? rest["pass:".Length..] : rest;
        var value = rest.TrimStart((byte)'\\');
        if (value is [(byte)'"' or (byte)'\'', ..])
        {
            var end = value[1..].IndexOf(value[0]);
            return end < 0 ? default : value.Slice(1, end).TrimEnd((byte)'\\');
        }

        var valueEnd = value.IndexOfAny(ValueEnds);
        return valueEnd < 0 ? value : value[..valueEnd];
    }
}
