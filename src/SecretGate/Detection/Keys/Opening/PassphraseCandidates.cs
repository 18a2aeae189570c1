using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace SecretGate.Detection.Keys.Opening;

/// <summary>
/// What looks like a passphrase in the images of one source: the only plain values that outlive a file. One bounded pool, cleared at the end,
/// never stored. Many threads may add at once; which values are kept, and in which order they are tried, depends on what was added alone.
/// </summary>
internal sealed class PassphraseCandidates : IDisposable
{
    /// <summary>Values kept for all containers; of more than that those of the best sources, then the ones with the smallest digests.</summary>
    public const int MaxValues = 1_000;

    /// <summary>Values kept for the containers of their folder.</summary>
    public const int MaxNearValues = 20_000;

    /// <summary>Longest value and longest one-line file.</summary>
    public const int MaxBytes = 128;

    private readonly Lock _lock = new();
    private readonly SmallestEntries<(PassphraseSource Source, UInt128 Digest), byte[]> _values = new(MaxValues);
    private readonly SmallestEntries<UInt128, Near> _near = new(MaxNearValues);

    /// <summary>The values for all containers, in the order in which they are tried.</summary>
    public IReadOnlyList<byte[]> Values
    {
        get
        {
            lock (_lock)
            {
                return [.. _values.InOrder().DistinctBy(entry => entry.Key.Digest).Select(entry => entry.Value)];
            }
        }
    }

    /// <summary>Adds the value of a password.</summary>
    /// <param name="value">Plain; empty or too long ones are left out.</param>
    /// <param name="source">Where it stands.</param>
    /// <param name="folder">Folder of its file; null outside files.</param>
    public void Add(ReadOnlySpan<byte> value, PassphraseSource source, string? folder)
    {
        if (value.Length is 0 or > MaxBytes)
        {
            return;
        }

        var key = (source, DigestOf(value));
        lock (_lock)
        {
            if (_values.IsWanted(key))
            {
                Clear(_values.Add(key, value.ToArray()));
            }
        }

        AddNear(value, folder);
    }

    /// <summary>Adds a whole file if it is one short line: such files beside an encrypted key hold its passphrase.</summary>
    public void AddFile(ReadOnlySpan<byte> file, string? folder)
    {
        var line = file.TrimEnd("\r\n"u8);
        if (line.Length is > 0 and <= MaxBytes && !line.ContainsAnyInRange((byte)0, (byte)0x1F))
        {
            AddNear(line, folder);
        }
    }

    /// <summary>What stands in a folder, in the order in which it is tried.</summary>
    public IReadOnlyList<byte[]> In(string folder)
    {
        lock (_lock)
        {
            return [.. _near.InOrder().Where(entry => entry.Value.Folder == folder).Select(entry => entry.Value.Value)];
        }
    }

    /// <summary>Clears the values.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var value in _values.InOrder().Select(entry => entry.Value).Concat(_near.InOrder().Select(entry => entry.Value.Value)))
            {
                Clear(value);
            }

            _values.Clear();
            _near.Clear();
        }
    }

    private void AddNear(ReadOnlySpan<byte> value, string? folder)
    {
        if (folder is null)
        {
            return;
        }

        var digest = DigestOf([.. Encoding.UTF8.GetBytes(folder), 0, .. value]);
        lock (_lock)
        {
            if (_near.IsWanted(digest))
            {
                Clear(_near.Add(digest, new Near(folder, value.ToArray())).Value);
            }
        }
    }

    private static void Clear(byte[]? value) => CryptographicOperations.ZeroMemory(value);

    private static UInt128 DigestOf(ReadOnlySpan<byte> bytes)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, digest);
        return BinaryPrimitives.ReadUInt128BigEndian(digest);
    }

    private readonly record struct Near(string Folder, byte[] Value);
}

/// <summary>Where the value of a password stands; the likeliest come first.</summary>
internal enum PassphraseSource
{
    /// <summary>The image's configuration: variables, labels, history.</summary>
    Document,

    /// <summary>A file of settings, or a script.</summary>
    Settings,

    /// <summary>Any other file.</summary>
    OtherFile,
}
