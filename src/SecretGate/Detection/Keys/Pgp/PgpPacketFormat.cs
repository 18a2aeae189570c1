namespace SecretGate.Detection.Keys.Pgp;

/// <summary>
/// OpenPGP secret-key packets in binary. A packet has no magic: the anchors are fields inside it that seldom stand elsewhere, from which
/// the header is found again. DSA and ElGamal have no such field.
/// </summary>
internal sealed class PgpPacketFormat : KeyFormat
{
    private const int MaxHeaderBytes = 6;

    // Version, time, algorithm.
    private const int FieldsBytes = 6;

    private static readonly int[] RsaBits = [1024, 2048, 3072, 4096, 8192];

    // RSA exponent 65537 as an integer of 17 bits; the algorithm and the curve of the others.
    private static readonly byte[] Exponent = [0x00, 0x11, 0x01, 0x00, 0x01];
    private static readonly byte[][] CurveFields =
    [
        [22, 9, 0x2B, 0x06, 0x01, 0x04, 0x01, 0xDA, 0x47, 0x0F, 0x01], // Ed25519, legacy
        [19, 8, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07], // P-256
        [19, 5, 0x2B, 0x81, 0x04, 0x00, 0x22], // P-384
        [19, 5, 0x2B, 0x81, 0x04, 0x00, 0x23], // P-521
        [19, 5, 0x2B, 0x81, 0x04, 0x00, 0x0A], // secp256k1
        [19, 9, 0x2B, 0x24, 0x03, 0x03, 0x02, 0x08, 0x01, 0x01, 0x07], // brainpoolP256r1
        [19, 9, 0x2B, 0x24, 0x03, 0x03, 0x02, 0x08, 0x01, 0x01, 0x0B], // brainpoolP384r1
        [19, 9, 0x2B, 0x24, 0x03, 0x03, 0x02, 0x08, 0x01, 0x01, 0x0D], // brainpoolP512r1
        [27, 0, 0, 0, 32], // Ed25519 of version 6: size of the public fields
        [28, 0, 0, 0, 57], // Ed448 of version 6
    ];

    public override IReadOnlyList<ReadOnlyMemory<byte>> Anchors { get; } = [Exponent, .. CurveFields.Select(f => (ReadOnlyMemory<byte>)f)];

    public override int BeforeBytes => MaxHeaderBytes + FieldsBytes + 2 + (8192 / 8);

    public override int AfterBytes => 16 << 10;

    protected override IReadOnlyList<KeyReading> Parse(ReadOnlySpan<byte> window, int anchor)
    {
        if (!window[anchor..].StartsWith(Exponent))
        {
            return ReadAt(window, anchor - FieldsBytes + 1);
        }

        foreach (var bits in RsaBits)
        {
            var modulus = anchor - (bits / 8) - 2;
            if (modulus >= 0 && window[modulus] == bits >> 8 && window[modulus + 1] == (bits & 0xFF))
            {
                return ReadAt(window, modulus - FieldsBytes);
            }
        }

        return [];
    }

    // The packet whose content begins here; only primary keys, since a subkey is the same finding.
    private static IReadOnlyList<KeyReading> ReadAt(ReadOnlySpan<byte> window, int content)
    {
        for (var header = 2; header <= MaxHeaderBytes && header <= content; header++)
        {
            var bytes = window[(content - header)..];
            if (PgpPacket.TryRead(bytes, out var packet)
                && packet.Tag == PgpPacket.SecretKey
                && packet.Length - packet.Body.Length == header
                && PgpKeys.Read(bytes, "OpenPGP") is [var reading, ..]
                && reading.Secret?.Confidence > Confidence.Possible)
            {
                return [reading with { Start = reading.Start + content - header }];
            }
        }

        return [];
    }
}
