using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using SecretGate.Decoding.Streams;

namespace SecretGate.Decoding.Archives;

/// <summary>
/// The pack files of git (gitformat-pack(5)): every version of every file. Most objects are deltas against others, which are kept in
/// memory as long as they fit; of a delta whose base is not there, its own bytes are read: what that version added.
/// </summary>
internal sealed class GitPackReader(ArchiveWalk walk) : IDisposable
{
    private const int HeaderBytes = 12;
    private const int IdBytes = 20;
    private const int OffsetDelta = 6;
    private const int ReferenceDelta = 7;

    private static readonly string?[] Kinds = [null, "commit", "tree", "blob", "tag"];

    private readonly Dictionary<long, GitObject> _byOffset = [];
    private readonly Dictionary<string, GitObject> _byId = [];
    private long _held;
    private bool _isFull;
    private bool _isIncomplete;

    /// <summary>The magic bytes and a known version.</summary>
    public static bool IsMatch(ReadOnlySpan<byte> head) =>
        head.Length >= HeaderBytes && head.StartsWith("PACK"u8) && BinaryPrimitives.ReadUInt32BigEndian(head[4..]) is 2 or 3;

    /// <summary>Reads it.</summary>
    public static void Walk(ArchiveWalk walk)
    {
        using var reader = new GitPackReader(walk);
        reader.Read();
    }

    /// <inheritdoc/>
    public void Dispose() => walk.SeekMemory.Return(_held);

    private void Read()
    {
        var start = walk.Source.Position;
        var count = BinaryPrimitives.ReadUInt32BigEndian(walk.Source.Peek(HeaderBytes)[8..]);
        walk.Source.Advance(HeaderBytes);
        for (var i = 0u; i < count; i++)
        {
            ReadObject(start);
        }

        if (walk.Source.Skip(IdBytes) < IdBytes)
        {
            throw new InvalidDataException("the git pack is cut in front of its checksum");
        }

        if (_isIncomplete)
        {
            walk.Note(
                _isFull ? UnreadReason.TooLargeToSeek : UnreadReason.NestedDamaged,
                null,
                _isFull ? "objects of the git pack do not fit into memory, so deltas against them were read as they are (limit seek-memory-bytes)"
                    : "deltas of the git pack are against objects that it does not hold");
        }
    }

    private void ReadObject(long packStart)
    {
        var offset = walk.Source.Position - packStart;
        var first = TakeByte();
        var type = (first >> 4) & 7;
        long size = first & 0x0F;
        for (var (shift, value) = (4, first); (value & 0x80) != 0 && shift < 60; shift += 7)
        {
            value = TakeByte();
            size |= (long)(value & 0x7F) << shift;
        }

        GitObject? based = null;
        if (type is OffsetDelta)
        {
            _byOffset.TryGetValue(offset - TakeDistance(), out based);
        }
        else if (type is ReferenceDelta)
        {
            _byId.TryGetValue(TakeId(), out based);
        }
        else if (type >= Kinds.Length || Kinds[type] is null)
        {
            throw new InvalidDataException($"the git pack is damaged at offset {walk.Source.Position}");
        }

        var isDelta = type is OffsetDelta or ReferenceDelta;
        if (Hold(size) is not { } content)
        {
            _isIncomplete |= isDelta;
            walk.Member($"{(isDelta ? "delta" : Kinds[type])}@{offset}", () => new CountedStream(walk, ZlibMember.Open(walk.Source)));
        }
        else if (!isDelta)
        {
            Give(offset, Kinds[type]!, content); // Checked above.
        }
        else if (based is not null && Resolve(based, content) is { } resolved)
        {
            Give(offset, based.Kind, resolved);
        }
        else
        {
            _isIncomplete = true;
            walk.Member($"delta@{offset}", () => new MemoryStream(content));
        }
    }

    // The object, if there is memory for it; a delta's memory is taken until the end, too, as an object is what it nearly always becomes.
    private byte[]? Hold(long size)
    {
        if (!Reserve(size))
        {
            return null;
        }

        var content = new byte[size];
        using var expanded = new CountedStream(walk, ZlibMember.Open(walk.Source));
        var count = expanded.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
        return count == size && expanded.ReadByte() < 0
            ? content
            : throw new InvalidDataException("an object of the git pack does not have the size that it claims");
    }

    private byte[]? Resolve(GitObject based, byte[] delta)
    {
        if (GitDelta.ExpandedBytes(delta) is not { } size || !Reserve(size))
        {
            return null;
        }

        walk.CountExpanded((int)size);
        return GitDelta.TryApply(based.Content, delta, (int)size);
    }

    private bool Reserve(long size)
    {
        const int Overhead = 256;
        if (size < 0 || !walk.SeekMemory.TryTake(size + Overhead))
        {
            _isFull = true;
            return false;
        }

        _held += size + Overhead;
        return true;
    }

    private void Give(long offset, string kind, byte[] content)
    {
        var id = IdOf(kind, content);
        _byOffset[offset] = _byId[id] = new GitObject(kind, content);
        walk.Member($"{kind}/{id}", () => new MemoryStream(content));
    }

    [SuppressMessage("Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "It is how git names an object.")]
    private static string IdOf(string kind, byte[] content)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        hash.AppendData(Encoding.ASCII.GetBytes($"{kind} {content.Length}\0"));
        hash.AppendData(content);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private string TakeId()
    {
        var id = walk.Source.Peek(IdBytes);
        var hex = Convert.ToHexStringLower(id);
        walk.Source.Advance(id.Length);
        return hex;
    }

    private long TakeDistance()
    {
        var value = TakeByte();
        long distance = value & 0x7F;
        for (var i = 0; (value & 0x80) != 0 && i < 8; i++)
        {
            value = TakeByte();
            distance = ((distance + 1) << 7) | (uint)(value & 0x7F);
        }

        return distance;
    }

    private int TakeByte() => walk.Source.ReadByte() is >= 0 and var value ? value : throw new InvalidDataException("the git pack is cut");

    private sealed record GitObject(string Kind, byte[] Content);
}
