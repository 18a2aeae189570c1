namespace SecretGate.Tests.Building;

/// <summary>What <c>skopeo copy</c> writes to <c>dir:</c>: manifest.json is the manifest, blobs are named by their hex digits.</summary>
internal static class SkopeoFolder
{
    public static MediumFiles Of(BuiltImage image)
    {
        var files = new MediumFiles().Add("version", "Directory Transport Version: 1.1\n").Add("manifest.json", image.Manifest);
        foreach (var blob in image.Layers.Select(layer => layer.Blob).Append(image.Config))
        {
            var name = BuiltImage.DigestOf(blob)["sha256:".Length..];
            if (!files.Names.Contains(name))
            {
                files.Add(name, blob);
            }
        }

        return files;
    }
}
