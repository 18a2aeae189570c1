using SecretGate.Detection.Keys.Asn1;
using SecretGate.Detection.Keys.Numbers;
using SecretGate.Detection.Keys.Public;

namespace SecretGate.Detection.Keys.Stores;

/// <summary>
/// Key stores of Bouncy Castle: BKS, whose sealed entries are encrypted one by one, and UBER, which is encrypted as a whole behind the same
/// header.
/// </summary>
internal sealed class BouncyKeyStoreFormat : KeyFormat
{
    private const int SaltBytes = 20;
    private const int MaxIterations = 1_000_000;
    private const int MaxNameBytes = 256;
    private const int MaxEntries = 10_000;
    private const int MaxChain = 100;
    private const int MinUberBytes = 512;

    private enum EntryType : byte
    {
        End = 0,
        Certificate = 1,
        Key = 2,
        Secret = 3,
        Sealed = 4,
    }

    // Version, then the length of the salt.
    public override IReadOnlyList<ReadOnlyMemory<byte>> Anchors { get; } =
        [(byte[])[0, 0, 0, 1, 0, 0, 0, SaltBytes], (byte[])[0, 0, 0, 2, 0, 0, 0, SaltBytes]];

    public override int BeforeBytes => 0;

    public override int AfterBytes => 1 << 20;

    protected override IReadOnlyList<KeyReading> Parse(ReadOnlySpan<byte> window, int anchor)
    {
        var reader = new BigEndianReader(window[anchor..]);
        if (!reader.TryReadInt32(out var version)
            || !reader.TryReadCounted(out var salt)
            || !reader.TryReadInt32(out var iterations)
            || iterations is <= 0 or > MaxIterations
            || !Randomness.LooksRandom(salt))
        {
            return [];
        }

        var readings = new List<KeyReading>();
        var entries = ReadEntries(ref reader, anchor, readings);
        return entries > 0 || version != 1 ? readings : Uber(window[anchor..], anchor);
    }

    /// <summary>Reads the entries of an opened store.</summary>
    public static IReadOnlyList<KeyReading> ReadEntries(ReadOnlySpan<byte> entries, int anchor)
    {
        var readings = new List<KeyReading>();
        var reader = new BigEndianReader(entries);
        ReadEntries(ref reader, anchor, readings);
        return readings;
    }

    private static int ReadEntries(ref BigEndianReader reader, int anchor, List<KeyReading> readings)
    {
        var entries = 0;
        while (entries < MaxEntries && TryReadEntry(ref reader, anchor, readings, out var isEnd) && !isEnd)
        {
            entries++;
        }

        return entries;
    }

    private static bool TryReadEntry(ref BigEndianReader reader, int anchor, List<KeyReading> readings, out bool isEnd)
    {
        isEnd = false;
        if (!reader.TryReadByte(out var type) || type > (byte)EntryType.Sealed)
        {
            return false;
        }

        isEnd = type == (byte)EntryType.End;
        if (isEnd)
        {
            return true;
        }

        if (!reader.TryReadUtf(out var alias) || alias.Length > MaxNameBytes || !reader.TryReadBytes(8, out _) || !TryReadChain(ref reader, anchor, readings))
        {
            return false;
        }

        var start = reader.Position;
        switch ((EntryType)type)
        {
            case EntryType.Certificate:
                return TryReadCertificate(ref reader, anchor, readings);
            case EntryType.Key:
                return TryReadKey(ref reader, anchor, readings);
            default:
                if (!reader.TryReadCounted(out var bytes))
                {
                    return false;
                }

                if (type == (byte)EntryType.Sealed)
                {
                    var place = new Extent(anchor + start, reader.Position - start);
                    readings.Add(place.Of(KeySecrets.Closed("BKS", bytes), ContainerFormats.BksEntry, bytes.ToArray()));
                }

                return true;
        }
    }

    private static bool TryReadChain(ref BigEndianReader reader, int anchor, List<KeyReading> readings)
    {
        if (!reader.TryReadInt32(out var count) || count is < 0 or > MaxChain)
        {
            return false;
        }

        while (count-- > 0)
        {
            if (!TryReadCertificate(ref reader, anchor, readings))
            {
                return false;
            }
        }

        return true;
    }

    private static bool TryReadCertificate(ref BigEndianReader reader, int anchor, List<KeyReading> readings)
    {
        var start = reader.Position;
        if (!reader.TryReadUtf(out _) || !reader.TryReadCounted(out var der))
        {
            return false;
        }

        if (Certificate.Read(der) is { } half)
        {
            readings.Add(new Extent(anchor + start, reader.Position - start).Of(half));
        }

        return true;
    }

    // Kind of key, names of its encoding and algorithm, the encoded key.
    private static bool TryReadKey(ref BigEndianReader reader, int anchor, List<KeyReading> readings)
    {
        var start = reader.Position;
        if (ReadKeyEntry(ref reader) is not { } der)
        {
            return false;
        }

        if (DerPrivateKeys.Read(der) is { } key and not DerPrivateKey.Cut)
        {
            readings.Add(new Extent(anchor + start, reader.Position - start).Of(key, "in BKS", der));
        }

        return true;
    }

    /// <summary>Reads the encoded key of a plain or opened entry; null when it is none.</summary>
    public static byte[]? ReadKeyEntry(ref BigEndianReader reader) =>
        reader.TryReadByte(out var kind)
        && kind <= 2
        && reader.TryReadUtf(out _)
        && reader.TryReadUtf(out _)
        && reader.TryReadCounted(out var encoded)
            ? encoded.ToArray()
            : null;

    // Nothing but the header tells: the rest has to look encrypted to the end of what is there.
    private static IReadOnlyList<KeyReading> Uber(ReadOnlySpan<byte> file, int anchor)
    {
        const int headerBytes = 4 + 4 + SaltBytes + 4;
        var payload = file[headerBytes..];
        if (payload.Length < MinUberBytes || payload.Length % 16 != 0 || !Randomness.LooksEncrypted(payload))
        {
            return [];
        }

        var closed = KeySecrets.Closed("UBER", payload) with { Confidence = Confidence.Possible };
        return [new Extent(anchor, file.Length).Of(closed, ContainerFormats.Uber, file.ToArray())];
    }
}
