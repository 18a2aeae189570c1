using System.Diagnostics.CodeAnalysis;
using SecretGate.Decoding;
using SecretGate.Decoding.Tar;
using SecretGate.Images.Layouts;

namespace SecretGate.Images.Sources;

/// <summary>What was found in a medium: files, links, texts, and what is wrong with it.</summary>
/// <param name="what"><c>archive</c>, <c>folder</c>: what problems of the medium itself are about.</param>
/// <param name="limits">Bounds.</param>
internal sealed class MediumContents(string what, ScanLimits limits)
{
    private readonly TextKeeper _texts = new(limits);
    private readonly List<ImageProblem> _problems = [];
    private bool _hasRaw;
    private bool _hasTooMany;

    /// <summary>Its files.</summary>
    public MediumIndex Index { get; } = new();

    /// <summary>What keeps it from being read as its builder meant it.</summary>
    public IReadOnlyList<ImageProblem> Problems => _problems;

    /// <summary>True when a further file or link fits; otherwise it is said that there is none.</summary>
    public bool HasRoom()
    {
        if (Index.IsFull && !_hasTooMany)
        {
            _hasTooMany = true;
            Problem(UnreadReason.Limit, $"The {what} has more than {MediumIndex.FileLimit} files; those behind were not read.");
        }

        return !Index.IsFull;
    }

    /// <summary>Notes the link that an entry may be, and says where its content belongs; false when it has none.</summary>
    public bool TryName(TarEntry entry, [NotNullWhen(true)] out string? path)
    {
        var name = PathText.Decode(entry.Name.Span);
        var normal = MediumPath.Normalize(name);
        path = normal ?? name;
        if (!HasRoom())
        {
            return false;
        }

        if (normal is not null && entry.Type is (byte)'1' or (byte)'2')
        {
            var target = PathText.Decode(entry.LinkTarget.Span);
            Index.AddLink(path, entry.IsHardLink ? MediumPath.Normalize(target) : MediumPath.ResolveLink(path, target));
        }

        return entry.StoredBytes > 0 || entry.IsFile;
    }

    /// <summary>Adds a file; its text is kept when it is a small one, otherwise the content stands at its start.</summary>
    public MediumFile Add(string path, long sizeBytes, ForwardStream content) => Index.Add(path, sizeBytes, _texts.TryKeep(content, sizeBytes));

    /// <summary>Notes bytes of no file.</summary>
    public void Raw(long offset)
    {
        if (!_hasRaw)
        {
            _hasRaw = true;
            Problem(UnreadReason.Damaged, $"The {what} holds bytes of no file, first at offset {offset}; they were not read.");
        }
    }

    /// <summary>Notes what ended the medium too early.</summary>
    public void Fail(Exception failure) => Problem(
        failure switch
        {
            UnreadException unread => unread.Reason,
            InvalidDataException or EndOfStreamException => UnreadReason.Damaged,
            _ => UnreadReason.Unreadable,
        },
        $"The {what} could not be read to its end: {failure.Message}");

    /// <summary>Notes something else.</summary>
    public void Problem(string reason, string message) => _problems.Add(new ImageProblem(reason, what, message));
}
