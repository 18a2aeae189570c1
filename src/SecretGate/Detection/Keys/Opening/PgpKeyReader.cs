using System.Security.Cryptography;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Engines;
using SecretGate.Detection.Keys.Pgp;

namespace SecretGate.Detection.Keys.Opening;

/// <summary>Opens OpenPGP secret keys (RFC 9580, sections 3.7 and 5.5.3); not those of version 3 and those with AEAD.</summary>
internal sealed class PgpKeyReader : ContainerReader
{
    private const byte Sha1Check = 254;
    private const byte Aead = 253;
    private const int PieceBytes = 16 << 10;

    // SHA-1 takes as long for so many bytes as PBKDF2 for an iteration.
    private const int BytesOfIteration = 512;

    public override long? Cost(ReadOnlyMemory<byte> container)
    {
        if (!PgpSecretKey.TryRead(container.Span, out var key) || key.Protection is not { } protection || container.Span[0] < 4 || protection.Usage == Aead)
        {
            return null;
        }

        var isKnown = EngineOf(protection.Cipher) is not null && protection.S2K is 0 or 1 or 3 && HashOf(protection) is 1 or 2 or 3 or 8 or 9 or 10 or 11;
        return isKnown ? 1 + (CountOf(protection) / BytesOfIteration) : null;
    }

    public override OpenedContainer? Open(ReadOnlyMemory<byte> container, ReadOnlySpan<byte> passphrase)
    {
        if (!PgpSecretKey.TryRead(container.Span, out var key)
            || key.Protection is not { } protection
            || EngineOf(protection.Cipher) is not var (engine, keyBytes))
        {
            return null;
        }

        var plain = PasswordCipher.Feedback(engine, Derive(protection, passphrase, keyBytes), protection.Iv, key.Secret);
        if (!IsRight(protection.Usage, plain))
        {
            return null;
        }

        var reader = new PgpReader(plain);
        return OpenedContainer.Of(PgpAlgorithms.ReadSecret(key.Open, ref reader));
    }

    private static bool IsRight(byte usage, ReadOnlySpan<byte> plain)
    {
        if (usage == Sha1Check)
        {
#pragma warning disable CA5350 // the format's own hash
            return plain.Length > SHA1.HashSizeInBytes && SHA1.HashData(plain[..^SHA1.HashSizeInBytes]).AsSpan().SequenceEqual(plain[^SHA1.HashSizeInBytes..]);
#pragma warning restore CA5350
        }

        var sum = 0;
        foreach (var b in plain[..^2])
        {
            sum += b;
        }

        return (sum & 0xFFFF) == ((plain[^2] << 8) | plain[^1]);
    }

    // Simple, salted, or salted and repeated; longer keys take more digests, each behind one more zero byte.
    private static byte[] Derive(PgpProtection protection, ReadOnlySpan<byte> passphrase, int keyBytes)
    {
        byte[] unit = [.. protection.Salt, .. passphrase];
        var count = unit.Length == 0 ? 0 : Math.Max(CountOf(protection), unit.Length);

        // The repetition in pieces that end between two units.
        var units = unit.Length == 0 ? 0 : 1 + (int)Math.Min(count / unit.Length, PieceBytes / unit.Length);
        byte[] piece = [.. Enumerable.Repeat(unit, units).SelectMany(u => u)];
        var key = new List<byte>();
        for (var zeros = 0; key.Count < keyBytes; zeros++)
        {
            using var digest = DigestOf(HashOf(protection)) ?? throw new InvalidDataException("unknown hash");
            digest.Append(new byte[zeros]);
            for (var left = count; left > 0; left -= piece.Length)
            {
                digest.Append(piece.AsSpan(0, (int)Math.Min(left, piece.Length)));
            }

            key.AddRange(digest.Finish());
        }

        return [.. key.Take(keyBytes)];
    }

    private static long CountOf(PgpProtection protection) =>
        protection.S2K == 3 ? (16L + (protection.CodedCount & 15)) << ((protection.CodedCount >> 4) + 6) : 0;

    // A usage that is a cipher's number means one round of MD5.
    private static int HashOf(PgpProtection protection) => protection.Usage < Aead ? 1 : protection.Hash;

    private static PgpDigest? DigestOf(int hash) => hash switch
    {
        1 => new PgpDigest(HashAlgorithmName.MD5),
        2 => new PgpDigest(HashAlgorithmName.SHA1),
        3 => new PgpDigest(new RipeMD160Digest()),
        8 => new PgpDigest(HashAlgorithmName.SHA256),
        9 => new PgpDigest(HashAlgorithmName.SHA384),
        10 => new PgpDigest(HashAlgorithmName.SHA512),
        11 => new PgpDigest(new Sha224Digest()),
        _ => null,
    };

    private static (IBlockCipher Engine, int KeyBytes)? EngineOf(int cipher) => cipher switch
    {
        1 => (new IdeaEngine(), 16),
        2 => (new DesEdeEngine(), 24),
        3 => (new Cast5Engine(), 16),
        4 => (new BlowfishEngine(), 16),
        7 => (new AesEngine(), 16),
        8 => (new AesEngine(), 24),
        9 => (new AesEngine(), 32),
        10 => (new TwofishEngine(), 32),
        11 => (new CamelliaEngine(), 16),
        12 => (new CamelliaEngine(), 24),
        13 => (new CamelliaEngine(), 32),
        _ => null,
    };

    /// <summary>A hash of the BCL, which is native and fast, or one that it lacks.</summary>
    private sealed class PgpDigest : IDisposable
    {
        private readonly IncrementalHash? _native;
        private readonly IDigest? _managed;

        public PgpDigest(HashAlgorithmName name) => _native = IncrementalHash.CreateHash(name);

        public PgpDigest(IDigest managed) => _managed = managed;

        public void Append(ReadOnlySpan<byte> bytes)
        {
            _native?.AppendData(bytes);
            _managed?.BlockUpdate(bytes);
        }

        public byte[] Finish()
        {
            if (_managed is null)
            {
                return _native?.GetHashAndReset() ?? [];
            }

            var output = new byte[_managed.GetDigestSize()];
            _managed.DoFinal(output);
            return output;
        }

        public void Dispose() => _native?.Dispose();
    }
}
