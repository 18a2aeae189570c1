namespace SecretGate.Detection.Keys.Asn1;

/// <summary>
/// Private keys in binary DER: files of their own, or somewhere in an executable, a library, a key store. The anchors are what stands
/// right behind the outer header.
/// </summary>
internal sealed class DerFormat : KeyFormat
{
    // Outer header 30 82 xx xx and, in front of the algorithm of an encrypted key, another one.
    private const int MaxHeaderBytes = 5;

    /// <inheritdoc/>
    public override IReadOnlyList<ReadOnlyMemory<byte>> Anchors { get; } =
    [
        (byte[])[0x02, 0x01, 0x00, 0x30], // PKCS#8
        (byte[])[0x02, 0x01, 0x01, 0x30], // PKCS#8 with a public half
        (byte[])[0x02, 0x01, 0x00, 0x02, 0x82], // PKCS#1, DSA
        (byte[])[0x02, 0x01, 0x00, 0x02, 0x81],
        (byte[])[0x02, 0x01, 0x00, 0x02, 0x41],
        (byte[])[0x02, 0x01, 0x00, 0x02, 0x61],
        (byte[])[0x02, 0x01, 0x01, 0x04], // SEC1
        (byte[])[0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x05], // encrypted PKCS#8: PKCS #5
        (byte[])[0x06, 0x0A, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x0C, 0x01], // encrypted PKCS#8: PKCS #12
    ];

    public override int BeforeBytes => 2 * MaxHeaderBytes;

    // An RSA key of 16384 bits takes 9.4 KiB.
    public override int AfterBytes => 32 << 10;

    protected override IReadOnlyList<KeyReading> Parse(ReadOnlySpan<byte> window, int anchor)
    {
        if (window[anchor] == DerReader.Integer)
        {
            return HeaderBefore(window, anchor) is { } start ? ReadAt(window, start) : [];
        }

        return HeaderBefore(window, anchor) is { } inner && HeaderBefore(window, inner) is { } outer ? ReadAt(window, outer) : [];
    }

    private static IReadOnlyList<KeyReading> ReadAt(ReadOnlySpan<byte> window, int start)
    {
        var bytes = window[start..];
        if (DerPrivateKeys.Read(bytes) is not { } key || key is DerPrivateKey.Cut || IsDoubtful(key))
        {
            return [];
        }

        return [new Extent(start, Math.Min(key.Length, bytes.Length)).Of(key, "DER", bytes)];
    }

    // Without a label around it, a structure that nothing proves is more likely something else.
    private static bool IsDoubtful(DerPrivateKey key) => key is DerPrivateKey.Open { Key.Proof: KeyProof.Unchecked or KeyProof.Wrong };

    // Start of the SEQUENCE header that ends where the content begins.
    private static int? HeaderBefore(ReadOnlySpan<byte> window, int content)
    {
        for (var size = 2; size <= MaxHeaderBytes && size <= content; size++)
        {
            var header = window.Slice(content - size, size);
            var isHeader = header[0] == DerReader.Sequence && (size == 2 ? header[1] is > 8 and < 0x80 : header[1] == 0x80 + size - 2);
            if (isHeader)
            {
                return content - size;
            }
        }

        return null;
    }
}
