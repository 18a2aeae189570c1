using System.Text.Json;
using SecretGate.Decoding;

namespace SecretGate.Images.Layouts;

/// <summary>
/// What <c>docker save</c> writes: <c>manifest.json</c> lists config, names and layers of each image by path (moby/moby v26.1.5
/// image/tarexport/tarexport.go); before it there was <c>repositories</c>, with a <c>json</c> in each layer's folder.
/// </summary>
internal sealed class DockerLayout(MediumIndex medium, LayoutBuilder builder)
{
    private const string Repositories = "repositories";
    private const string LayerJson = "/json";
    private const string LayerTar = "/layer.tar";
    private const string LayerVersion = "/VERSION";

    // Chains share their lower layers, so that a small archive could list more of them than fit into memory.
    private const int ImageLimit = 1_000;

    private bool _hasImages;

    /// <summary>Reads the images that <c>manifest.json</c> lists.</summary>
    /// <exception cref="UnreadException">It is no such list.</exception>
    public void ReadManifest(JsonElement root)
    {
        foreach (var item in root.EnumerateArray())
        {
            var image = new ImageCandidate();
            image.AddNames(item.List("RepoTags")?.Select(tag => tag.AsText("RepoTags")) ?? []);
            var path = item.Text("Config") ?? throw new UnreadException(UnreadReason.Damaged, "an image without config");
            if (FindOne(path) is { } config)
            {
                builder.ReadConfig(image, config, ClaimOfConfig(path));
            }
            else
            {
                image.Problem(UnreadReason.Missing, "config", $"manifest.json names the config {path}, which is not in the archive.");
            }

            var layers = item.List("Layers")?.Take(builder.Limits.Layers + 1).Select(layer => layer.AsText("Layers")) ?? [];
            image.Layers.AddRange(layers.Select((layer, index) => ReadLayer(image, layer, index)));
            builder.JoinDiffIds(image);
            builder.Add(image);
            _hasImages = true;
        }
    }

    /// <summary>Takes the documents of the old layout for what they are, and reads its images where <c>manifest.json</c> lists none.</summary>
    public void ReadRepositories()
    {
        var steps = new Dictionary<string, Step>();
        foreach (var file in medium.Files.Where(file => file.Name.EndsWith(LayerJson, StringComparison.Ordinal)))
        {
            var folder = file.Name[..^LayerJson.Length];
            if (medium.FindAll(folder + LayerTar).Count > 0)
            {
                builder.Read(file, root => steps[folder] = new Step(folder, file, root, root.Text("parent")));
            }
        }

        foreach (var repositories in medium.FindAll(Repositories))
        {
            builder.Claim(DocumentKind.Index, repositories);
        }

        if (!_hasImages)
        {
            ReadTops(steps);
        }

        foreach (var step in steps.Values)
        {
            builder.Claim(DocumentKind.Index, step.File);
            foreach (var version in medium.FindAll(step.Id + LayerVersion))
            {
                builder.Claim(DocumentKind.Index, version);
            }
        }
    }

    private void ReadTops(Dictionary<string, Step> steps)
    {
        var parents = steps.Values.Select(step => step.Parent).ToHashSet();
        var names = NamesByTop();
        var tops = steps.Values.Where(step => names.ContainsKey(step.Id) || !parents.Contains(step.Id)).ToList();
        if (tops.Count > ImageLimit)
        {
            builder.Problem(UnreadReason.Limit, Repositories, $"The archive holds {tops.Count} images in the old layout; at most {ImageLimit} are read.");
        }

        foreach (var top in tops.Take(ImageLimit))
        {
            ReadChain(top, steps, names.GetValueOrDefault(top.Id) ?? []);
        }
    }

    private void ReadChain(Step top, Dictionary<string, Step> steps, IReadOnlyList<string> names)
    {
        var chain = new List<Step>();
        for (var step = top; step is not null; step = step.Parent is { } parent ? steps.GetValueOrDefault(parent) : null)
        {
            if (chain.Count >= builder.Limits.Layers)
            {
                builder.Problem(UnreadReason.Limit, top.File.Name, $"{top.File.Name} has more parents than the limit layers ({builder.Limits.Layers}).");
                return;
            }

            chain.Add(step);
        }

        chain.Reverse();
        var layers = chain.Select(step => new LayerDescription(medium.FindAll(step.Id + LayerTar)[^1].Name, null, null)).ToList();
        if (chain[0].Parent is { } missing)
        {
            builder.Problem(UnreadReason.Missing, chain[0].File.Name, $"{chain[0].File.Name} names the parent {missing}, which is not in the archive.");
        }

        // It gives no digests, so nothing in it can be checked; engines up to 24 fall back to it, later ones refuse it.
        var image = new ImageCandidate();
        image.Problem(UnreadReason.Ambiguous, top.File.Name, $"The image {top.Id} is listed only in the layout of engines before 1.10, which not every reader knows.");
        image.AddNames(names);
        image.Layers.AddRange(layers);
        Schema1.AddConfig(image, $"config of {top.Id}", [.. chain.Select(step => step.Root)], builder);
        builder.Add(image);
    }

    private Dictionary<string, List<string>> NamesByTop()
    {
        var names = new Dictionary<string, List<string>>();
        foreach (var file in medium.FindAll(Repositories))
        {
            builder.Read(file, root =>
            {
                foreach (var (repository, tag, id) in Tags(root))
                {
                    names.TryAdd(id, []);
                    names[id].Add($"{repository}:{tag}");
                }
            });
        }

        return names;
    }

    private static IEnumerable<(string Repository, string Tag, string Id)> Tags(JsonElement root) =>
        root.ValueKind != JsonValueKind.Object
            ? throw new UnreadException(UnreadReason.Damaged, "no object of repositories")
            : from repository in root.EnumerateObject()
              where repository.Value.ValueKind == JsonValueKind.Object
              from tag in repository.Value.Texts()
              select (repository.Name, tag.Key, tag.Value);

    private LayerDescription ReadLayer(ImageCandidate image, string path, int index)
    {
        var file = FindOne(path);
        if (file is null)
        {
            image.Problem(UnreadReason.Missing, $"layer[{index}]", $"manifest.json names layer {index} {path}, which is not in the archive.");
        }

        var claimed = file is not null && MediumPath.ClaimOfName(file.Name) is { } digest ? new Descriptor(null, digest, null) : null;
        return new LayerDescription(file?.Name, claimed, null);
    }

    // A path that stands twice is read by some as the first file, by others as the last. Where the path is a digest, the content decides.
    private MediumFile? FindOne(string path)
    {
        var files = MediumPath.Normalize(path) is { } normal ? medium.FindAll(normal) : [];
        if (files.Count > 1 && MediumPath.ClaimOfName(files[0].Name) is null)
        {
            builder.Problem(UnreadReason.Ambiguous, path, $"{path} stands {files.Count} times in the archive: readers differ in which they take.");
        }

        return files.Count == 0 ? null : files[^1];
    }

    // moby names a config HEX.json or blobs/sha256/HEX; kaniko sha256:HEX.
    private static Digest? ClaimOfConfig(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        var hex = name.StartsWith("sha256:", StringComparison.Ordinal) ? name["sha256:".Length..] : name;
        hex = hex.EndsWith(".json", StringComparison.Ordinal) ? hex[..^".json".Length] : hex;
        return Digest.TryParse("sha256:" + hex, out var digest) ? digest : null;
    }

    private sealed record Step(string Id, MediumFile File, JsonElement Root, string? Parent);
}
