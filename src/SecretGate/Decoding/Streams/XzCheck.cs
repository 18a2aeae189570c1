using System.IO.Hashing;
using System.Security.Cryptography;

namespace SecretGate.Decoding.Streams;

/// <summary>The check behind an xz block: none, CRC-32, CRC-64 or SHA-256. Others are reserved; their length is known, they cannot be verified.</summary>
internal sealed class XzCheck(byte id) : IDisposable
{
    private static readonly ulong[] Crc64Table = MakeCrc64Table();

    private readonly Crc32? _crc32 = id == 1 ? new Crc32() : null;
    private readonly IncrementalHash? _sha256 = id == 10 ? IncrementalHash.CreateHash(HashAlgorithmName.SHA256) : null;
    private ulong _crc64 = ulong.MaxValue;

    /// <summary>Bytes of the check.</summary>
    public int Length { get; } = id == 0 ? 0 : 4 << ((id - 1) / 3);

    /// <summary>Takes expanded bytes.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        _crc32?.Append(bytes);
        _sha256?.AppendData(bytes);
        if (id == 4)
        {
            foreach (var value in bytes)
            {
                _crc64 = Crc64Table[(byte)(_crc64 ^ value)] ^ (_crc64 >> 8);
            }
        }
    }

    /// <summary>True when the stored check is that of what was taken.</summary>
    public bool Holds(ReadOnlySpan<byte> stored) => id switch
    {
        1 => stored.SequenceEqual(_crc32!.GetCurrentHash()),
        4 => stored.SequenceEqual(BitConverter.GetBytes(~_crc64)),
        10 => stored.SequenceEqual(_sha256!.GetCurrentHash()),
        _ => true,
    };

    /// <inheritdoc/>
    public void Dispose() => _sha256?.Dispose();

    // ECMA-182, bits reversed; the one of System.IO.Hashing is not.
    private static ulong[] MakeCrc64Table()
    {
        var table = new ulong[256];
        for (var i = 0; i < table.Length; i++)
        {
            var value = (ulong)i;
            for (var bit = 0; bit < 8; bit++)
            {
                value = (value >> 1) ^ ((value & 1) * 0xC96C5795D7870F42);
            }

            table[i] = value;
        }

        return table;
    }
}
