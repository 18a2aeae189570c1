using System.Text;
using SecretGate.Decoding;
using SecretGate.Decoding.Archives;
using SecretGate.Tests.Decoding.Tar;
using static SecretGate.Tests.Decoding.Archives.OtherArchives;

namespace SecretGate.Tests.Decoding.Archives;

/// <summary>The other archive formats.</summary>
public sealed class OtherArchivesTests
{
    private static readonly string LongName = new('n', 40);

    public static TheoryData<string, byte[]> Archives => new()
    {
        { "ar", Ar(("a", "alpha"), ("b.txt/", "beta!!")) },
        { "cpio", Cpio(newc: true, ("a", "alpha"), ("b.txt", "beta!!")) },
        { "cpio", Cpio(newc: false, ("a", "alpha"), ("b.txt", "beta!!")) },
        { "rpm", Rpm(Compressed.With("zstd", Cpio(newc: true, ("a", "alpha"), ("b.txt", "beta!!")))) },
        { "rpm", Rpm(Cpio(newc: true, ("a", "alpha"), ("b.txt", "beta!!"))) },
        { "7z", SevenZip(("a", "alpha"), ("b.txt", "beta!!")) },
        { "rar", Rar(("a", "alpha"), ("b.txt", "beta!!")) },
        { "gzip", Compressed.With("gzip", Cpio(newc: true, ("a", "alpha"), ("b.txt", "beta!!"))) },
        { "tar", new RawTar().File("a", "alpha").File("b.txt", "beta!!").End() },
    };

    [Theory]
    [MemberData(nameof(Archives))]
    public void Members_are_given_with_their_names(string format, byte[] file)
    {
        var notes = ArchiveNotes.Of(file);
        notes.Format.ShouldBe(format);
        notes.Members.ShouldBe([("a", "alpha"), ("b.txt", "beta!!")]);
        notes.Notes.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Archives))]
    public void Any_chunking_gives_the_same_members(string format, byte[] file)
    {
        for (var seed = 1; seed < 20; seed++)
        {
            ArchiveNotes.Of(new ChunkedStream(file, seed)).Members.ShouldBe([("a", "alpha"), ("b.txt", "beta!!")], $"{format}, seed {seed}");
        }
    }

    [Theory]
    [MemberData(nameof(Archives))]
    public void A_cut_inside_the_second_member_is_noticed(string format, byte[] file)
    {
        var end = format is "7z" or "rpm" or "gzip" ? file.Length - 12 : file.AsSpan().IndexOf("beta!!"u8) + 3;
        var notes = ArchiveNotes.Of(file.AsSpan(0, end).ToArray());
        notes.Notes.ShouldNotBeEmpty();
        notes.Notes.ShouldAllBe(n => n.Reason == UnreadReason.NestedDamaged);
    }

    [Theory]
    [MemberData(nameof(Archives))]
    public void No_changed_byte_leaves_a_reader_by_an_exception(string format, byte[] file)
    {
        for (var at = 4; at < file.Length; at += 1 + (file.Length / 300))
        {
            foreach (var value in new byte[] { 0, 0xFF, (byte)(file[at] ^ 1), (byte)'9' })
            {
                var changed = file.ToArray();
                changed[at] = value;
                Should.NotThrow(() => ArchiveNotes.Of(changed), $"{format}: byte {at} is {value}");
            }
        }
    }

    [Fact]
    public void Long_names_of_ar_are_read()
    {
        var gnu = ArchiveNotes.Of(Ar(("/", "symbols"), ("//", "first-long-name.o/\nsecond-long-name.o/\n"), ("/19", "1"), ("/0", "2")));
        gnu.Members.ShouldBe([("second-long-name.o", "1"), ("first-long-name.o", "2")]);
        gnu.Notes.ShouldBeEmpty();

        ArchiveNotes.Of(Ar(("#1/40", LongName + "content"))).Members.ShouldBe([(LongName, "content")]);
    }

    [Fact]
    public void Cpio_archives_that_follow_each_other_are_read()
    {
        byte[] early = [.. Cpio(newc: true, ("microcode", "1")), .. new byte[300]];
        ArchiveNotes.Of([.. early, .. Cpio(newc: true, ("init", "2"))]).Members.ShouldBe([("microcode", "1"), ("init", "2")]);
        ArchiveNotes.Of([.. early, .. Compressed.With("gzip", Cpio(newc: true, ("init", "2")))]).Members.ShouldBe([("microcode", "1"), ("init", "2")]);
    }

    [Fact]
    public void An_alpine_package_is_one_tar_in_three_streams()
    {
        byte[] Part(string name) => Compressed.Gzip(new RawTar().File(name, name).Bytes());
        var notes = ArchiveNotes.Of([.. Part(".SIGN.RSA.x"), .. Part(".PKGINFO"), .. Compressed.Gzip(new RawTar().File("etc/k", "k").End())]);
        notes.Names.ShouldBe([".SIGN.RSA.x", ".PKGINFO", "etc/k"]);
        notes.Notes.ShouldBeEmpty();
    }

    [Fact]
    public void A_7z_beyond_the_memory_is_too_large_to_seek()
    {
        var file = SevenZip(("a", "alpha"));
        var notes = ArchiveNotes.Of(file, new ScanLimits { SeekMemoryBytes = file.Length - 1 });
        notes.Notes.ShouldHaveSingleItem().Reason.ShouldBe(UnreadReason.TooLargeToSeek);
        ArchiveNotes.Of(file, new ScanLimits { SeekMemoryBytes = file.Length }).Contents.ShouldBe(["alpha"]);
    }

    [Fact]
    public void Objects_of_a_git_pack_are_given_whole()
    {
        var based = string.Concat(Enumerable.Range(0, 30).Select(i => $"line {i}\n"));
        var blob = GitObject(3, Encoding.ASCII.GetBytes(based));
        var delta = GitDelta(based.Length, 50, "added text");
        var changed = based[..50] + "added text";
        var id = Convert.FromHexString(GitId("blob", based));

        var notes = ArchiveNotes.Of(GitPack(GitObject(1, "commit text"u8.ToArray()), blob, GitObject(6, delta, [(byte)blob.Length]), GitObject(7, delta, id)));
        notes.Format.ShouldBe("git pack");
        notes.Members.ShouldBe(
        [
            ("commit/" + GitId("commit", "commit text"), "commit text"), ("blob/" + GitId("blob", based), based),
            ("blob/" + GitId("blob", changed), changed), ("blob/" + GitId("blob", changed), changed),
        ]);
        notes.Notes.ShouldBeEmpty();
    }

    [Fact]
    public void Deltas_of_a_git_pack_without_their_base_are_given_as_they_are()
    {
        var delta = GitDelta(100, 50, "added text");
        var missing = ArchiveNotes.Of(GitPack(GitObject(7, delta, new byte[20])));
        missing.Contents.ShouldHaveSingleItem().ShouldContain("added text");
        missing.Notes.ShouldHaveSingleItem().Reason.ShouldBe(UnreadReason.NestedDamaged);

        var blob = GitObject(3, new byte[100]);
        var tooLarge = ArchiveNotes.Of(GitPack(blob, GitObject(6, delta, [(byte)blob.Length])), new ScanLimits { SeekMemoryBytes = 300 });
        tooLarge.Contents[1].ShouldContain("added text");
        tooLarge.Notes.ShouldHaveSingleItem().Reason.ShouldBe(UnreadReason.TooLargeToSeek);
    }

    [Fact]
    public void Archives_in_archives_share_one_budget()
    {
        var leaf = new RawZip().Member("zeros", new string('\0', 100_000)).End();
        var limits = new ScanLimits { ArchiveExpandedBytes = 150_000 };
        var budget = new ArchiveBudget(limits);
        var reasons = new List<string>();
        for (var i = 0; i < 10; i++)
        {
            using var source = new ForwardStream(new MemoryStream(leaf));
            ArchiveFormats.Detect(leaf)!.Read(source, new Shared(budget, reasons), limits, TestContext.Current.CancellationToken);
        }

        reasons.Count.ShouldBe(4, "four times 150,000 bytes are spent with the seventh of ten");
        reasons.ShouldAllBe(reason => reason == UnreadReason.Limit);
    }

    private sealed class Shared(ArchiveBudget budget, List<string> reasons) : IArchiveSink
    {
        public ArchiveBudget Budget => budget;

        public void Member(string? name, Stream content)
        {
        }

        public void Text(string? name, ReadOnlySpan<byte> text)
        {
        }

        public void Note(string reason, string? name, string message) => reasons.Add(reason);
    }
}
