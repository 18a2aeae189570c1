namespace SecretGate.Images.Layouts;

/// <summary>Paths inside a medium: the same file however its path is spelled.</summary>
internal static class MediumPath
{
    private const string Blobs = "blobs/";

    /// <summary>The path without <c>./</c>, <c>//</c>, <c>..</c> and a leading slash; null when it names nothing or leaves the medium.</summary>
    public static string? Normalize(string path)
    {
        var parts = new List<string>();
        foreach (var part in path.Split('/'))
        {
            if (part is "" or ".")
            {
                continue;
            }

            if (part != "..")
            {
                parts.Add(part);
            }
            else if (parts.Count > 0)
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else
            {
                return null;
            }
        }

        return parts.Count == 0 ? null : string.Join('/', parts);
    }

    /// <summary>What a symbolic link at a path points to, inside the medium; null when that is outside.</summary>
    public static string? ResolveLink(string linkPath, string target)
    {
        var folder = linkPath.LastIndexOf('/') is var slash and >= 0 ? linkPath[..slash] : "";
        return Normalize(target.StartsWith('/') ? target : $"{folder}/{target}");
    }

    /// <summary>Where an OCI layout keeps the blob of a digest (image-spec v1.1.0 image-layout.md#blobs).</summary>
    public static string OfBlob(Digest digest) => $"{Blobs}{digest.Algorithm}/{digest.Hex}";

    /// <summary>The digest that the path claims for its content; null when it claims none.</summary>
    public static Digest? ClaimedDigest(string path) =>
        path.StartsWith(Blobs, StringComparison.Ordinal) && Digest.TryParse(path[Blobs.Length..].Replace('/', ':'), out var digest) ? digest : null;

    /// <summary>The digest that a blob's name claims for its content, also for a further file of one path (<c>sha256:…#2</c>); null when it claims none.</summary>
    public static Digest? ClaimOfName(string name)
    {
        var end = name.IndexOf('#', StringComparison.Ordinal);
        return Digest.TryParse(end < 0 ? name : name[..end], out var digest) ? digest : null;
    }
}
