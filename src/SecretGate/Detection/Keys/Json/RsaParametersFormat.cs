using SecretGate.Detection.Keys.Numbers;

namespace SecretGate.Detection.Keys.Json;

/// <summary>.NET's RSAParameters as JSON: the developer key of token services, and whatever serialises such a structure.</summary>
internal sealed class RsaParametersFormat : KeyFormat
{
    private static ReadOnlySpan<byte> Name => "\"Modulus"u8;

    public override IReadOnlyList<ReadOnlyMemory<byte>> Anchors { get; } = [Name.ToArray()];

    public override int BeforeBytes => 16 << 10;

    public override int AfterBytes => 16 << 10;

    protected override IReadOnlyList<KeyReading> Parse(ReadOnlySpan<byte> window, int anchor)
    {
        if (!LooseObject.TryRead(window, anchor, Name, out var members))
        {
            return [];
        }

        using var read = members;
        if (!members.Has("D"))
        {
            return [];
        }

        var key = RsaNumbers.Key(members.Number("Modulus"), members.Number("Exponent"), members.Number("D"), members.Number("P"), members.Number("Q"));
        return key.Bits is null ? [] : [new Extent(members.Start, members.Length).Of(KeySecrets.Open(key, "RSAParameters JSON", members.Bytes("D")))];
    }
}
