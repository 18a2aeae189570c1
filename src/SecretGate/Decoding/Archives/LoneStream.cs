using SecretGate.Decoding.Streams;
using SecretGate.Decoding.Tar;

namespace SecretGate.Decoding.Archives;

/// <summary>
/// A file that is one compressed stream, all its members one behind the other. A tar inside is walked as part of it, as the tools do: the
/// path of a member is <c>a.tar.gz!/d/k.pem</c>.
/// </summary>
internal static class LoneStream
{
    /// <summary>Reads it.</summary>
    public static void Walk(ArchiveWalk walk)
    {
        using var members = new CountedStream(walk, new JoinedMembers(walk.Source, walk.Limits));
        using var expanded = new ForwardStream(members);
        WalkExpanded(walk, expanded);
    }

    /// <summary>Reads expanded bytes: an archive that is usually compressed as a whole, or else one member without a name.</summary>
    public static void WalkExpanded(ArchiveWalk walk, ForwardStream expanded)
    {
        var head = expanded.PeekAvailable(ArchiveFormats.HeadBytes);
        if (TarReader.IsHeader(head))
        {
            TarArchive.Walk(walk, expanded);
        }
        else if (CpioReader.IsMatch(head))
        {
            CpioReader.Walk(walk, expanded);
        }
        else
        {
            walk.Member(null, () => expanded);
        }
    }
}
