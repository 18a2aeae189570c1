using SecretGate.Detection.Keys.Asn1;

namespace SecretGate.Detection.Keys.Public;

/// <summary>Certificates of version 3 in binary DER.</summary>
internal sealed class DerCertificateFormat : KeyFormat
{
    // Two headers 30 82 xx xx.
    private const int HeadersBytes = 8;

    // [0] EXPLICIT INTEGER 2: the version, first in the certificate's content.
    public override IReadOnlyList<ReadOnlyMemory<byte>> Anchors { get; } = [(byte[])[0xA0, 0x03, 0x02, 0x01, 0x02, 0x02]];

    public override int BeforeBytes => HeadersBytes;

    public override int AfterBytes => 32 << 10;

    protected override IReadOnlyList<KeyReading> Parse(ReadOnlySpan<byte> window, int anchor)
    {
        var start = anchor - HeadersBytes;
        if (start < 0 || window[start] != DerReader.Sequence || window[start + 1] != 0x82 || window[start + 4] != DerReader.Sequence || window[start + 5] != 0x82)
        {
            return [];
        }

        var outer = new DerReader(window[start..]);
        return Certificate.Read(window[start..]) is { } half && outer.TrySkip() ? [new Extent(start, outer.Position).Of(half)] : [];
    }
}
