using System.Text;
using SecretGate.Decoding;
using SecretGate.Decoding.Archives;
using SecretGate.Tests.Decoding.Tar;

namespace SecretGate.Tests.Decoding.Archives;

/// <summary>Files that are one compressed stream.</summary>
public sealed class LoneStreamTests
{
    private static readonly byte[] Text = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 100).Select(i => $"line {i}\n")));

    public static TheoryData<string> Formats => [.. Compressed.Formats];

    [Theory]
    [MemberData(nameof(Formats))]
    public void The_content_has_no_name_of_its_own(string format)
    {
        var notes = ArchiveNotes.Of(Compressed.With(format, Text));
        notes.Format.ShouldBe(format);
        notes.Members.ShouldBe([(null, Encoding.ASCII.GetString(Text))]);
        notes.Notes.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_tar_inside_is_walked(string format)
    {
        var tar = new RawTar().File("d/a", "alpha").Header("l", type: '2', link: "target").Pax(("SCHILY.xattr.user.x", "attribute")).File("b", "beta").End();
        var notes = ArchiveNotes.Of(Compressed.With(format, tar));
        notes.Members.ShouldBe([("d/a", "alpha"), ("b", "beta")]);
        notes.Texts.ShouldContain(("l", "target"));
        notes.Texts.ShouldContain(("b", "attribute"));
        notes.Notes.ShouldBeEmpty();
    }

    [Fact]
    public void Members_and_skippable_frames_are_joined()
    {
        var notes = ArchiveNotes.Of([.. Compressed.Skippable([1, 2]), .. Compressed.With("zstd", Text), .. Compressed.Skippable([]), .. Compressed.With("zstd", "end"u8.ToArray()), .. new byte[100]]);
        notes.Contents.ShouldBe([Encoding.ASCII.GetString(Text) + "end"]);
        notes.Notes.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void What_there_is_of_a_cut_stream_is_given(string format)
    {
        var random = new byte[200_000];
        new Random(1).NextBytes(random);
        var stored = Compressed.With(format, random);
        var notes = ArchiveNotes.Of(stored.AsSpan(0, stored.Length - 30).ToArray());
        notes.Notes.ShouldHaveSingleItem().Reason.ShouldBe(UnreadReason.NestedDamaged);
        if (format != "bzip2")
        {
            notes.Contents.ShouldHaveSingleItem().Length.ShouldBeGreaterThan(20_000);
        }
    }

    [Fact]
    public void A_bomb_ends_at_the_limit()
    {
        var notes = ArchiveNotes.Of(Compressed.With("gzip", new byte[80 << 20]));
        notes.Notes.ShouldHaveSingleItem().Message.ShouldContain("archive-ratio");

        notes = ArchiveNotes.Of(Compressed.With("gzip", new RawTar().File("a", new string('a', 100_000)).End()), new ScanLimits { ArchiveExpandedBytes = 50_000 });
        notes.Notes.ShouldHaveSingleItem().Message.ShouldContain("archive-expanded-bytes");
    }

    [Theory]
    [InlineData("a/k.pem.gz", "k.pem")]
    [InlineData("a.tgz", "a.tar")]
    [InlineData("x.tar.ZST", "x.tar")]
    [InlineData("app/objects/ab/cdef", "cdef")]
    [InlineData(".gz", ".gz")]
    [InlineData(null, "")]
    public void The_content_is_named_after_the_file(string? path, string name) => ArchiveFormats.ExpandedName(path).ShouldBe(name);
}
