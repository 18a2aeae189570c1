using System.Text;

namespace SecretGate.Runner.Output;

/// <summary>
/// Standard output for results, standard error for all else. Both are UTF-8 without BOM and end lines with LF, whatever the locale says.
/// </summary>
internal sealed class StandardStreams : IDisposable
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly Func<Stream> _openOutput;
    private readonly Func<Stream> _openInput;

    /// <summary>Streams of any kind, for tests.</summary>
    public StandardStreams(Stream input, Stream output, Stream error)
        : this(() => input, () => output, error)
    {
    }

    private StandardStreams(Func<Stream> openInput, Func<Stream> openOutput, Stream error)
    {
        _openInput = openInput;
        _openOutput = openOutput;
        ErrorStream = new BestEffortStream(error);
        Error = new StreamWriter(ErrorStream, Utf8) { AutoFlush = true, NewLine = "\n" };
    }

    /// <summary>Standard output is a terminal whose user did not set <c>NO_COLOR</c> (https://no-color.org).</summary>
    public bool OutputHasColour { get; private init; }

    /// <summary>Notes for the reader. A stream that is closed or full loses them; that never ends a run.</summary>
    public TextWriter Error { get; }

    /// <summary>What <see cref="Error"/> writes to.</summary>
    public Stream ErrorStream { get; }

    /// <summary>The streams of the process. One that is closed reads as empty or fails on writing, it does not fail here.</summary>
    public static StandardStreams OfProcess()
    {
        Stream error;
        try
        {
            error = Console.OpenStandardError();
        }
        catch (IOException)
        {
            error = Stream.Null;
        }

        return new StandardStreams(Console.OpenStandardInput, Console.OpenStandardOutput, error)
        {
            OutputHasColour = !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")),
        };
    }

    /// <summary>The same streams with other bytes as standard input.</summary>
    public StandardStreams WithInput(byte[] input) => new(() => new MemoryStream(input), _openOutput, ErrorStream) { OutputHasColour = OutputHasColour };

    /// <summary>Standard input, for an image that is piped in.</summary>
    public Stream OpenInput() => _openInput();

    /// <summary>Writes a result to standard output.</summary>
    /// <exception cref="GateException">It is closed or full (exit code 4).</exception>
    public void WriteOutput(Action<Stream> write)
    {
        try
        {
            var buffered = new BufferedStream(_openOutput(), 64 * 1024);
            write(buffered);
            buffered.Flush();
        }
        catch (Exception full) when (full is IOException or UnauthorizedAccessException)
        {
            // A closed one is often another file of the process by now, open for reading.
            throw new GateException(ExitCode.Undelivered, "Standard output is closed or full.", inner: full);
        }
    }

    /// <summary>Writes text to standard output.</summary>
    /// <exception cref="GateException">It is closed or full (exit code 4).</exception>
    public void WriteOutput(string text) => WriteOutput(stream => stream.Write(Utf8.GetBytes(text)));

    /// <inheritdoc/>
    public void Dispose() => Error.Dispose();

    private sealed class BestEffortStream(Stream inner) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Write(byte[] buffer, int offset, int count)
        {
            try
            {
                inner.Write(buffer, offset, count);
            }
            catch (Exception lost) when (lost is IOException or UnauthorizedAccessException)
            {
            }
        }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
