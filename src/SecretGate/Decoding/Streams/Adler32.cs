namespace SecretGate.Decoding.Streams;

/// <summary>The checksum of zlib (RFC 1950 section 8.2).</summary>
internal struct Adler32
{
    private const uint Modulus = 65_521;

    /// <summary>So many bytes fit before the second sum leaves 32 bits (zlib's NMAX).</summary>
    private const int Run = 5_552;

    private uint _a = 1;
    private uint _b;

    /// <summary>The checksum of nothing.</summary>
    public Adler32()
    {
    }

    /// <summary>The checksum of what was appended.</summary>
    public readonly uint Value => (_b << 16) | _a;

    /// <summary>Takes more bytes.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var run = bytes[..Math.Min(Run, bytes.Length)];
            bytes = bytes[run.Length..];
            foreach (var value in run)
            {
                _a += value;
                _b += _a;
            }

            _a %= Modulus;
            _b %= Modulus;
        }
    }
}
