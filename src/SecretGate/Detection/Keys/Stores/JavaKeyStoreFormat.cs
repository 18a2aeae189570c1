using SecretGate.Detection.Keys.Asn1;
using SecretGate.Detection.Keys.Public;

namespace SecretGate.Detection.Keys.Stores;

/// <summary>Java's own key stores, JKS and JCEKS: certificates in clear, keys encrypted one by one.</summary>
internal sealed class JavaKeyStoreFormat : KeyFormat
{
    private const int MaxEntries = 10_000;
    private const int MaxChain = 100;
    private const int PrivateKeyTag = 1;
    private const int CertificateTag = 2;
    private const int SecretKeyTag = 3;
    private const int DigestBytes = 20;

    // Magic and version; version 1 died with Java 1.1.
    private static readonly byte[] Jks = [0xFE, 0xED, 0xFE, 0xED, 0, 0, 0, 2];
    private static readonly byte[] Jceks = [0xCE, 0xCE, 0xCE, 0xCE, 0, 0, 0, 2];

    private static ReadOnlySpan<byte> SerializedMagic => [0xAC, 0xED, 0, 5];

    public override IReadOnlyList<ReadOnlyMemory<byte>> Anchors { get; } = [Jks, Jceks];

    public override int BeforeBytes => 0;

    public override int AfterBytes => 1 << 20;

    protected override IReadOnlyList<KeyReading> Parse(ReadOnlySpan<byte> window, int anchor)
    {
        var file = window[anchor..];
        var reader = new BigEndianReader(file);
        reader.TryReadBytes(Jks.Length, out _);
        if (!reader.TryReadInt32(out var count) || count is < 0 or > MaxEntries)
        {
            return [];
        }

        var format = file[0] == Jks[0] ? "JKS" : "JCEKS";
        var readings = new List<KeyReading>();
        while (count-- > 0 && TryReadEntry(ref reader, format, anchor, readings))
        {
        }

        return readings;
    }

    // An entry that does not parse ends the store: there is no way to step over it.
    private static bool TryReadEntry(ref BigEndianReader reader, string format, int anchor, List<KeyReading> readings)
    {
        if (!reader.TryReadInt32(out var tag) || !reader.TryReadUtf(out _) || !reader.TryReadBytes(8, out _))
        {
            return false;
        }

        switch (tag)
        {
            case PrivateKeyTag:
                return TryReadKey(ref reader, format, anchor, readings);
            case CertificateTag:
                var start = reader.Position;
                var isRead = TryReadCertificate(ref reader, out var certificate);
                Add(certificate, new Extent(anchor + start, reader.Position - start), readings);
                return isRead;
            case SecretKeyTag:
                return TrySkipSealed(ref reader, anchor, readings);
            default:
                return false;
        }
    }

    private static bool TryReadKey(ref BigEndianReader reader, string format, int anchor, List<KeyReading> readings)
    {
        var start = reader.Position;
        if (!reader.TryReadCounted(out var key) || !reader.TryReadInt32(out var chain) || chain is < 0 or > MaxChain)
        {
            return false;
        }

        var place = new Extent(anchor + start + 4, key.Length);
        ParsedKey? known = null;
        for (var i = 0; i < chain; i++)
        {
            var certificateStart = reader.Position;
            if (!TryReadCertificate(ref reader, out var certificate))
            {
                return false;
            }

            known ??= Certificate.KeyOf(certificate);
            Add(certificate, new Extent(anchor + certificateStart, reader.Position - certificateStart), readings);
        }

        if (PayloadOf(key) is { IsEmpty: false } payload)
        {
            readings.Add(place.Of(KeySecrets.Closed(format, payload, known), ContainerFormats.Pkcs8, key.ToArray()));
        }

        return true;
    }

    // A serialized object of no stated length: it ends where the next entry begins, or the digest.
    private static bool TrySkipSealed(ref BigEndianReader reader, int anchor, List<KeyReading> readings)
    {
        if (!reader.Rest.StartsWith(SerializedMagic))
        {
            return false;
        }

        var start = reader.Position;
        var end = 0;
        while (end < reader.Rest.Length - DigestBytes && !IsEntry(reader.Rest[end..]))
        {
            end++;
        }

        reader.TryReadBytes(end, out var sealedKey);
        readings.Add(new Extent(anchor + start, end).Of(KeySecrets.Closed("JCEKS secret key", sealedKey)));
        return true;
    }

    // Tag, alias in printable characters, a date of this half of the millennium in milliseconds.
    private static bool IsEntry(ReadOnlySpan<byte> bytes)
    {
        if (bytes is not [0, 0, 0, PrivateKeyTag or CertificateTag or SecretKeyTag, 0, ..])
        {
            return false;
        }

        var reader = new BigEndianReader(bytes[4..]);
        return reader.TryReadUtf(out var alias)
            && !alias.ContainsAnyExceptInRange((byte)0x20, (byte)0xF4)
            && reader.Rest is [0, 0, <= 0x10, ..];
    }

    private static bool TryReadCertificate(ref BigEndianReader reader, out ReadOnlySpan<byte> certificate)
    {
        certificate = default;
        return reader.TryReadUtf(out _) && reader.TryReadCounted(out certificate);
    }

    private static void Add(ReadOnlySpan<byte> certificate, Extent place, List<KeyReading> readings)
    {
        if (Certificate.Read(certificate) is { } half)
        {
            readings.Add(place.Of(half));
        }
    }

    // EncryptedPrivateKeyInfo with an algorithm of Sun's own.
    private static ReadOnlySpan<byte> PayloadOf(ReadOnlySpan<byte> key)
    {
        var outer = new DerReader(key);
        return outer.TryEnter(DerReader.Sequence, out var body)
            && body.TryRead(DerReader.Sequence, out _)
            && body.TryRead(DerReader.OctetString, out var payload)
            && !body.IsCut
            && !outer.IsCut
            && payload.Length > DigestBytes
                ? payload
                : default;
    }
}
