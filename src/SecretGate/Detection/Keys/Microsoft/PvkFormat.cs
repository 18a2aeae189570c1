using System.Buffers.Binary;

namespace SecretGate.Detection.Keys.Microsoft;

/// <summary>.pvk files behind a passphrase: a header with a salt, then a PRIVATEKEYBLOB encrypted from its ninth byte on.</summary>
internal sealed class PvkFormat : KeyFormat
{
    private const int HeaderBytes = 24;

    // Magic and the reserved field.
    private static readonly byte[] Magic = [0x1E, 0xF1, 0xB5, 0xB0, 0, 0, 0, 0];

    public override IReadOnlyList<ReadOnlyMemory<byte>> Anchors { get; } = [Magic];

    public override int BeforeBytes => 0;

    public override int AfterBytes => 16 << 10;

    protected override IReadOnlyList<KeyReading> Parse(ReadOnlySpan<byte> window, int anchor)
    {
        var file = window[anchor..];
        if (file.Length < HeaderBytes || BinaryPrimitives.ReadUInt32LittleEndian(file[12..]) != 1)
        {
            return []; // the structure inside a plain one is found by its own format
        }

        var salt = BinaryPrimitives.ReadUInt32LittleEndian(file[16..]);
        var key = BinaryPrimitives.ReadUInt32LittleEndian(file[20..]);
        if (salt is 0 or > 64 || key is < 128 or > (16 << 10) || file.Length < HeaderBytes + salt + key)
        {
            return [];
        }

        var whole = file[..(int)(HeaderBytes + salt + key)];
        var payload = whole[(HeaderBytes + (int)salt + 8)..];
        return [new Extent(anchor, whole.Length).Of(KeySecrets.Closed("PVK", payload), ContainerFormats.Pvk, whole.ToArray())];
    }
}
