using System.IO.Compression;
using System.Text;
using FsCheck;
using SecretGate.Decoding;

namespace SecretGate.Tests.Decoding.Archives;

/// <summary>Zips as tools write them, and as nobody should.</summary>
public sealed class ZipReaderTests
{
    private const string Text = "name=value and more text, name=value and more text, name=value";

    [Fact]
    public void Members_are_given_in_order()
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, level) in new[] { ("a.txt", CompressionLevel.Optimal), ("d/b.txt", CompressionLevel.NoCompression) })
            {
                using var entry = zip.CreateEntry(name, level).Open();
                entry.Write(Encoding.ASCII.GetBytes(Text));
            }

            zip.CreateEntry("d/");
        }

        var notes = ArchiveNotes.Of(file.ToArray());
        notes.Format.ShouldBe("zip");
        notes.Names.ShouldBe(["a.txt", "d/b.txt"]);
        notes.Contents.ShouldAllBe(content => content == Text);
        notes.Notes.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(0, RawZip.Sizes.InHeader)]
    [InlineData(0, RawZip.Sizes.Behind)]
    [InlineData(0, RawZip.Sizes.Behind64)]
    [InlineData(8, RawZip.Sizes.InHeader)]
    [InlineData(8, RawZip.Sizes.Behind)]
    [InlineData(8, RawZip.Sizes.BehindUnsigned)]
    [InlineData(8, RawZip.Sizes.Behind64)]
    internal void Sizes_may_stand_behind_the_data(int method, RawZip.Sizes sizes)
    {
        var notes = ArchiveNotes.Of(new RawZip().Member("a", Text, method, sizes).Member("empty", "", method, sizes).Member("b", "second", method, sizes).End());

        notes.Names.ShouldBe(["a", "empty", "b"]);
        notes.Contents.ShouldBe([Text, "", "second"]);
        notes.Notes.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(12, "bzip2")]
    [InlineData(93, "zstd")]
    [InlineData(95, "xz")]
    [InlineData(14, "lzma")]
    public void Rarer_methods_are_read(int method, string format)
    {
        var data = format == "lzma" ? Compressed.ZipLzma(Encoding.Latin1.GetBytes(Text)) : Compressed.With(format, Encoding.Latin1.GetBytes(Text));
        foreach (var sizes in new[] { RawZip.Sizes.InHeader, RawZip.Sizes.Behind })
        {
            var notes = ArchiveNotes.Of(new RawZip().Member("a", Text, method, sizes, data: data, flags: method == 14 ? 2 : 0).Member("b", "second").End());
            notes.Notes.ShouldBeEmpty();
            notes.Contents.ShouldBe([Text, "second"]);
        }
    }

    [Fact]
    public void Deflate64_is_read()
    {
        // Without the longer matches and distances, deflate64 data is deflate data.
        var notes = ArchiveNotes.Of(new RawZip().Member("a", "short", 9, data: RawZip.Deflate("short"u8.ToArray())).Member("b", "second").End());
        notes.Notes.ShouldBeEmpty();
        notes.Contents.ShouldBe(["short", "second"]);
    }

    [Fact]
    public void A_member_that_the_directory_does_not_list_is_read()
    {
        var notes = ArchiveNotes.Of(new RawZip().Member("a", Text).Member("hidden", "not listed", hidden: true).Member("b", "second").End());
        notes.Contents.ShouldBe([Text, "not listed", "second"]);
        notes.Notes.ShouldBeEmpty();
    }

    [Fact]
    public void A_member_listed_under_another_name_is_read() =>
        ArchiveNotes.Of(new RawZip().Member("harmless.txt", Text, listedAs: "k.pem").End()).Contents.ShouldBe([Text]);

    [Fact]
    public void A_directory_that_contradicts_the_local_headers_is_ambiguous()
    {
        foreach (var zip in new[]
        {
            new RawZip().Member("a", Text, method: 0, listedMethod: 8),
            new RawZip().Member("a", Text).Listed("b", offset: 10),
            new RawZip().Member("a", Text).Listed("again", offset: 0),
        })
        {
            var notes = ArchiveNotes.Of(zip.End());
            notes.Notes.ShouldHaveSingleItem().Reason.ShouldBe(UnreadReason.Ambiguous);
            notes.Contents.ShouldBe([Text]);
        }
    }

    [Fact]
    public void Encrypted_members_are_named_and_the_others_read()
    {
        foreach (var sizes in new[] { RawZip.Sizes.InHeader, RawZip.Sizes.Behind })
        {
            var notes = ArchiveNotes.Of(new RawZip().Member("a", Text).Member("locked", "?????", sizes: sizes, flags: 1).Member("b", "second").End());
            notes.Contents.ShouldBe([Text, "second"]);
            notes.Notes.Select(n => (n.Reason, n.Name)).ShouldBe([(UnreadReason.NestedEncrypted, "locked")]);
        }
    }

    [Fact]
    public void Unknown_methods_are_named_and_the_others_read()
    {
        var notes = ArchiveNotes.Of(new RawZip().Member("a", Text).Member("odd", "?????", method: 99).Member("b", "second").End());
        notes.Contents.ShouldBe([Text, "", "second"]);
        notes.Notes.ShouldHaveSingleItem().ShouldBe((UnreadReason.Unsupported, "odd", "the member is packed with method 99, which is not supported"));
    }

    [Fact]
    public void A_zip_is_found_behind_anything()
    {
        var zip = new RawZip().Member("k.pem", Text).End();
        byte[][] fronts = ["MZ program"u8.ToArray(), [0x89, .. "PNG\r\n"u8, .. new byte[200_000]], [.. "#!/bin/sh\n"u8, .. "PK\u0003\u0004"u8, .. new byte[40]]];
        foreach (var front in fronts)
        {
            var notes = ArchiveNotes.Of([.. front, .. zip, .. "behind"u8]);
            notes.Names.ShouldBe(["k.pem"]);
            notes.Notes.ShouldBeEmpty();
        }

        // 65,536 bytes are looked at at once: no offset may be missed.
        for (var at = 65_500; at < 65_540; at++)
        {
            ArchiveNotes.Of([.. new byte[at], .. zip]).Names.ShouldBe(["k.pem"], $"at {at}");
        }
    }

    [Fact]
    public void A_zip_behind_a_tar_or_another_zip_is_found()
    {
        var zip = new RawZip().Member("k.pem", Text).End();
        ArchiveNotes.Of([.. new Tar.RawTar().File("readme", "x").End(), .. zip]).Names.ShouldBe(["readme", "k.pem"]);
        ArchiveNotes.Of([.. new RawZip().Member("a", "x").End("comment"), .. zip]).Names.ShouldBe(["a", "k.pem"]);
    }

    [Fact]
    public void A_damaged_member_is_named_and_the_others_read()
    {
        foreach (var sizes in new[] { RawZip.Sizes.InHeader, RawZip.Sizes.Behind })
        {
            var zip = new RawZip().Member("a", Text, sizes: sizes).Member("b", "second", sizes: sizes).Member("c", "third", sizes: sizes).End();
            zip[38] ^= 0x55;
            var notes = ArchiveNotes.Of(zip);
            notes.Names.ShouldBe(["a", "b", "c"], $"{sizes}");
            notes.Contents[1..].ShouldBe(["second", "third"]);
            notes.Notes.ShouldContain(n => n.Reason == UnreadReason.NestedDamaged && n.Name == "a");
        }
    }

    [Fact]
    public void Every_cut_is_noticed()
    {
        foreach (var sizes in new[] { RawZip.Sizes.InHeader, RawZip.Sizes.Behind, RawZip.Sizes.BehindUnsigned })
        {
            var zip = new RawZip().Member("a", Text, sizes: sizes).Member("b", "second", method: 0).End();
            for (var length = 4; length < zip.Length; length++)
            {
                ArchiveNotes.Of(zip.AsSpan(0, length).ToArray()).Notes.ShouldNotBeEmpty($"{sizes} cut at {length} of {zip.Length}");
            }
        }
    }

    [Fact]
    public void Limits_end_an_archive()
    {
        var zip = new RawZip().Member("a", new string('a', 10_000)).Member("b", "second").End();
        var notes = ArchiveNotes.Of(zip, new ScanLimits { ArchiveExpandedBytes = 5_000 });
        notes.Notes.ShouldHaveSingleItem().Message.ShouldContain("archive-expanded-bytes");
        notes.Names.ShouldBe(["a"]);

        notes = ArchiveNotes.Of(zip, new ScanLimits { ArchiveEntries = 1 });
        notes.Notes.ShouldHaveSingleItem().Message.ShouldContain("archive-entries");
        notes.Names.ShouldBe(["a"]);

        zip = new RawZip().Member("zeros", new string('\0', 70 << 20)).End();
        notes = ArchiveNotes.Of(zip);
        notes.Notes.ShouldHaveSingleItem().Message.ShouldContain("archive-ratio");
    }

    [Fact]
    public void What_is_not_read_of_a_member_is_skipped()
    {
        var zip = new RawZip().Member("a", Text).Member("b", "second", sizes: RawZip.Sizes.Behind).Member("c", "third").End();
        var notes = new NotReading();
        using var source = new ForwardStream(new MemoryStream(zip));
        SecretGate.Decoding.Archives.ArchiveFormats.Detect(zip)!.Read(source, notes, ScanLimits.Default, CancellationToken.None);
        notes.Names.ShouldBe(["a", "b", "c"]);
    }

    [Fact]
    public void Faults_of_the_stream_around_and_of_the_sink_pass_through()
    {
        var zip = new RawZip().Member("a", Text).Member("b", "second").End();
        Should.Throw<IOException>(() => ArchiveNotes.Of(new ChunkedStream(zip.AsSpan(0, 60).ToArray(), 1) { Failure = new IOException("connection lost") }));

        using var source = new ForwardStream(new MemoryStream(zip));
        Should.Throw<InvalidOperationException>(() =>
            SecretGate.Decoding.Archives.ArchiveFormats.Detect(zip)!.Read(source, new Failing(), ScanLimits.Default, CancellationToken.None));
    }

    [FsCheck.Xunit.Property(MaxTest = 50)]
    public void Reading_in_any_chunking_gives_the_same_members(PositiveInt seed)
    {
        var zip = new RawZip()
            .Member("a", Text).Member("b", Text, 0, RawZip.Sizes.Behind).Member("c", Text, 8, RawZip.Sizes.BehindUnsigned).Member("d", "", flags: 1)
            .Member("e", string.Concat(Enumerable.Range(0, 9000)), 8, RawZip.Sizes.Behind).End("comment");
        var whole = ArchiveNotes.Of(zip);
        var chunked = ArchiveNotes.Of(new ChunkedStream(zip, seed.Get));
        chunked.Members.ShouldBe(whole.Members);
        chunked.Notes.ShouldBe(whole.Notes);
        chunked.Members.Count.ShouldBe(4);
    }

    private class NotReading : SecretGate.Decoding.Archives.IArchiveSink
    {
        public List<string?> Names { get; } = [];

        public SecretGate.Decoding.Archives.ArchiveBudget Budget { get; } = new(ScanLimits.Default);

        public virtual void Member(string? name, Stream content) => Names.Add(name);

        public void Text(string? name, ReadOnlySpan<byte> text)
        {
        }

        public void Note(string reason, string? name, string message) => Names.Add(message);
    }

    private sealed class Failing : NotReading
    {
        public override void Member(string? name, Stream content) => throw new InvalidOperationException("a fault of the sink");
    }
}
