using SecretGate.Decoding;

namespace SecretGate.Tests.Decoding.Tar;

/// <summary>Streams made to lose a reader: whatever happens, the bytes are given and it is said.</summary>
public sealed class HostileTarTests
{
    [Fact]
    public void A_block_that_is_no_header_is_said_and_the_next_header_found()
    {
        var notes = TarNotes.Of(new RawTar().File("a", "1").Raw(Enumerable.Repeat((byte)'x', 1536).ToArray()).File("b", "2").End());

        notes.Names.ShouldBe(["a", "b"]);
        notes.AllRaw.ShouldBe(new string('x', 1536));
        notes.Problems.ShouldHaveSingleItem().Reason.ShouldBe(UnreadReason.Damaged);
    }

    [Fact]
    public void A_header_with_a_wrong_checksum_hides_nothing()
    {
        var tar = new RawTar().File("a", "1").File("bad", "inside").File("b", "2").End();
        tar[1024 + 148] = (byte)'7';

        var notes = TarNotes.Of(tar);
        notes.Names.ShouldBe(["a", "b"]);
        notes.AllRaw.ShouldContain("inside");
        notes.Problems.ShouldHaveSingleItem().Reason.ShouldBe(UnreadReason.Damaged);
    }

    [Fact]
    public void Entries_behind_a_lone_zero_block_are_read() =>
        TarNotes.Of(new RawTar().File("a", "1").Raw(new byte[512]).File("b", "2").End()).Names.ShouldBe(["a", "b"]);

    [Fact]
    public void Bytes_behind_the_end_mark_are_raw()
    {
        var notes = TarNotes.Of([.. new RawTar().File("a", "1").End(), .. new byte[200_000], .. new RawTar().File("b", "second archive").End()]);

        notes.Names.ShouldBe(["a"]);
        notes.AllRaw.ShouldContain("second archive");
        notes.Problems.ShouldBeEmpty();
    }

    [Fact]
    public void Text_in_padding_and_behind_the_end_of_a_name_is_raw()
    {
        var padding = new byte[511];
        RawTar.Put(padding, 100, "in padding");
        var notes = TarNotes.Of(new RawTar()
            .Header("a\0behind the name", 1, change: b =>
            {
                RawTar.Put(b, 157, "\0behind the link");
                RawTar.Put(b, 500, "at the end");
                RawTar.Put(b, 100, "modeuidgid");
            }).Raw([(byte)'x']).Raw(padding)
            .Header("v7", magic: RawTar.V7, change: b => RawTar.Put(b, 300, "in a v7 header"))
            .Header("gnu", magic: RawTar.Gnu, change: b => RawTar.Put(b, 400, "in a gnu header"))
            .LongName("name\0behind the long name").File("x", "")
            .End());

        notes.Names.ShouldBe(["a", "v7", "gnu", "name"]);
        foreach (var text in new[]
        {
            "in padding", "behind the name", "behind the link", "at the end", "modeuidgid", "in a v7 header", "in a gnu header", "behind the long name",
        })
        {
            notes.AllRaw.ShouldContain(text);
        }

        notes.RawRuns.ShouldContain(r => r.Offset == 513 && r.Bytes.Contains("in padding"));
    }

    [Theory]
    [InlineData("12zz34\0\0\0\0\0\0")]
    [InlineData("-0000000005\0")]
    [InlineData("\0\00000000005")]
    [InlineData("00000000005x")]
    public void A_size_that_readers_disagree_about_is_said_and_the_content_given(string field)
    {
        var notes = TarNotes.Of(new RawTar()
            .Header("a", change: b => RawTar.Put(b, 124, field)).Data("alpha").File("b", "beta").End());

        notes.Problems.ShouldContain(p => p.Reason == UnreadReason.Damaged);
        notes.AllRaw.ShouldContain("alpha");
        notes.Contents[^1].ShouldBe("beta");
    }

    [Theory]
    [InlineData(-512)]
    [InlineData(long.MinValue)]
    public void A_negative_size_is_said(long size)
    {
        var notes = TarNotes.Of(new RawTar().Header("a", magic: RawTar.Gnu, change: b => RawTar.PutBase256(b, 124, size)).File("b", "beta").End());

        notes.Problems.ShouldContain(p => p.Reason == UnreadReason.Damaged);
        notes.Names.ShouldBe(["a", "b"]);
    }

    [Fact]
    public void A_size_of_95_bits_is_said()
    {
        var notes = TarNotes.Of(new RawTar().Header("a", change: b => b.AsSpan(124, 12).Fill(0xBF)).File("b", "beta").End());
        notes.Problems.ShouldContain(p => p.Reason == UnreadReason.Damaged);
        notes.Names.ShouldBe(["a", "b"]);
    }

    [Fact]
    public void The_largest_size_ends_with_the_stream()
    {
        var notes = TarNotes.Of(new RawTar().Header("a", change: b => RawTar.PutBase256(b, 124, long.MaxValue)).File("b", "beta").End());
        notes.Contents[0].ShouldContain("beta");
        notes.Problems.ShouldHaveSingleItem().Message.ShouldContain("cut inside the entry");
    }

    [Fact]
    public void A_pax_size_in_front_of_a_long_name_is_ambiguous()
    {
        // CVE-2025-62518: readers that apply the size to the long-name header see the smuggled entry, others do not.
        var smuggled = new RawTar().File("smuggled", "hidden text").Bytes();
        var notes = TarNotes.Of(new RawTar()
            .Pax(("size", "2048")).Header("././@LongLink", 512, 'L', magic: RawTar.Gnu).Data("long".PadRight(512, '\0'))
            .Header("a", 512).Data([.. smuggled, .. new byte[2048 - smuggled.Length]]).End());

        notes.Problems.ShouldContain(p => p.Reason == UnreadReason.Ambiguous);
        (string.Concat(notes.Contents) + notes.AllRaw).ShouldContain("hidden text");
    }

    [Fact]
    public void A_pax_size_that_hides_entries_from_other_readers_is_ambiguous()
    {
        var inner = new RawTar().File("inner", "hidden text").Bytes();
        foreach (var headerSize in new[] { 0, 512 })
        {
            var notes = TarNotes.Of(new RawTar()
                .Pax(("size", $"{512 + inner.Length}")).Header("a", headerSize).Raw(inner[..512]).Raw(inner).File("b", "beta").End());
            notes.Problems.ShouldContain(p => p.Reason == UnreadReason.Ambiguous);
            notes.Contents[0].ShouldContain("hidden text");
            notes.Contents[^1].ShouldBe("beta");
        }
    }

    [Fact]
    public void A_pax_size_that_contradicts_the_header_wins_where_no_reader_can_be_misled()
    {
        var notes = TarNotes.Of(new RawTar()
            .Pax(("size", "300")).Header("a", 7).Data(new string('x', 300))
            .Pax(("size", "2048")).Header("b", 512).Data(new string('y', 2048)).File("c", "last").End());
        notes.Contents.ShouldBe([new string('x', 300), new string('y', 2048), "last"]);
        notes.Problems.ShouldBeEmpty();
    }

    [Fact]
    public void Two_pax_headers_for_one_entry_are_ambiguous_and_both_texts_given()
    {
        var notes = TarNotes.Of(new RawTar().Pax(("path", "first"), ("comment", "of the first")).Pax(("path", "second")).File("x", "1").End());
        notes.Names.ShouldBe(["second"]);
        notes.AllRaw.ShouldContain("first");
        notes.AllRaw.ShouldContain("of the first");
        notes.Problems.ShouldHaveSingleItem().Reason.ShouldBe(UnreadReason.Ambiguous);
    }

    [Fact]
    public void A_global_name_or_size_is_ambiguous() =>
        TarNotes.Of(new RawTar().Pax('g', ("path", "everything")).File("a", "1").End())
            .Problems.ShouldHaveSingleItem().Reason.ShouldBe(UnreadReason.Ambiguous);

    [Theory]
    [InlineData("0 path=x\n")]
    [InlineData("99999999999999999999 path=x\n")]
    [InlineData("500 path=x\n")]
    [InlineData("10 path=xx")]
    [InlineData("9 pathxx\n")]
    [InlineData("path=x\n")]
    [InlineData("11 size=-1\n\n")]
    [InlineData("29 size=18446744073709551616\n")]
    public void A_malformed_pax_header_is_said_and_its_bytes_given(string body)
    {
        var notes = TarNotes.Of(new RawTar().PaxBody('x', body).File("a", "1").End());

        notes.Problems.ShouldContain(p => p.Reason == UnreadReason.Damaged);
        notes.AllRaw.ShouldContain(body);
        notes.Contents.ShouldBe(["1"]);
    }

    [Fact]
    public void Long_names_and_pax_headers_stop_at_the_limit_and_are_given_raw()
    {
        var limits = new ScanLimits { NameBytes = 1000 };
        foreach (var tar in new[] { new RawTar().LongName(new string('n', 5000)), new RawTar().Pax(("comment", new string('n', 5000))) })
        {
            var notes = TarNotes.Of(tar.File("a", "1").End(), limits);
            notes.Problems.ShouldHaveSingleItem().Message.ShouldContain("name-bytes");
            notes.AllRaw.Count(c => c == 'n').ShouldBeGreaterThanOrEqualTo(5000);
            notes.Contents.ShouldBe(["1"]);
        }
    }

    [Fact]
    public void Headers_that_belong_to_no_entry_are_said_and_their_texts_given()
    {
        foreach (var end in new[] { new byte[1024], [] })
        {
            var notes = TarNotes.Of([.. new RawTar().LongName("long name").Pax(("comment", "lost text")).Bytes(), .. end]);
            notes.Problems.ShouldContain(p => p.Message.Contains("belongs to no entry"));
            notes.AllRaw.ShouldContain("long name");
            notes.AllRaw.ShouldContain("lost text");
        }
    }

    [Fact]
    public void A_million_problems_are_not_told_one_by_one()
    {
        var tar = new RawTar();
        for (var i = 0; i < 500; i++)
        {
            tar.Raw(Enumerable.Repeat((byte)'x', 512).ToArray()).Header("a");
        }

        var notes = TarNotes.Of(tar.End());
        notes.Entries.Count.ShouldBe(500);
        notes.Problems.Count.ShouldBe(100);
    }
}
