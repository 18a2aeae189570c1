namespace SecretGate.Decoding.Streams;

/// <summary>So many bytes of a source; cut when it ends first.</summary>
internal sealed class BoundedSource(ForwardStream source, long length, bool endsItself = false) : MemberSource(source, endsItself)
{
    /// <summary>Bytes not read yet.</summary>
    public long Left { get; private set; } = length;

    /// <summary>Drops what was not read.</summary>
    /// <exception cref="InvalidDataException">The source ends first.</exception>
    public void SkipRest()
    {
        if (Source.Skip(Left) is var skipped && (Left -= skipped) > 0)
        {
            throw Cut();
        }
    }

    /// <inheritdoc/>
    protected override int ReadMember(Span<byte> buffer)
    {
        if (Left == 0)
        {
            return 0;
        }

        var count = Source.Read(buffer[..(int)Math.Min(buffer.Length, Left)]);
        Left -= count;
        return count > 0 ? count : throw Cut();
    }

    private InvalidDataException Cut() => new($"{Left} bytes are missing at the end");
}
