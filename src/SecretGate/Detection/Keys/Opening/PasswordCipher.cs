using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Modes;
using Org.BouncyCastle.Crypto.Paddings;
using Org.BouncyCastle.Crypto.Parameters;

namespace SecretGate.Detection.Keys.Opening;

/// <summary>Decryption with block and stream ciphers, old ones included: the BCL's depend on what the machine's OpenSSL still offers.</summary>
internal static class PasswordCipher
{
    /// <summary>CBC with the padding of PKCS #7.</summary>
    /// <exception cref="InvalidCipherTextException">The padding is wrong, that is the key.</exception>
    public static byte[] Cbc(IBlockCipher engine, ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv, ReadOnlySpan<byte> data, bool isPadded = true)
    {
        var mode = new CbcBlockCipher(engine);
        BufferedCipherBase cipher = isPadded ? new PaddedBufferedBlockCipher(mode, new Pkcs7Padding()) : new BufferedBlockCipher(mode);
        cipher.Init(forEncryption: false, new ParametersWithIV(KeyOf(engine, key), iv));
        return cipher.DoFinal(data.ToArray());
    }

    /// <summary>Counter mode.</summary>
    public static byte[] Counter(IBlockCipher engine, ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv, ReadOnlySpan<byte> data) =>
        Stream(new SicBlockCipher(engine), engine, key, iv, data);

    /// <summary>Cipher feedback of whole blocks, as OpenPGP uses it.</summary>
    public static byte[] Feedback(IBlockCipher engine, ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv, ReadOnlySpan<byte> data) =>
        Stream(new CfbBlockCipher(engine, engine.GetBlockSize() * 8), engine, key, iv, data);

    /// <summary>RC4.</summary>
    public static byte[] Rc4(ReadOnlySpan<byte> key, ReadOnlySpan<byte> data)
    {
        var engine = new RC4Engine();
        engine.Init(forEncryption: false, new KeyParameter(key));
        var output = new byte[data.Length];
        engine.ProcessBytes(data, output);
        return output;
    }

    private static byte[] Stream(IBlockCipherMode mode, IBlockCipher engine, ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv, ReadOnlySpan<byte> data)
    {
        mode.Init(forEncryption: false, new ParametersWithIV(KeyOf(engine, key), iv));
        var size = mode.GetBlockSize();
        var padded = new byte[(data.Length + size - 1) / size * size];
        data.CopyTo(padded);
        for (var i = 0; i < padded.Length; i += size)
        {
            mode.ProcessBlock(padded, i, padded, i);
        }

        return padded[..data.Length];
    }

    private static KeyParameter KeyOf(IBlockCipher engine, ReadOnlySpan<byte> key) => engine switch
    {
        RC2Engine => new RC2Parameters(key.ToArray(), key.Length * 8),
        DesEdeEngine => new DesEdeParameters(key.ToArray()),
        DesEngine => new DesParameters(key.ToArray()),
        _ => new KeyParameter(key),
    };
}
