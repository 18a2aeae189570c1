using System.Formats.Asn1;
using SecretGate.Detection.Keys.Asn1;

namespace SecretGate.Detection.Keys.Stores;

/// <summary>What of a PKCS #12 store is readable without its passphrase, and what is not.</summary>
internal sealed class Pkcs12Store
{
    private const string Data = "1.2.840.113549.1.7.1";
    private const string EncryptedData = "1.2.840.113549.1.7.6";
    private const string KeyBag = "1.2.840.113549.1.12.10.1.1";
    private const string ShroudedKeyBag = "1.2.840.113549.1.12.10.1.2";
    private const string CertificateBag = "1.2.840.113549.1.12.10.1.3";
    private const string NestedBag = "1.2.840.113549.1.12.10.1.6";
    private const int MaxBags = 1_000;
    private const int MaxDepth = 4;

    private static readonly Asn1Tag ContextZero = new(TagClass.ContextSpecific, 0, isConstructed: true);
    private static readonly Asn1Tag ContextZeroString = new(TagClass.ContextSpecific, 0);

    private readonly List<(DerPrivateKey Key, ReadOnlyMemory<byte> Der)> _keys = [];
    private readonly List<PublicHalf> _certificates = [];
    private readonly List<EncryptedSafe> _encrypted = [];

    private Pkcs12Store()
    {
    }

    /// <summary>Keys in bags of their own, plain or shrouded, with their DER.</summary>
    public IReadOnlyList<(DerPrivateKey Key, ReadOnlyMemory<byte> Der)> Keys => _keys;

    /// <summary>Certificates in plain bags.</summary>
    public IReadOnlyList<PublicHalf> Certificates => _certificates;

    /// <summary>Safes that are encrypted as a whole.</summary>
    public IReadOnlyList<EncryptedSafe> Encrypted => _encrypted;

    /// <summary>The encrypted bytes of all those safes.</summary>
    public byte[] EncryptedPayload => [.. _encrypted.SelectMany(safe => safe.Payload)];

    /// <summary>Reads a store.</summary>
    /// <exception cref="AsnContentException">It is none.</exception>
    public static Pkcs12Store Read(ReadOnlyMemory<byte> file)
    {
        var store = new Pkcs12Store();
        var pfx = new AsnReader(file, AsnEncodingRules.BER).ReadSequence();
        pfx.ReadInteger();
        var authSafe = pfx.ReadSequence();
        if (authSafe.ReadObjectIdentifier() != Data)
        {
            return store; // signed instead of sealed: no program writes it
        }

        var safes = new AsnReader(authSafe.ReadSequence(ContextZero).ReadOctetString(), AsnEncodingRules.BER).ReadSequence();
        while (safes.HasData)
        {
            store.ReadContentInfo(safes.ReadSequence());
        }

        return store;
    }

    /// <summary>Reads the bags of a safe that a passphrase opened.</summary>
    /// <exception cref="AsnContentException">They are none.</exception>
    public static Pkcs12Store ReadSafeContents(ReadOnlyMemory<byte> bags)
    {
        var store = new Pkcs12Store();
        store.ReadBags(bags, 0);
        return store;
    }

    private void ReadContentInfo(AsnReader info)
    {
        switch (info.ReadObjectIdentifier())
        {
            case Data:
                ReadBags(info.ReadSequence(ContextZero).ReadOctetString(), 0);
                break;
            case EncryptedData:
                var encrypted = info.ReadSequence(ContextZero).ReadSequence();
                encrypted.ReadInteger();
                var content = encrypted.ReadSequence();
                content.ReadObjectIdentifier();
                _encrypted.Add(new EncryptedSafe(content.ReadEncodedValue(), content.ReadOctetString(ContextZeroString)));
                break;
            default:
                break;
        }
    }

    private void ReadBags(ReadOnlyMemory<byte> bytes, int depth)
    {
        var bags = new AsnReader(bytes, AsnEncodingRules.BER).ReadSequence();
        while (bags.HasData && _keys.Count + _certificates.Count < MaxBags)
        {
            var bag = bags.ReadSequence();
            var type = bag.ReadObjectIdentifier();
            var value = bag.ReadSequence(ContextZero).ReadEncodedValue();
            switch (type)
            {
                case KeyBag or ShroudedKeyBag:
                    AddKey(value);
                    break;
                case CertificateBag:
                    AddCertificate(new AsnReader(value, AsnEncodingRules.BER).ReadSequence());
                    break;
                case NestedBag when depth < MaxDepth:
                    ReadBags(value, depth + 1);
                    break;
                default:
                    break;
            }
        }
    }

    private void AddKey(ReadOnlyMemory<byte> der)
    {
        if (DerPrivateKeys.Read(der.Span) is { } key and not DerPrivateKey.Cut)
        {
            _keys.Add((key, der));
        }
    }

    private void AddCertificate(AsnReader bag)
    {
        bag.ReadObjectIdentifier();
        if (Public.Certificate.Read(bag.ReadSequence(ContextZero).ReadOctetString()) is { } half)
        {
            _certificates.Add(half);
        }
    }
}

/// <summary>A safe that is encrypted as a whole.</summary>
/// <param name="Algorithm">AlgorithmIdentifier of its encryption, in BER.</param>
/// <param name="Payload">The encrypted bytes.</param>
internal sealed record EncryptedSafe(ReadOnlyMemory<byte> Algorithm, byte[] Payload);
