using System.Buffers.Binary;
using SecretGate.Detection.Keys.Numbers;
using SecretGate.Detection.Keys.Text;

namespace SecretGate.Detection.Keys.Small;

/// <summary>Secret keys of minisign (158 bytes) and signify (104 bytes), in one line of base64.</summary>
/// <remarks>
/// minisign: <c>Ed</c>, derivation <c>Sc</c> or zero, checksum <c>B2</c>, salt 32, two limits of 8, then key number 8, seed and public key
/// 64, checksum 32, the last three encrypted. signify: <c>Ed</c>, <c>BK</c>, rounds 4, salt 16, checksum 8, key number 8, seed and public
/// key 64, the last encrypted unless rounds is zero.
/// </remarks>
internal sealed class SignFormat : KeyFormat
{
    private const int MinisignBytes = 158;
    private const int SignifyBytes = 104;
    private const int SeedBytes = 32;

    // Base64 of the fields at the start that do not change.
    private static readonly byte[] MinisignEncrypted = "RWRTY0Iy"u8.ToArray();
    private static readonly byte[] MinisignPlain = "RWQAAEIy"u8.ToArray();
    private static readonly byte[] Signify = "RWRCSw"u8.ToArray();

    public override IReadOnlyList<ReadOnlyMemory<byte>> Anchors { get; } = [MinisignEncrypted, MinisignPlain, Signify];

    public override int BeforeBytes => 1;

    public override int AfterBytes => 256;

    protected override IReadOnlyList<KeyReading> Parse(ReadOnlySpan<byte> window, int anchor)
    {
        var text = window[anchor..];
        var digits = Base64Text.RunLength(text);
        var isInsideOther = anchor > 0 && Base64Text.IsDigit(window[anchor - 1]);
        using var bytes = new Scratch(digits);
        Base64Text.Decode(text[..digits], bytes);
        var place = new Extent(anchor, digits);
        return bytes.Length switch
        {
            _ when isInsideOther => [],
            MinisignBytes => [ReadMinisign(bytes.Span, place)],
            SignifyBytes when text.StartsWith(Signify) => [ReadSignify(bytes.Span, place)],
            _ => [],
        };
    }

    private static KeyReading ReadMinisign(ReadOnlySpan<byte> bytes, Extent place) => bytes[2] == 0
        ? place.Of(KeySecrets.Open(KeyOf(bytes.Slice(62, 64)), "minisign", bytes))
        : place.Of(KeySecrets.Closed("minisign", bytes[54..]), ContainerFormats.Minisign, bytes.ToArray());

    private static KeyReading ReadSignify(ReadOnlySpan<byte> bytes, Extent place) => BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]) == 0
        ? place.Of(KeySecrets.Open(KeyOf(bytes[40..]), "signify", bytes))
        : place.Of(KeySecrets.Closed("signify", bytes[40..]), ContainerFormats.Signify, bytes.ToArray());

    /// <summary>The key of a seed with its public half behind it.</summary>
    public static ParsedKey KeyOf(ReadOnlySpan<byte> seedAndPublic) =>
        EdwardsNumbers.Key(Oids.Ed25519, seedAndPublic[..SeedBytes], seedAndPublic[SeedBytes..]) ?? throw new InvalidDataException("not a seed");
}
