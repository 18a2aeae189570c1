using FsCheck;
using SecretGate.Decoding;
using SecretGate.Decoding.Tar;
using SecretGate.Tests.Building;

namespace SecretGate.Tests.Decoding.Tar;

/// <summary>What an honest writer writes, in every dialect.</summary>
public sealed class TarReaderTests
{
    [Fact]
    public void Ustar_entries_are_given_in_order_with_content()
    {
        var notes = TarNotes.Of(new RawTar().Header("d/", type: '5').File("d/a", "alpha").Header("d/l", type: '2', link: "a").File("d/b", "").End());

        notes.Names.ShouldBe(["d/", "d/a", "d/l", "d/b"]);
        notes.Contents.ShouldBe(["", "alpha", "", ""]);
        notes.Entries[0].Entry.IsDirectory.ShouldBeTrue();
        TarNotes.Text(notes.Entries[2].Entry.LinkTarget).ShouldBe("a");
        notes.Entries[3].Entry.HeaderOffset.ShouldBe(512 + 1024 + 512);
        notes.Problems.ShouldBeEmpty();
        notes.RawRuns.ShouldBeEmpty();
    }

    [Fact]
    public void Content_that_is_not_wanted_is_sought_over_and_can_be_found_again_by_its_offset()
    {
        var tar = new LayerBuilder().File(new string('n', 150), new byte[10_000_000]).FileWithXattr("b", "found again", "user.a", "1").ToTar();
        var file = new CountedReads(tar);
        var notes = new TarNotes { ReadAtMost = 0 };

        TarReader.Read(file, notes, ScanLimits.Default, TestContext.Current.CancellationToken);

        var last = notes.Entries[^1].Entry;
        tar.AsSpan((int)last.ContentOffset, (int)last.StoredBytes).SequenceEqual("found again"u8).ShouldBeTrue();
        file.BytesRead.ShouldBeLessThan(1_000_000);
        notes.Problems.ShouldBeEmpty();
    }

    [Fact]
    public void Content_that_is_sought_over_and_is_not_all_there_is_noticed()
    {
        var tar = new LayerBuilder().File("a", new byte[1_000_000]).ToTar();
        var notes = new TarNotes { ReadAtMost = 0 };

        TarReader.Read(new MemoryStream(tar, 0, 900_000), notes, ScanLimits.Default, TestContext.Current.CancellationToken);

        notes.Problems.ShouldHaveSingleItem().Reason.ShouldBe(UnreadReason.Damaged);
    }

    [Fact]
    public void A_prefix_stands_in_front_of_the_name()
    {
        TarNotes.Of(new RawTar().Header("b", prefix: "very/long").End()).Names.ShouldBe(["very/long/b"]);
        TarNotes.Of(new RawTar().Header("b", magic: RawTar.Gnu, change: b => RawTar.Put(b, 345, "14000000000\0")).End()).Names.ShouldBe(["b"]);
    }

    [Fact]
    public void V7_knows_folders_by_their_slash()
    {
        var notes = TarNotes.Of(new RawTar().Header("d/", magic: RawTar.V7, type: '\0').Header("d/a", 1, '\0', magic: RawTar.V7).Data("x").End());

        notes.Entries[0].Entry.IsDirectory.ShouldBeTrue();
        notes.Entries[1].Entry.Type.ShouldBe((byte)'0');
        notes.Contents.ShouldBe(["", "x"]);
    }

    [Fact]
    public void Pax_records_change_name_link_and_size_and_give_texts()
    {
        var notes = TarNotes.Of(new RawTar()
            .Pax(("path", "a/ü"), ("mtime", "1700000000.5"), ("SCHILY.xattr.user.note", "attribute"), ("comment", "text"))
            .File("short", "content")
            .Pax(("linkpath", "to/there")).Header("l", type: '2', link: "short")
            .File("plain", "p").End());

        notes.Names.ShouldBe(["a/ü", "l", "plain"]);
        TarNotes.Text(notes.Entries[1].Entry.LinkTarget).ShouldBe("to/there");
        notes.Entries[0].Entry.Texts.Select(t => (t.Key, TarNotes.Text(t.Value)))
            .ShouldBe([("SCHILY.xattr.user.note", "attribute"), ("comment", "text")]);
        notes.Entries[0].Entry.HeaderOffset.ShouldBe(0);
        notes.Entries[2].Entry.Texts.ShouldBeEmpty();
        notes.Problems.ShouldBeEmpty();
    }

    [Fact]
    public void A_global_pax_header_is_no_entry_and_its_text_is_raw()
    {
        var notes = TarNotes.Of(new RawTar().Pax('g', ("comment", "made from commit x")).File("a", "1").End());

        notes.Names.ShouldBe(["a"]);
        notes.AllRaw.ShouldContain("made from commit x");
        notes.Problems.ShouldBeEmpty();
    }

    [Fact]
    public void Gnu_long_names_and_links_replace_the_short_ones()
    {
        var name = new string('n', 300);
        var link = new string('l', 400);
        var notes = TarNotes.Of(new RawTar()
            .LongName(link, 'K').LongName(name).Header("short", type: '2', link: "short", magic: RawTar.Gnu).File("next", "x").End());

        notes.Names.ShouldBe([name, "next"]);
        TarNotes.Text(notes.Entries[0].Entry.LinkTarget).ShouldBe(link);
        notes.Problems.ShouldBeEmpty();
    }

    [Fact]
    public void Sizes_in_base_256_are_read()
    {
        var notes = TarNotes.Of(new RawTar().Header("a", magic: RawTar.Gnu, change: b => RawTar.PutBase256(b, 124, 5)).Data("alpha").File("b", "beta").End());

        notes.Contents.ShouldBe(["alpha", "beta"]);
        notes.Problems.ShouldBeEmpty();
    }

    [Fact]
    public void A_size_beyond_octal_stands_in_a_pax_record()
    {
        var notes = TarNotes.Of(new RawTar().Pax(("size", "9000000000")).Header("a").Data("start of a very long file").Bytes());

        notes.Entries[0].Entry.SizeBytes.ShouldBe(9_000_000_000);
        notes.Problems.ShouldAllBe(p => p.Reason == UnreadReason.Damaged);
    }

    [Theory]
    [InlineData('7')]
    [InlineData('A')]
    [InlineData('D')]
    [InlineData('\u00ff')]
    public void Contiguous_and_unknown_types_are_files(char type)
    {
        var notes = TarNotes.Of(new RawTar().Header("a", 5, type).Data("alpha").End());

        notes.Entries[0].Entry.IsFile.ShouldBeTrue();
        notes.Contents.ShouldBe(["alpha"]);
    }

    [Theory]
    [InlineData('1')]
    [InlineData('2')]
    [InlineData('3')]
    [InlineData('5')]
    [InlineData('6')]
    public void Content_of_an_entry_that_should_have_none_is_given(char type)
    {
        var notes = TarNotes.Of(new RawTar().Header("a", 5, type, link: "b").Data("alpha").File("b", "beta").End());
        notes.Contents.ShouldBe(["alpha", "beta"]);
    }

    [Theory]
    [InlineData('1')]
    [InlineData('2')]
    public void A_link_that_names_the_size_of_its_target_has_no_content(char type)
    {
        var notes = TarNotes.Of(new RawTar().Header("a", 5000, type, link: "b").File("b", "beta").Header("c", 5000, type, link: "b").End());

        notes.Names.ShouldBe(["a", "b", "c"]);
        notes.Problems.ShouldBeEmpty();
    }

    [Fact]
    public void Checksums_of_signed_bytes_hold_too()
    {
        var tar = new RawTar().Header("caf\u00e9").End();
        var signed = tar.Take(512).Select((b, i) => i is >= 148 and < 156 ? ' ' : (int)(sbyte)b).Sum();
        RawTar.Put(tar, 148, Convert.ToString(signed, 8).PadLeft(6, '0') + "\0 ");

        TarNotes.Of(tar).Names.ShouldBe(["caf\u00e9"]);
    }

    [Fact]
    public void What_a_sink_does_not_read_is_skipped()
    {
        var notes = new TarNotes { ReadAtMost = 2 };
        TarReader.Read(
            new MemoryStream(new RawTar().File("a", new string('a', 5000)).File("b", "beta").End()), notes, ScanLimits.Default, CancellationToken.None);

        notes.Contents.ShouldBe(["aa", "be"]);
        notes.Problems.ShouldBeEmpty();
    }

    [Fact]
    public void A_tar_is_known_by_a_checksum_that_holds()
    {
        TarReader.IsTar(new RawTar().File("a", "x").End()).ShouldBeTrue();
        TarReader.IsTar(new byte[512]).ShouldBeTrue();
        TarReader.IsHeader(new byte[512]).ShouldBeFalse();
        TarReader.IsTar(new byte[511]).ShouldBeFalse();
        TarReader.IsTar(new RawTar().Header("a", change: b => b[0] = 0).Bytes().AsSpan(0, 511)).ShouldBeFalse();
        TarReader.IsTar(Enumerable.Repeat((byte)'x', 512).ToArray()).ShouldBeFalse();
    }

    [Fact]
    public void Cancelling_stops_the_walk() =>
        Should.Throw<OperationCanceledException>(() =>
            TarReader.Read(new MemoryStream(new RawTar().File("a", "x").End()), new TarNotes(), ScanLimits.Default, new CancellationToken(canceled: true)));

    [FsCheck.Xunit.Property(MaxTest = 30)]
    public void Reading_in_any_chunking_gives_the_same_entries(PositiveInt seed)
    {
        var tar = Everything();
        var whole = TarNotes.Of(tar);
        var chunked = TarNotes.Of(new ChunkedStream(tar, seed.Get));

        chunked.Names.ShouldBe(whole.Names);
        chunked.Contents.ShouldBe(whole.Contents);
        chunked.AllRaw.ShouldBe(whole.AllRaw);
        chunked.Problems.ShouldBe(whole.Problems);
        chunked.Entries.Select(e => e.Entry.HeaderOffset).ShouldBe(whole.Entries.Select(e => e.Entry.HeaderOffset));
    }

    [Fact]
    public void Every_cut_is_noticed_and_what_was_there_is_given()
    {
        var tar = Everything();
        var whole = TarNotes.Of(tar);
        whole.Problems.ShouldBeEmpty();
        for (var length = 0; length < tar.Length - 1024 - RawTail.Length; length += length % 512 is 0 or 511 ? 1 : 37)
        {
            var cut = TarNotes.Of(tar.AsSpan(0, length).ToArray());
            cut.Problems.ShouldContain(p => p.Reason == UnreadReason.Damaged, $"cut at {length}");
            cut.Names.ShouldBe(whole.Names[..cut.Names.Length], $"cut at {length}");
        }
    }

    private const string RawTail = "behind the end";

    /// <summary>An archive with one of each.</summary>
    private static byte[] Everything()
    {
        var tar = new RawTar()
            .Header("d/", type: '5')
            .File("d/empty", "")
            .File("d/one", "1")
            .File("d/block", new string('b', 512))
            .File("d/long", string.Concat(Enumerable.Range(0, 900)))
            .Pax(("path", "pax/name"), ("SCHILY.xattr.user.x", "y")).File("x", "pax content")
            .LongName(new string('n', 200)).File("x", "gnu content")
            .OldGnuSparse("sparse", 1 << 20, [.. Enumerable.Range(0, 30).Select(i => ((long)i * 8192, $"part {i}"))])
            .Header("l", type: '1', link: "d/one")
            .Header("fifo", 3, '6').Data("abc");
        return [.. tar.End(), .. RawTail.Select(c => (byte)c)];
    }

    private sealed class CountedReads(byte[] bytes) : MemoryStream(bytes)
    {
        public long BytesRead { get; private set; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = base.Read(buffer, offset, count);
            BytesRead += read;
            return read;
        }
    }
}
