using System.Buffers;

namespace SecretGate.Detection.Keys.Opening;

/// <summary>Finds what stands behind names such as PASSWORD, passphrase, keystorePass, -passin: settings, options of commands, members of JSON.</summary>
internal static class PassphraseReader
{
    /// <summary>Bytes behind a stem that are looked at.</summary>
    public const int AfterBytes = MaxNameRest + MaxSign + PassphraseCandidates.MaxBytes + 8;

    /// <summary>Bytes in front of a stem that are looked at.</summary>
    public const int BeforeBytes = 32;

    private const int MaxNameRest = 32;
    private const int MaxSign = 24;

    private static readonly SearchValues<byte> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-"u8);

    private static readonly SearchValues<byte> ValueEnds = SearchValues.Create(" \t\r\n\"'`,;<>&\\\0"u8);

    /// <summary>What names of passwords hold, whatever the letters' case. The short ones are common words: a sign must follow.</summary>
    public static IReadOnlyList<string> Stems { get; } =
        ["password", "passwd", "passphrase", "storepass", "keypass", "pass=", "pass:", "pass =", "pass\"", "pwd=", "pwd:", "pwd =", "pwd\"", "secret"];

    /// <summary>True when a name ends an option of a command (<c>-storepass</c>): then its value may stand behind a blank.</summary>
    /// <param name="before">Bytes in front of the stem.</param>
    public static bool IsOption(ReadOnlySpan<byte> before)
    {
        var name = before[(before.LastIndexOfAnyExcept(NameCharacters) + 1)..];
        return name is [(byte)'-', ..];
    }

    /// <summary>The value behind a stem: in quotes, or up to a blank; empty when there is none.</summary>
    /// <param name="rest">Bytes from the end of the stem's letters on.</param>
    /// <param name="isOption">True when a blank is sign enough.</param>
    public static ReadOnlySpan<byte> ValueBehind(ReadOnlySpan<byte> rest, bool isOption)
    {
        var value = BehindSign(rest, isOption);

        // openssl's way to say where a passphrase comes from.
        value = (value.StartsWith("pass:"u8) ? value["pass:".Length..] : value).TrimStart((byte)'\\');
        if (value is [(byte)'"' or (byte)'\'', ..])
        {
            var end = value[1..].IndexOf(value[0]);
            return end < 0 ? default : Checked(value.Slice(1, end).TrimEnd((byte)'\\'));
        }

        var valueEnd = value.IndexOfAny(ValueEnds);
        return Checked(valueEnd < 0 ? value : value[..valueEnd]);
    }

    /// <summary>The rest of the line behind <c>NAME=</c> without quotes, as files and lists of variables have it; empty when it is no more than the value.</summary>
    /// <param name="rest">Bytes from the end of the stem's letters on.</param>
    public static ReadOnlySpan<byte> LineBehind(ReadOnlySpan<byte> rest)
    {
        var nameEnd = rest.IndexOfAnyExcept(NameCharacters);
        if (nameEnd is < 0 or > MaxNameRest || rest[nameEnd] != (byte)'=')
        {
            return default;
        }

        var line = rest[(nameEnd + 1)..];
        var end = line.IndexOfAny((byte)'\r', (byte)'\n');
        line = end < 0 ? line : line[..end];
        return line.Contains((byte)' ') && line is not [(byte)'"' or (byte)'\'' or (byte)' ', ..] ? Checked(line) : default;
    }

    // The rest of the name, then a sign of assignment.
    private static ReadOnlySpan<byte> BehindSign(ReadOnlySpan<byte> rest, bool isOption)
    {
        var nameEnd = rest.IndexOfAnyExcept(NameCharacters);
        if (nameEnd is < 0 or > MaxNameRest)
        {
            return default;
        }

        rest = rest[nameEnd..].TrimStart("\"'\\"u8);
        var sign = rest.IndexOfAnyExcept(" \t=:>"u8);
        return sign is <= 0 or > MaxSign || (!isOption && !rest[..sign].ContainsAny("=:>"u8)) ? default : rest[sign..];
    }

    // What a shell or a template puts there later is no passphrase, nor is a call, nor what is no text.
    private static ReadOnlySpan<byte> Checked(ReadOnlySpan<byte> value) =>
        value.Length is > 0 and <= PassphraseCandidates.MaxBytes
        && !value.StartsWith("${"u8)
        && !value.StartsWith("$("u8)
        && !value.StartsWith("{{"u8)
        && !value.EndsWith("()"u8)
        && !value.ContainsAnyInRange((byte)0, (byte)0x1F)
            ? value
            : default;
}
