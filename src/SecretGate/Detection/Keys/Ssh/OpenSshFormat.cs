namespace SecretGate.Detection.Keys.Ssh;

/// <summary>OpenSSH private keys in their binary form, without the lines around it.</summary>
internal sealed class OpenSshFormat : KeyFormat
{
    public override IReadOnlyList<ReadOnlyMemory<byte>> Anchors { get; } = [OpenSshKey.Magic.ToArray()];

    public override int BeforeBytes => 0;

    // An RSA key of 16384 bits takes less than 10 KiB.
    public override int AfterBytes => 32 << 10;

    protected override IReadOnlyList<KeyReading> Parse(ReadOnlySpan<byte> window, int anchor) =>
        OpenSshKey.Read(window[anchor..]) is { } reading ? [reading with { Start = anchor }] : [];
}
