using SecretGate.Images.Layouts;

namespace SecretGate.Images.Registries;

/// <summary>A repository as a medium: what documents name is asked for, and read again when it has come.</summary>
/// <param name="documentBytes">Largest document that is fetched to be read.</param>
internal sealed class RegistryMedium(int documentBytes) : IMedium
{
    private readonly Dictionary<Digest, MediumFile?> _known = [];
    private readonly Dictionary<Digest, (Descriptor Blob, BlobRole Role)> _wanted = [];

    /// <inheritdoc/>
    public IReadOnlyList<MediumFile> FindAll(string path) => [];

    /// <inheritdoc/>
    public MediumFile? FindBlob(Descriptor blob, BlobRole role)
    {
        if (_known.TryGetValue(blob.Digest, out var file))
        {
            return file;
        }

        var asBlob = new MediumFile(blob.Digest.ToString(), blob.SizeBytes, null);
        if (role == BlobRole.Layer || blob.SizeBytes > documentBytes)
        {
            return asBlob;
        }

        _wanted.TryAdd(blob.Digest, (blob, role));
        return asBlob;
    }

    /// <summary>What documents have named since the last call.</summary>
    public IReadOnlyList<(Descriptor Blob, BlobRole Role)> TakeWanted()
    {
        var wanted = _wanted.Values.ToList();
        _wanted.Clear();
        return wanted;
    }

    /// <summary>Takes what came; null for what the registry does not have.</summary>
    public void Add(Digest digest, MediumFile? file) => _known[digest] = file;
}
