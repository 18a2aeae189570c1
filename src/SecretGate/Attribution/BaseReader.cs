using SecretGate.Decoding;
using SecretGate.Detection;
using SecretGate.Findings;
using SecretGate.Images;

namespace SecretGate.Attribution;

/// <summary>Finds the base of an image and reads its documents; its layers are not read again.</summary>
/// <param name="rules">Rules, to tell the secrets of its config.</param>
/// <param name="named">The base that the user named; null for none.</param>
/// <param name="access">How images are reached.</param>
/// <param name="limits">Bounds.</param>
internal sealed class BaseReader(RuleSet rules, ImageLocator? named, ImageAccess access, ScanLimits limits)
{
    // Who writes a base label: OCI annotations of buildah and .NET's publishing, and the Docker task of Azure Pipelines.
    private static readonly string[] Labels = ["org.opencontainers.image.base.name", "image.base.ref.name"];

    /// <summary>The base that the user named, else one that a label names and the local engine has.</summary>
    /// <param name="platforms">The image.</param>
    /// <param name="remarks">Told why a named base was of no use.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The base, or null: then everything is this build's own.</returns>
    public async Task<BaseImage?> FindAsync(IReadOnlyList<ImageDescription> platforms, ICollection<string> remarks, CancellationToken cancellationToken)
    {
        if (platforms.Count == 0 || (named?.Text ?? LabelOf(platforms)) is not { } reference)
        {
            return null;
        }

        try
        {
            var found = await ReadAsync(named ?? ImageLocator.Parse("docker-daemon:" + reference), cancellationToken).ConfigureAwait(false);
            if (found.IsUnder(platforms))
            {
                return found;
            }

            remarks.Add($"The base {reference} is not under this image: its diff IDs are not the lowest layers. All findings count as this build's own.");
        }
        catch (GateException failure)
        {
            remarks.Add($"The base {reference} could not be read, so all findings count as this build's own. {failure.Message}");
        }

        return null;
    }

    private string? LabelOf(IReadOnlyList<ImageDescription> platforms) => access.Engine is null
        ? null
        : platforms
            .SelectMany(image => Labels.Select(label => image.Config?.Labels.GetValueOrDefault(label)))
            .FirstOrDefault(value => !string.IsNullOrWhiteSpace(value));

    private async Task<BaseImage> ReadAsync(ImageLocator locator, CancellationToken cancellationToken)
    {
        var source = ImageSources.Open(locator, platform: null, access, limits);
        await using var _ = source.ConfigureAwait(false);
        var set = await source.ReadAsync(new NoBlobs(), cancellationToken).ConfigureAwait(false);
        using var scan = new DocumentScan(rules, limits, passphrases: null);
        var secrets = set.Documents
            .Where(document => document.Kind == DocumentKind.Config)
            .SelectMany(document => scan.Read(document).Sightings)
            .Select(sighting => sighting.Secret.Fingerprint is { } fingerprint ? (sighting.Secret.RuleId, fingerprint) : default)
            .ToHashSet();
        return new BaseImage(locator.Reference ?? locator.Text, set.Images, secrets);
    }
}
