using SecretGate.Decoding.Streams;

namespace SecretGate.Decoding.Tar;

/// <summary>The content of the current entry; one object serves all entries of a stream.</summary>
internal sealed class TarContent(ForwardStream tar) : ReadOnlyStream
{
    /// <summary>Zeros that stand for a hole, whatever its length: enough to keep what is on its two sides apart.</summary>
    private const int HoleBytes = 4096;

    private IReadOnlyList<SparsePart>? _parts;
    private int _nextPart;
    private long _partLeft;
    private int _holeLeft;
    private long _realSize;
    private long _expandedTo;

    /// <summary>Stored bytes not read yet.</summary>
    public long Left { get; private set; }

    /// <summary>True when the tar stream ended inside the content.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Starts with the content of the next entry.</summary>
    public void Start(long storedBytes, IReadOnlyList<SparsePart>? parts, long realSize)
    {
        (Left, _parts, _realSize) = (storedBytes, parts, realSize);
        (_nextPart, _partLeft, _holeLeft, _expandedTo) = (0, parts is null ? storedBytes : 0, 0, 0);
    }

    /// <summary>Ends the entry: what was not read is dropped.</summary>
    public void End()
    {
        IsCut |= tar.Skip(Left) < Left;
        (Left, _partLeft, _holeLeft, _parts) = (0, 0, 0, null);
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty || (_partLeft == 0 && _holeLeft == 0 && !StartPart()))
        {
            return 0;
        }

        if (_holeLeft > 0)
        {
            var zeros = Math.Min(_holeLeft, buffer.Length);
            buffer[..zeros].Clear();
            _holeLeft -= zeros;
            return zeros;
        }

        var count = tar.Read(buffer[..(int)Math.Min(buffer.Length, _partLeft)]);
        if (count == 0)
        {
            IsCut = true;
            Left = _partLeft = 0;
            throw new EndOfStreamException("the tar stream ends inside an entry");
        }

        _partLeft -= count;
        Left -= count;
        return count;
    }

    // A hole in front of a part is given first; behind the last part there may be one more.
    private bool StartPart()
    {
        while (_parts is not null && _nextPart <= _parts.Count)
        {
            var isLast = _nextPart == _parts.Count;
            var start = isLast ? _realSize : _parts[_nextPart].Offset;
            if (start > _expandedTo)
            {
                _holeLeft = (int)Math.Min(HoleBytes, start - _expandedTo);
                _expandedTo = start;
                return true;
            }

            _nextPart++;
            if (!isLast && _parts[_nextPart - 1].Length > 0)
            {
                _partLeft = _parts[_nextPart - 1].Length;
                _expandedTo += _partLeft;
                return true;
            }
        }

        return false;
    }
}
