using System.Text;
using SecretGate.Detection;
using SecretGate.Detection.Keys;

namespace SecretGate.Tests.Detection;

/// <summary>Keeps what a scanner finds.</summary>
internal sealed class RecordingSink : IMatchSink
{
    public List<Match> Matches { get; } = [];

    public List<PublicHalf> Halves { get; } = [];

    public List<string> Passphrases { get; } = [];

    public List<EncryptedContainer> Containers { get; } = [];

    public void Accept(Match match) => Matches.Add(match);

    public void Accept(PublicHalf half) => Halves.Add(half);

    public void Accept(Match match, EncryptedContainer container)
    {
        Matches.Add(match);
        Containers.Add(container);
    }

    public void AcceptPassphrase(ReadOnlySpan<byte> value, long offset) => Passphrases.Add(Encoding.UTF8.GetString(value));

    /// <summary>What a scanner finds in a run given in pieces of one size.</summary>
    public static RecordingSink Of(Scanner scanner, ReadOnlySpan<byte> run, int piece = int.MaxValue)
    {
        var sink = new RecordingSink();
        scanner.Begin(sink);
        while (!run.IsEmpty)
        {
            var count = Math.Min(piece, run.Length);
            scanner.Push(run[..count]);
            run = run[count..];
        }

        scanner.End();
        return sink;
    }
}
