namespace SecretGate.Detection.Keys.Pgp;

/// <summary>The keys in a row of packets. A key with its subkeys is one finding: that of the first whose private fields are there.</summary>
internal static class PgpKeys
{
    private const int MaxPackets = 20_000;

    /// <summary>Reads the packets from the start on, as far as they go.</summary>
    /// <param name="bytes">Packets.</param>
    /// <param name="format">How they are written.</param>
    /// <returns>Readings whose places are those in the bytes.</returns>
    public static IReadOnlyList<KeyReading> Read(ReadOnlySpan<byte> bytes, string format)
    {
        var readings = new List<KeyReading>();
        var position = 0;
        var hasKey = false;
        for (var i = 0; i < MaxPackets && PgpPacket.TryRead(bytes[position..], out var packet); i++)
        {
            hasKey &= packet.Tag != PgpPacket.SecretKey;
            if (!hasKey && packet.Tag is PgpPacket.SecretKey or PgpPacket.SecretSubkey && ReadKey(packet.Body, format) is { } reading)
            {
                hasKey = true;
                readings.Add(reading with { Start = position, Length = packet.Length });
            }

            position += packet.Length;
        }

        return readings;
    }

    /// <summary>Reads one packet's content; null when it holds no private key.</summary>
    public static KeyReading? ReadKey(ReadOnlySpan<byte> body, string format)
    {
        if (!PgpSecretKey.TryRead(body, out var key) || key.IsStub)
        {
            return null;
        }

        var place = new Extent(0, body.Length);
        if (key.Protection is not null)
        {
            return key.Secret.Length < 16
                ? null
                : place.Of(KeySecrets.Closed(format, key.Secret, PgpAlgorithms.Known(key.Open)), ContainerFormats.Pgp, body.ToArray());
        }

        var reader = new PgpReader(key.Secret);
        return PgpAlgorithms.ReadSecret(key.Open, ref reader) is { } parsed ? place.Of(KeySecrets.Open(parsed, format, key.Secret)) : null;
    }
}
