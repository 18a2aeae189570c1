using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace SecretGate.Images;

/// <summary>
/// A name of an image, <c>[registry/]repository[:tag][@digest]</c>, by the rules of Docker Hub: without a registry it is Docker Hub's, and a
/// name of one part is an official image (distribution/reference v0.6.0 reference.go, normalize.go).
/// </summary>
public sealed record ImageReference
{
    /// <summary>The registry of names that give none.</summary>
    public const string DockerHub = "docker.io";

    private const string OfficialImages = "library/";
    private const int NameLimit = 255;
    private const int TagLimit = 128;

    private static readonly SearchValues<char> HostNameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-");

    private static readonly SearchValues<char> TagCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    private ImageReference(string registry, string repository, string? tag, Digest? digest)
    {
        Registry = registry;
        Repository = repository;
        Tag = tag;
        Digest = digest;
    }

    /// <summary>Host, and port if any: <c>docker.io</c>, <c>localhost:5000</c>.</summary>
    public string Registry { get; }

    /// <summary>Path of the repository in its registry: <c>library/alpine</c>.</summary>
    public string Repository { get; }

    /// <summary>The tag; null when none was given.</summary>
    public string? Tag { get; }

    /// <summary>The digest; null when none was given.</summary>
    public Digest? Digest { get; }

    /// <summary>The repository as people write it, without tag and digest: <c>alpine</c>, <c>team/app</c>, <c>ghcr.io/team/app</c>.</summary>
    public string ShortName
    {
        get
        {
            if (Registry != DockerHub)
            {
                return $"{Registry}/{Repository}";
            }

            var isOfficial = Repository.StartsWith(OfficialImages, StringComparison.Ordinal) && Repository.IndexOf('/', OfficialImages.Length) < 0;
            return isOfficial ? Repository[OfficialImages.Length..] : Repository;
        }
    }

    /// <summary>Reads a reference; false for anything that is none.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out ImageReference? reference)
    {
        reference = null;
        if (string.IsNullOrEmpty(text))
        {
            return false;
        }

        Digest? digest = null;
        if (text.IndexOf('@', StringComparison.Ordinal) is var at and >= 0)
        {
            if (!Images.Digest.TryParse(text[(at + 1)..], out var parsed))
            {
                return false;
            }

            digest = parsed;
            text = text[..at];
        }

        string? tag = null;
        if (text.LastIndexOf(':') is var colon and >= 0 && text.IndexOf('/', colon) < 0)
        {
            tag = text[(colon + 1)..];
            text = text[..colon];
        }

        var (registry, repository) = Split(text);
        if (text.Length > NameLimit || !IsHost(registry) || !repository.Split('/').All(IsPathPart) || (tag is not null && !IsTag(tag)))
        {
            return false;
        }

        reference = new ImageReference(registry, repository, tag, digest);
        return true;
    }

    /// <summary>The repository of a name as people write it; null when the text is no name of an image.</summary>
    public static string? RepositoryOf(string? name) => TryParse(name, out var reference) ? reference.ShortName : null;

    /// <summary>The text in full, with registry: <c>docker.io/library/alpine:3.20</c>.</summary>
    public override string ToString() =>
        $"{Registry}/{Repository}{(Tag is null ? "" : ":" + Tag)}{(Digest is null ? "" : "@" + Digest)}";

    private static (string Registry, string Repository) Split(string name)
    {
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        var first = slash < 0 ? "" : name[..slash];
        var isHost = first.Contains('.', StringComparison.Ordinal) || first.Contains(':', StringComparison.Ordinal)
            || first == "localhost" || first.Any(char.IsAsciiLetterUpper);
        var (registry, repository) = isHost ? (first, name[(slash + 1)..]) : (DockerHub, name);
        if (registry == "index.docker.io")
        {
            registry = DockerHub;
        }

        return registry == DockerHub && !repository.Contains('/', StringComparison.Ordinal) ? (registry, OfficialImages + repository) : (registry, repository);
    }

    private static bool IsHost(string host)
    {
        var colon = host.LastIndexOf(':');
        var hasPort = colon > host.LastIndexOf(']');
        var name = hasPort ? host[..colon] : host;
        return (!hasPort || (colon + 1 < host.Length && host[(colon + 1)..].All(char.IsAsciiDigit)))
            && (IsHostName(name) || (name.StartsWith('[') && System.Net.IPAddress.TryParse(name, out _)));
    }

    private static bool IsHostName(string name) =>
        name.Length > 0 && !name.AsSpan().ContainsAnyExcept(HostNameCharacters) && name[0] is not ('-' or '.') && name[^1] is not ('-' or '.');

    private static bool IsTag(string tag) =>
        tag.Length is > 0 and <= TagLimit && !tag.AsSpan().ContainsAnyExcept(TagCharacters) && tag[0] is not ('.' or '-');

    // Lower-case letters and digits, parted by one dot, one or two underscores, or any number of dashes.
    private static bool IsPathPart(string part)
    {
        var separator = "";
        foreach (var character in part)
        {
            if (char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character))
            {
                if (separator is not ("" or "." or "_" or "__") && separator.Trim('-').Length > 0)
                {
                    return false;
                }

                separator = "";
            }
            else if (character is '.' or '_' or '-')
            {
                separator += character;
            }
            else
            {
                return false;
            }
        }

        return part.Length > 0 && separator.Length == 0 && char.IsAsciiLetterOrDigit(part[0]);
    }
}
