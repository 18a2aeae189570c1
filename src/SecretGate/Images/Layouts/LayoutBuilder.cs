using System.Text.Json;
using SecretGate.Decoding;

namespace SecretGate.Images.Layouts;

/// <summary>Collects the images of a medium from all of its layouts.</summary>
internal sealed class LayoutBuilder(ScanLimits limits)
{
    // More says no more: any one of them closes the gate.
    private const int MostProblems = 1_000;

    private readonly List<ImageCandidate> _images = [];
    private readonly Dictionary<(string, int), List<ImageCandidate>> _byShape = [];
    private readonly Dictionary<string, Document> _documents = [];
    private readonly List<ImageProblem> _problems = [];

    /// <summary>Bounds.</summary>
    public ScanLimits Limits => limits;

    /// <summary>Images so far.</summary>
    public IReadOnlyList<ImageCandidate> Images => _images;

    /// <summary>Problems of no image.</summary>
    public IReadOnlyList<ImageProblem> Problems => _problems;

    /// <summary>Documents so far, each once.</summary>
    public IReadOnlyCollection<Document> Documents => _documents.Values;

    /// <summary>Digests by which images may be called.</summary>
    public HashSet<string> Listed { get; } = [];

    /// <summary>Takes a file for a document; the first role it is taken for stays.</summary>
    public Document? Claim(DocumentKind kind, MediumFile file)
    {
        if (file.Text is not { } text)
        {
            return null;
        }

        if (!_documents.TryGetValue(file.Name, out var document))
        {
            document = new Document(kind, file.Name, text);
            _documents.Add(file.Name, document);
        }

        return document;
    }

    /// <summary>Adds an image, or what is new about one that is known.</summary>
    public ImageCandidate Add(ImageCandidate image)
    {
        var shape = (image.ImageId?.ToString() ?? "", image.Layers.Count);
        if (!_byShape.TryGetValue(shape, out var alike))
        {
            alike = [];
            _byShape.Add(shape, alike);
        }

        if (alike.Find(image.IsSameAs) is { } known)
        {
            known.Absorb(image);
            return known;
        }

        alike.Add(image);
        _images.Add(image);
        return image;
    }

    /// <summary>Notes something that is wrong with the medium.</summary>
    public void Problem(string reason, string where, string message)
    {
        var problem = new ImageProblem(reason, where, message);
        if (_problems.Count < MostProblems && !_problems.Contains(problem))
        {
            _problems.Add(problem);
        }
    }

    /// <summary>Reads a document; what is wrong with it becomes a problem.</summary>
    /// <param name="file">The document.</param>
    /// <param name="read">Reads its root.</param>
    public void Read(MediumFile file, Action<JsonElement> read)
    {
        try
        {
            read(LayoutJson.Parse(file, limits));
        }
        catch (UnreadException failure)
        {
            Problem(failure.Reason, file.Name, $"{file.Name}: {failure.Message}.");
        }
    }

    /// <summary>Parses a config for an image; what is wrong with it becomes the image's problem.</summary>
    /// <param name="image">The image.</param>
    /// <param name="file">Its config.</param>
    /// <param name="claimed">The digest that names the config; null when nothing does.</param>
    public void ReadConfig(ImageCandidate image, MediumFile file, Digest? claimed)
    {
        if (Claim(DocumentKind.Config, file) is { } document)
        {
            image.Documents.Add(document);
            image.ImageId = claimed is { } digest ? LayoutJson.DigestLike(digest, document.Bytes.Span) : LayoutJson.Sha256(document.Bytes.Span);
            Listed.Add(image.ImageId.Value.ToString());
            if (claimed is not null && claimed != image.ImageId)
            {
                image.Problem(UnreadReason.Mismatch, "config", $"The config is named {claimed}, its bytes are {image.ImageId}.");
            }
        }

        try
        {
            image.Config = ConfigJson.Read(LayoutJson.Parse(file, limits));
        }
        catch (UnreadException failure)
        {
            image.Problem(failure.Reason, "config", $"The config: {failure.Message}.");
        }
    }

    /// <summary>Joins layers with the config's diff IDs: their counts must agree, and stay within the limit.</summary>
    public void JoinDiffIds(ImageCandidate image)
    {
        if (image.Layers.Count > limits.Layers)
        {
            image.Problem(UnreadReason.Limit, "manifest", $"The image lists {image.Layers.Count} layers; the limit layers is {limits.Layers}.");
            image.Layers.RemoveRange(limits.Layers, image.Layers.Count - limits.Layers);
        }

        if (image.Config is not { } config)
        {
            return;
        }

        if (config.DiffIds.Count != image.Layers.Count)
        {
            image.Problem(
                UnreadReason.Mismatch, "config", $"The manifest lists {image.Layers.Count} layers, the config {config.DiffIds.Count} diff IDs.");
        }

        for (var i = 0; i < Math.Min(config.DiffIds.Count, image.Layers.Count); i++)
        {
            image.Layers[i] = image.Layers[i] with { ClaimedDiffId = config.DiffIds[i] };
        }
    }
}
