using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SecretGate.Findings;
using SecretGate.Reporting.Content;

namespace SecretGate.Reporting.Sarif;

/// <summary>
/// Where an alert points, and what code scanning tells alerts apart by: rule, place and <c>primaryLocationLineHash</c>. One object per run,
/// since it counts.
/// </summary>
internal sealed class AlertIdentity
{
    private readonly Dictionary<(string RuleId, string Key), int> _occurrences = [];
    private readonly HashSet<(string RuleId, string Hash)> _given = [];

    /// <summary>The relative URI of the place in the image, the same for every build and every form of an image.</summary>
    public static string ImageUri(Location location) => location.Place switch
    {
        Place.LayerFile or Place.LayerMetadata => StablePath.OfImage(location.Path ?? ""),
        Place.LayerRaw => "image-layer",
        Place.Config => "image-config",
        Place.History => "image-history",
        Place.Manifest => "image-manifest",
        Place.Attestation => "image-attestation",
        _ => "image-artifact",
    };

    /// <summary>
    /// GitHub's hash of the line where the repository has that line; otherwise 16 hex digits over rule, stable place and occurrence. Two
    /// alerts of one rule never share one.
    /// </summary>
    public string LineHash(string ruleId, Location location)
    {
        if (location.Source?.LineHash is { } lineHash && _given.Add((ruleId, lineHash)))
        {
            return lineHash;
        }

        var key = Key(location);
        var occurrence = _occurrences[(ruleId, key)] = _occurrences.GetValueOrDefault((ruleId, key)) + 1;
        var text = string.Create(CultureInfo.InvariantCulture, $"secretgate alert 1\0{ruleId}\0{key}\0{occurrence}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8)) + ":1";
    }

    // Indices move when a line is added above, and a blob is named by its digest: neither may be part of it.
    private static string Key(Location location)
    {
        var pointer = string.Join('/', (location.JsonPointer ?? "").Split('/').Select(token => IsIndex(token) ? "*" : token));
        return $"{Words.Of(location.Place)}:{ImageUri(location)}:{pointer}";
    }

    private static bool IsIndex(string token) => token.Length > 0 && token.All(char.IsAsciiDigit);
}
