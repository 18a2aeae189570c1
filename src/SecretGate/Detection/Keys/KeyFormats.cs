using SecretGate.Detection.Keys.Asn1;
using SecretGate.Detection.Keys.Pem;
using SecretGate.Detection.Keys.Ssh;

namespace SecretGate.Detection.Keys;

/// <summary>The table of all ways in which keys are written down. One more format is one more line.</summary>
internal static class KeyFormats
{
    /// <summary>All formats. They keep no state; all scanners share them.</summary>
    public static IReadOnlyList<KeyFormat> All { get; } =
    [
        new PemFormat(),
        new DerFormat(),
        new OpenSshFormat(),
    ];
}
