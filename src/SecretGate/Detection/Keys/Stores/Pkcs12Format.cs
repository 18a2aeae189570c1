using System.Formats.Asn1;

namespace SecretGate.Detection.Keys.Stores;

/// <summary>PKCS #12 stores (RFC 7292): .p12 and .pfx files.</summary>
internal sealed class Pkcs12Format : KeyFormat
{
    // Outer header: 30 82 xx xx, 30 83 xx xx xx, or 30 80 for an indefinite length.
    private const int MaxHeaderBytes = 5;

    public override IReadOnlyList<ReadOnlyMemory<byte>> Anchors { get; } = [(byte[])[0x02, 0x01, 0x03, 0x30]];

    public override int BeforeBytes => MaxHeaderBytes;

    public override int AfterBytes => 1 << 20;

    protected override IReadOnlyList<KeyReading> Parse(ReadOnlySpan<byte> window, int anchor)
    {
        for (var start = anchor - 2; start >= Math.Max(0, anchor - MaxHeaderBytes); start--)
        {
            if (window[start] == 0x30 && IsHeader(window[start..anchor]))
            {
                return ReadStore(window[start..], start);
            }
        }

        return [];
    }

    private static bool IsHeader(ReadOnlySpan<byte> header) => header.Length == 2
        ? header[1] is 0x80 or (> 8 and < 0x80)
        : header[1] == 0x80 + header.Length - 2;

    private static List<KeyReading> ReadStore(ReadOnlySpan<byte> bytes, int start)
    {
        if (!AsnDecoder.TryReadEncodedValue(bytes, AsnEncodingRules.BER, out _, out _, out _, out var length))
        {
            return [];
        }

        var file = bytes[..length].ToArray();
        var store = Pkcs12Store.Read(file);
        var place = new Extent(start, length);
        var readings = new List<KeyReading>();
        foreach (var key in store.Keys)
        {
            readings.Add(place.Of(key.Key, "in PKCS#12", key.Der.Span));
        }

        readings.AddRange(store.Certificates.Select(certificate => place.Of(certificate)));

        // Without a key in sight the keys, if there are any, are behind the passphrase; a trust store looks the same.
        if (store.Keys.Count == 0 && store.EncryptedPayload.Length > 0)
        {
            var closed = KeySecrets.Closed("PKCS#12", store.EncryptedPayload) with { Confidence = Confidence.Possible };
            readings.Add(place.Of(closed, ContainerFormats.Pkcs12, file));
        }

        return readings;
    }
}
