using System.Security.Cryptography;

namespace SecretGate.Detection.Keys.Opening;

/// <summary>
/// What looks like a passphrase in the images of a run: the only plain values that outlive a file. One bounded pool, cleared at the end,
/// never stored. Many threads may add at once; which values are kept, and in which order they are tried, depends on the values alone.
/// </summary>
internal sealed class PassphraseCandidates : IDisposable
{
    /// <summary>Values kept; of more than that the ones with the smallest digests.</summary>
    public const int MaxValues = 2_000;

    /// <summary>Longest value and longest one-line file.</summary>
    public const int MaxBytes = 128;

    private readonly Lock _lock = new();
    private readonly SortedDictionary<UInt128, byte[]> _values = [];

    /// <summary>The values, in the order in which they are tried.</summary>
    public IReadOnlyList<byte[]> Values
    {
        get
        {
            lock (_lock)
            {
                return [.. _values.Values];
            }
        }
    }

    /// <summary>Adds a value that a rule matched, or that is known to be a password.</summary>
    public void Add(ReadOnlySpan<byte> value)
    {
        if (value.Length is 0 or > MaxBytes)
        {
            return;
        }

        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(value, digest);
        var key = System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(digest);
        lock (_lock)
        {
            if (_values.ContainsKey(key))
            {
                return;
            }

            _values.Add(key, value.ToArray());
            if (_values.Count > MaxValues)
            {
                var last = _values.Keys.Last();
                CryptographicOperations.ZeroMemory(_values[last]);
                _values.Remove(last);
            }
        }
    }

    /// <summary>Adds a whole file if it is one short line, as files beside an encrypted key are that hold its passphrase.</summary>
    public void AddFile(ReadOnlySpan<byte> file)
    {
        var line = file.TrimEnd("\r\n"u8);
        if (file.Length <= MaxBytes + 2 && IsPrintable(line))
        {
            Add(line);
        }
    }

    /// <summary>Adds the values that a text assigns to names of passwords: settings, options of commands, members of JSON.</summary>
    public void AddAssignments(ReadOnlySpan<byte> text) => PassphraseReader.Read(text, this);

    /// <summary>Clears the values.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var value in _values.Values)
            {
                CryptographicOperations.ZeroMemory(value);
            }

            _values.Clear();
        }
    }

    private static bool IsPrintable(ReadOnlySpan<byte> line) => !line.ContainsAnyInRange((byte)0, (byte)0x1F);
}
