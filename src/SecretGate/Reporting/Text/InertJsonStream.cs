using System.Buffers;
using System.Text;

namespace SecretGate.Reporting.Text;

/// <summary>
/// The last step of every JSON writer: takes JSON and gives the same JSON in printable ASCII, without any sequence of bytes that a CI
/// system takes for a command or a browser for markup. What it escapes can stand inside strings only, so no value changes.
/// </summary>
/// <remarks>Does not own the inner stream. <see cref="Flush"/> passes on everything but a character that is cut in two.</remarks>
internal sealed class InertJsonStream(Stream inner) : Stream
{
    private const int ChunkBytes = 16 * 1024;

    // '#' for ##[ and ##vso[; '<' and '=' for HTML; '(' behind ']' for Markdown links. A line of JSON never starts with '::'.
    private static readonly SearchValues<byte> Verbatim = SearchValues.Create(
        "\n !\"$%&')*+,-./0123456789:;>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~"u8);

    private readonly Decoder _decoder = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false).GetDecoder();
    // A character cut by the last write can complete, or fail, in this one.
    private readonly char[] _chars = new char[ChunkBytes + 4];
    private readonly byte[] _escape = "\\u0000"u8.ToArray();
    private bool _isBehindBracket;

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            var verbatim = buffer.IndexOfAnyExcept(Verbatim);
            var length = verbatim < 0 ? buffer.Length : verbatim;
            if (length > 0)
            {
                inner.Write(buffer[..length]);
                _isBehindBracket = buffer[length - 1] == ']';
                buffer = buffer[length..];
                continue;
            }

            var other = buffer.IndexOfAny(Verbatim);
            length = Math.Min(other < 0 ? buffer.Length : other, ChunkBytes);
            WriteEscaped(buffer[..length]);
            buffer = buffer[length..];
        }
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Flush() => inner.Flush();

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    private void WriteEscaped(ReadOnlySpan<byte> bytes)
    {
        var count = _decoder.GetChars(bytes, _chars, flush: false);
        foreach (var character in _chars.AsSpan(0, count))
        {
            if (character == '(' && !_isBehindBracket)
            {
                inner.WriteByte((byte)'(');
            }
            else
            {
                _ = ((int)character).TryFormat(_escape.AsSpan(2), out _, "x4", null);
                inner.Write(_escape);
            }

            _isBehindBracket = false;
        }
    }
}
