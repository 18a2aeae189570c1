namespace SecretGate.Detection.Keys.Pem;

/// <summary>The body of an encapsulated text: headers in front, base64 behind.</summary>
internal ref struct PemBody
{
    private static ReadOnlySpan<byte> DekInfoHeader => "DEK-Info:"u8;

    // Headers stand at the start; what is behind this is no header.
    private const int MaxHeaderBytes = 2_048;

    private PemBody(ReadOnlySpan<byte> base64, string? cipher, byte[]? iv)
    {
        Base64 = base64;
        (Cipher, Iv) = (cipher, iv);
    }

    /// <summary>What is behind the headers.</summary>
    public ReadOnlySpan<byte> Base64 { get; }

    /// <summary>Cipher of the DEK-Info header (RFC 1421, 4.6.1.3): <c>AES-256-CBC</c>; null when there is none.</summary>
    public string? Cipher { get; }

    /// <summary>Initialisation vector of the DEK-Info header.</summary>
    public byte[]? Iv { get; }

    /// <summary>Splits a body.</summary>
    public static PemBody Split(ReadOnlySpan<byte> body)
    {
        var head = body[..Math.Min(body.Length, MaxHeaderBytes)];
        var dekInfo = head.IndexOf(DekInfoHeader);
        if (dekInfo >= 0 && ReadDekInfo(body[(dekInfo + DekInfoHeader.Length)..], out var rest) is var (cipher, iv))
        {
            return new PemBody(rest, cipher, iv);
        }

        return new PemBody(SkipHeaders(body), null, null);
    }

    // NAME,HEX. The vector has the size of the cipher's block, so that its end is known when the line break is lost.
    private static (string Cipher, byte[] Iv)? ReadDekInfo(ReadOnlySpan<byte> text, out ReadOnlySpan<byte> rest)
    {
        rest = text = text.TrimStart((byte)' ');
        var comma = text.IndexOf((byte)',');
        if (comma is < 3 or > 24)
        {
            return null;
        }

        var cipher = System.Text.Encoding.ASCII.GetString(text[..comma]).ToUpperInvariant();
        var ivDigits = cipher.StartsWith("DES", StringComparison.Ordinal) || cipher.StartsWith("BF", StringComparison.Ordinal)
            || cipher.StartsWith("RC2", StringComparison.Ordinal) ? 16 : 32;
        var hex = text[(comma + 1)..].TrimStart((byte)' ');
        if (hex.Length < ivDigits)
        {
            return null;
        }

        rest = hex[ivDigits..];
        var iv = new byte[ivDigits / 2];
        return Convert.FromHexString(System.Text.Encoding.ASCII.GetString(hex[..ivDigits]), iv, out _, out _) == System.Buffers.OperationStatus.Done
            ? (cipher, iv)
            : null;
    }

    private static ReadOnlySpan<byte> SkipHeaders(ReadOnlySpan<byte> body)
    {
        var rest = body;
        while (body.Length - rest.Length < MaxHeaderBytes)
        {
            var lineEnd = rest.IndexOf((byte)'\n');
            if (lineEnd < 0 || !IsHeaderOrBlank(rest[..lineEnd]))
            {
                break;
            }

            rest = rest[(lineEnd + 1)..];
        }

        return rest;
    }

    // "Name: value"; base64 has no colon.
    private static bool IsHeaderOrBlank(ReadOnlySpan<byte> line)
    {
        line = line.Trim((byte)' ');
        var colon = line.IndexOf((byte)':');
        return line.IsEmpty || (colon > 1 && char.IsAsciiLetter((char)line[0]) && (colon + 1 == line.Length || line[colon + 1] == ' '));
    }
}
