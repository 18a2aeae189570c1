using SecretGate.Detection;
using SecretGate.Detection.Keys;

namespace SecretGate.Tests.Detection.Keys;

/// <summary>Calls the key formats as a scanner does: at every anchor, with a window of their reach around it.</summary>
internal static class Found
{
    /// <summary>Everything that the formats read from a run of bytes.</summary>
    public static IReadOnlyList<KeyReading> All(ReadOnlySpan<byte> run)
    {
        var readings = new List<KeyReading>();
        foreach (var format in KeyFormats.All)
        {
            foreach (var anchor in format.Anchors)
            {
                for (var at = run.IndexOf(anchor.Span); at >= 0;)
                {
                    var start = Math.Max(0, at - format.BeforeBytes);
                    var end = (int)Math.Min(run.Length, (long)at + format.AfterBytes);
                    readings.AddRange(format.Read(run[start..end], at - start).Select(r => r with { Start = r.Start + start }));
                    var next = run[(at + 1)..].IndexOf(anchor.Span);
                    at = next < 0 ? -1 : at + 1 + next;
                }
            }
        }

        return readings;
    }

    /// <summary>As <see cref="All(ReadOnlySpan{byte})"/>, in text.</summary>
    public static IReadOnlyList<KeyReading> All(string run) => All(System.Text.Encoding.Latin1.GetBytes(run));

    /// <summary>The secrets in a run, one for each fingerprint and rule.</summary>
    public static IReadOnlyList<Secret> Secrets(ReadOnlySpan<byte> run) =>
        [.. All(run).Select(r => r.Secret).OfType<Secret>().DistinctBy(s => (s.Fingerprint, s.RuleId))];

    /// <summary>As <see cref="Secrets(ReadOnlySpan{byte})"/>, in text.</summary>
    public static IReadOnlyList<Secret> Secrets(string run) => Secrets(System.Text.Encoding.Latin1.GetBytes(run));

    /// <summary>The only secret in a run.</summary>
    public static Secret Only(ReadOnlySpan<byte> run) => Secrets(run).ShouldHaveSingleItem();

    /// <summary>As <see cref="Only(ReadOnlySpan{byte})"/>, in text.</summary>
    public static Secret Only(string run) => Secrets(run).ShouldHaveSingleItem();

    /// <summary>Fails unless this is the unencrypted key with that public half, proven and critical.</summary>
    public static void ShouldBeKey(this Secret secret, byte[] spki)
    {
        secret.RuleId.ShouldBe("private-key");
        secret.Severity.ShouldBe(Severity.Critical);
        secret.Confidence.ShouldBe(Confidence.Proven);
        secret.Sha256Prefix.ShouldBeNull();
        secret.Key.ShouldNotBeNull().SpkiSha256.ShouldBe(Sha256(spki));
        secret.Fingerprint.ShouldBe(new Fingerprint(Sha256(spki)));
    }

    /// <summary>SHA-256 in lower-case hex.</summary>
    public static string Sha256(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes));
}
