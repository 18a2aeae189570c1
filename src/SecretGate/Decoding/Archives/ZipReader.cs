namespace SecretGate.Decoding.Archives;

/// <summary>
/// Reads a zip forward, by its local headers: members that the directory does not list are read too, and it is said where directory and
/// local headers contradict each other. The family: jar, war, ear, whl, nupkg, vsix, apk, Office documents.
/// </summary>
internal static class ZipReader
{
    private const int PieceBytes = 64 * 1024;

    /// <summary>A member, an empty archive, or the mark of a split one.</summary>
    public static bool IsMatch(ReadOnlySpan<byte> head) =>
        head.StartsWith(ZipLocalHeader.Signature)
        || (head.StartsWith("PK\u0005\u0006"u8) && head.Length >= 22)
        || head.StartsWith("PK\u0007\u0008PK\u0003\u0004"u8) || head.StartsWith("PK00PK\u0003\u0004"u8);

    /// <summary>Reads it, to the end of its directory.</summary>
    public static void Walk(ArchiveWalk walk)
    {
        var directory = new ZipDirectory(walk);
        while (true)
        {
            walk.CancellationToken.ThrowIfCancellationRequested();
            switch (KindOf(walk.Source.Peek(4)))
            {
                case ZipPart.Local:
                    Member(walk, directory);
                    break;
                case ZipPart.Directory:
                    directory.TakeEntry();
                    break;
                case ZipPart.End:
                    directory.TakeEnd();
                    return;
                case ZipPart.End64:
                    directory.TakeEnd64();
                    break;
                case ZipPart.Other when !SkipToNextPart(walk.Source):
                    throw new InvalidDataException("the zip ends without the end of its directory");
            }
        }
    }

    private static void Member(ArchiveWalk walk, ZipDirectory directory)
    {
        var header = ZipLocalHeader.Take(walk.Source);
        directory.Add(header);
        using var data = new ZipMemberData(header, walk);
        if (header.IsEncrypted)
        {
            walk.CountEntry();
            walk.Note(UnreadReason.NestedEncrypted, header.Name, "the member is encrypted");
        }
        else if (header.Name.EndsWith('/') && header.StoredBytes == 0)
        {
            walk.CountEntry();
        }
        else
        {
            walk.Member(header.Name, data.Open);
        }

        data.SkipRest();
    }

    private static ZipPart KindOf(ReadOnlySpan<byte> signature) => signature switch
    {
        [(byte)'P', (byte)'K', 3, 4] => ZipPart.Local,
        [(byte)'P', (byte)'K', 1, 2] => ZipPart.Directory,
        [(byte)'P', (byte)'K', 5, 6] => ZipPart.End,
        [(byte)'P', (byte)'K', 6, 6] => ZipPart.End64,
        _ => ZipPart.Other,
    };

    // Something between the parts: the signing block of an Android package, a descriptor that was not expected, or damage.
    private static bool SkipToNextPart(ForwardStream source)
    {
        source.Skip(1);
        while (true)
        {
            var window = source.Peek(PieceBytes);
            for (var from = 0; window[from..].IndexOf("PK"u8) is var at and >= 0; from += at + 1)
            {
                var rest = window[(from + at)..];
                if (KindOf(rest[..Math.Min(4, rest.Length)]) is not ZipPart.Other and var kind
                    && (kind != ZipPart.Local || ZipLocalHeader.IsPlausible(rest)))
                {
                    source.Advance(from + at);
                    return true;
                }
            }

            source.Advance(Math.Max(0, window.Length - ZipLocalHeader.PlausibleBytes));
            if (window.Length < PieceBytes)
            {
                source.Skip(window.Length);
                return false;
            }
        }
    }

    private enum ZipPart
    {
        Other,
        Local,
        Directory,
        End,
        End64,
    }
}
