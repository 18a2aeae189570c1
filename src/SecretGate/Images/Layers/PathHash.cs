using System.IO.Hashing;

namespace SecretGate.Images.Layers;

/// <summary>Hashes of a path and of all folders above it, the same for every spelling of the path.</summary>
internal sealed class PathHash
{
    /// <summary>Hash of the root folder.</summary>
    public const ulong Root = 0x5EC2E79A7E000001;

    private readonly List<(ulong Hash, int Start, int End)> _parts = [];

    /// <summary>Parts of the path; 0 for the root.</summary>
    public int Depth => _parts.Count;

    /// <summary>Hash of the path.</summary>
    public ulong Whole => At(Depth);

    /// <summary>Hash of the folder that is <paramref name="depth"/> parts deep.</summary>
    public ulong At(int depth) => depth == 0 ? Root : _parts[depth - 1].Hash;

    /// <summary>A part of the path, from 1.</summary>
    public ReadOnlySpan<byte> Part(ReadOnlySpan<byte> path, int depth) => path[_parts[depth - 1].Start.._parts[depth - 1].End];

    /// <summary>Hash of an entry of a folder.</summary>
    public static ulong Of(ulong folder, ReadOnlySpan<byte> name) => XxHash3.HashToUInt64(name, (long)folder);

    /// <summary>Takes a path as engines do: <c>.</c> and empty parts are nothing, <c>..</c> goes up, not above the root.</summary>
    public void Set(ReadOnlySpan<byte> path)
    {
        _parts.Clear();
        for (var start = 0; start < path.Length;)
        {
            var length = path[start..].IndexOf((byte)'/');
            var end = length < 0 ? path.Length : start + length;
            Add(path[start..end], start, end);
            start = end + 1;
        }
    }

    private void Add(ReadOnlySpan<byte> part, int start, int end)
    {
        if (part.SequenceEqual(".."u8))
        {
            if (_parts.Count > 0)
            {
                _parts.RemoveAt(_parts.Count - 1);
            }
        }
        else if (!part.IsEmpty && !part.SequenceEqual("."u8))
        {
            _parts.Add((Of(Whole, part), start, end));
        }
    }
}
