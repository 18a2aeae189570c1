using SecretGate.Detection.Keys.Asn1;
using SecretGate.Detection.Keys.Stores;

namespace SecretGate.Detection.Keys.Opening;

/// <summary>Opens PKCS #12 stores whose safes are encrypted as a whole, and the shrouded keys in them.</summary>
internal sealed class Pkcs12Reader : ContainerReader
{
    private static readonly Pkcs8Reader Shrouded = new();

    public override long? Cost(ReadOnlyMemory<byte> container)
    {
        var total = 0L;
        foreach (var safe in Pkcs12Store.Read(container).Encrypted)
        {
            if (PasswordScheme.Read(safe.Algorithm) is not { } scheme)
            {
                return null;
            }

            total += scheme.Cost;
        }

        return total;
    }

    public override OpenedContainer? Open(ReadOnlyMemory<byte> container, ReadOnlySpan<byte> passphrase)
    {
        var keys = new List<ParsedKey>();
        var halves = new List<PublicHalf>();
        foreach (var safe in Pkcs12Store.Read(container).Encrypted)
        {
            if (PasswordScheme.Read(safe.Algorithm) is not { } scheme)
            {
                return null;
            }

            var content = Pkcs12Store.ReadSafeContents(scheme.Decrypt(passphrase, safe.Payload));
            halves.AddRange(content.Certificates);
            foreach (var (key, der) in content.Keys)
            {
                if (key is DerPrivateKey.Open open)
                {
                    keys.Add(open.Key);
                }
                else if (Shrouded.Open(der, passphrase) is { } inner)
                {
                    keys.AddRange(inner.Keys);
                }
            }
        }

        return new OpenedContainer(keys, halves);
    }
}
