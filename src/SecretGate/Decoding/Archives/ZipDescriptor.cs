using System.Buffers.Binary;

namespace SecretGate.Decoding.Archives;

/// <summary>What stands behind data whose sizes were not known before (APPNOTE.TXT 6.3.10, section 4.3.9).</summary>
/// <param name="Crc">CRC-32.</param>
/// <param name="ExpandedBytes">Uncompressed size.</param>
/// <param name="Length">Its own bytes without the signature.</param>
internal readonly record struct ZipDescriptor(uint Crc, long ExpandedBytes, int Length)
{
    /// <summary>Its signature, which writers may leave out.</summary>
    public static ReadOnlySpan<byte> Signature => "PK\u0007\u0008"u8;

    /// <summary>Bytes that <see cref="TryRead"/> wants to see: the longest one, and how the next part starts.</summary>
    public const int HeadBytes = 22;

    /// <summary>
    /// Reads checksum and sizes, of 4 or, in zip64, of 8 bytes: nothing says which. False when the sizes fit neither.
    /// </summary>
    /// <param name="bytes">What stands behind the signature, if there is one.</param>
    /// <param name="storedBytes">The compressed size that must stand there.</param>
    /// <param name="expandedBytes">The uncompressed size that must stand there; null when it is not known.</param>
    /// <param name="descriptor">The descriptor.</param>
    public static bool TryRead(ReadOnlySpan<byte> bytes, long storedBytes, long? expandedBytes, out ZipDescriptor descriptor)
    {
        descriptor = default;
        if (bytes.Length >= 12 && BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]) == unchecked((uint)storedBytes))
        {
            long expanded = BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]);
            descriptor = new ZipDescriptor(BinaryPrimitives.ReadUInt32LittleEndian(bytes), expanded, 12);
        }

        // A short one may look like the start of a long one, and the other way round: the next part starts behind the right one.
        var isShort = descriptor.Length > 0 && (expandedBytes ?? descriptor.ExpandedBytes) == descriptor.ExpandedBytes;
        if (bytes.Length >= 20 && BinaryPrimitives.ReadInt64LittleEndian(bytes[4..]) == storedBytes && !(isShort && bytes[12..].StartsWith("PK"u8)))
        {
            var expanded = BinaryPrimitives.ReadInt64LittleEndian(bytes[12..]);
            if (!isShort || bytes[20..].StartsWith("PK"u8))
            {
                descriptor = new ZipDescriptor(BinaryPrimitives.ReadUInt32LittleEndian(bytes), expanded, 20);
            }
        }

        return descriptor.Length > 0 && (expandedBytes ?? descriptor.ExpandedBytes) == descriptor.ExpandedBytes;
    }
}
