using SecretGate.Decoding;

namespace SecretGate.Tests.Decoding.Tar;

/// <summary>Sparse files in the four notations that tar writers use.</summary>
public sealed class SparseTests
{
    private static readonly (long Offset, string Data)[] Parts = [(0, "start"), (100_000, "middle"), (1_000_000, "end")];
    private static readonly string Expanded = "start" + new string('\0', 4096) + "middle" + new string('\0', 4096) + "end" + new string('\0', 997);

    [Fact]
    public void Old_gnu_maps_are_read() => ShouldBeSparse(new RawTar().OldGnuSparse("s", 1_001_000, Parts));

    [Fact]
    public void Old_gnu_maps_go_on_in_extension_blocks()
    {
        var parts = Enumerable.Range(0, 60).Select(i => ((long)i * 10_000, $"<{i}>")).ToArray();
        var notes = TarNotes.Of(new RawTar().OldGnuSparse("s", 1_000_000, parts).File("next", "n").End());

        notes.Contents[0].Replace("\0", "").ShouldBe(string.Concat(parts.Select(p => p.Item2)));
        notes.Contents[1].ShouldBe("n");
        notes.Problems.ShouldBeEmpty();
    }

    [Fact]
    public void Pax_0_0_maps_are_read()
    {
        var records = Parts.SelectMany(p => new[] { ("GNU.sparse.offset", $"{p.Offset}"), ("GNU.sparse.numbytes", $"{p.Data.Length}") });
        ShouldBeSparse(new RawTar()
            .Pax([("GNU.sparse.size", "1001000"), ("GNU.sparse.numblocks", "3"), .. records])
            .File("s", "startmiddleend"));
    }

    [Fact]
    public void Pax_0_1_maps_are_read() => ShouldBeSparse(new RawTar()
        .Pax(("GNU.sparse.size", "1001000"), ("GNU.sparse.numblocks", "3"), ("GNU.sparse.name", "s"), ("GNU.sparse.map", "0,5,100000,6,1000000,3"))
        .File("GNUSparseFile.0/s", "startmiddleend"));

    [Fact]
    public void Pax_1_0_maps_are_read()
    {
        var map = "3\n0\n5\n100000\n6\n1000000\n3\n".PadRight(512, '\0');
        ShouldBeSparse(new RawTar()
            .Pax(("GNU.sparse.major", "1"), ("GNU.sparse.minor", "0"), ("GNU.sparse.name", "s"), ("GNU.sparse.realsize", "1001000"))
            .File("GNUSparseFile.0/s", map + "startmiddleend"));
    }

    [Fact]
    public void Pax_1_0_maps_go_over_many_blocks()
    {
        var parts = Enumerable.Range(0, 200).Select(i => (Offset: i * 100_000L, Data: $"<{i}>")).ToArray();
        var map = $"200\n{string.Concat(parts.Select(p => $"{p.Offset}\n{p.Data.Length}\n"))}";
        map = map.PadRight((map.Length + 511) / 512 * 512, '\0');
        var notes = TarNotes.Of(new RawTar()
            .Pax(("GNU.sparse.major", "1"), ("GNU.sparse.minor", "0"), ("GNU.sparse.name", "s"), ("GNU.sparse.realsize", "100000000"))
            .File("GNUSparseFile.0/s", map + string.Concat(parts.Select(p => p.Data)))
            .File("next", "n").End());

        notes.Contents[0].Replace("\0", "").ShouldBe(string.Concat(parts.Select(p => p.Data)));
        notes.Contents[1].ShouldBe("n");
        notes.Problems.ShouldBeEmpty();
    }

    [Fact]
    public void A_huge_hole_costs_nothing()
    {
        var notes = TarNotes.Of(new RawTar().OldGnuSparse("s", 8_000_000_000, (7_999_999_000, "x")).End());
        notes.Contents[0].ShouldBe(new string('\0', 4096) + "x" + new string('\0', 999));
        notes.Entries[0].Entry.SizeBytes.ShouldBe(8_000_000_000);
        notes.Entries[0].Entry.StoredBytes.ShouldBe(1);
    }

    [Fact]
    public void Damaged_maps_are_said_and_the_bytes_given_as_they_are()
    {
        (string Name, RawTar Tar)[] damaged =
        [
            ("overlapping", new RawTar().OldGnuSparse("s", 4096, (0, "start"), (2, "middle"))),
            ("unsorted", new RawTar().OldGnuSparse("s", 4096, (2048, "start"), (0, "middle"))),
            ("beyond the end", new RawTar().OldGnuSparse("s", 10, (0, "start"), (8, "middle"))),
            ("odd", new RawTar().Pax(("GNU.sparse.size", "9999"), ("GNU.sparse.map", "0,5,100")).File("s", "startmiddle")),
            ("too short", new RawTar().Pax(("GNU.sparse.size", "9999"), ("GNU.sparse.map", "0,5")).File("s", "startmiddle")),
            ("no size", new RawTar().Pax(("GNU.sparse.map", "0,11")).File("s", "startmiddle")),
            ("no number", new RawTar().Pax(("GNU.sparse.size", "9999"), ("GNU.sparse.map", "0,x")).File("s", "startmiddle")),
        ];
        foreach (var (name, tar) in damaged)
        {
            var notes = TarNotes.Of(tar.File("next", "n").End());
            notes.Problems.ShouldContain(p => p.Reason == UnreadReason.Damaged, name);
            notes.Contents.ShouldBe(["startmiddle", "n"], name);
        }
    }

    [Fact]
    public void Bytes_of_a_map_that_is_no_map_are_raw()
    {
        var notes = TarNotes.Of(new RawTar()
            .Pax(("GNU.sparse.major", "1"), ("GNU.sparse.minor", "0"), ("GNU.sparse.realsize", "99"))
            .File("s", "password=hidden".PadRight(512, '\0') + "rest").File("next", "n").End());

        (notes.AllRaw + notes.Contents[0]).ShouldContain("password=hidden");
        notes.Contents[^1].ShouldBe("n");
        notes.Problems.ShouldContain(p => p.Reason == UnreadReason.Damaged);
    }

    [Fact]
    public void Too_many_parts_stop_at_the_limit()
    {
        var limits = new ScanLimits { SparseParts = 10 };
        var map = string.Join(',', Enumerable.Range(0, 50).Select(i => $"{i * 10},1"));
        var parts = Enumerable.Range(0, 50).Select(i => (i * 10L, "x")).ToArray();
        var inContent = $"50\n{string.Concat(parts.Select(p => $"{p.Item1}\n1\n"))}".PadRight(512, '\0');
        foreach (var tar in new[]
        {
            new RawTar().OldGnuSparse("s", 1000, parts),
            new RawTar().Pax(("GNU.sparse.size", "1000"), ("GNU.sparse.map", map)).File("s", new string('x', 50)),
            new RawTar().Pax(("GNU.sparse.major", "1"), ("GNU.sparse.minor", "0"), ("GNU.sparse.realsize", "1000")).File("s", inContent + new string('x', 50)),
        })
        {
            var notes = TarNotes.Of(tar.End(), limits);
            notes.Problems.ShouldContain(p => p.Reason == UnreadReason.Limit && p.Message.Contains("sparse-parts"));
            (notes.AllRaw + notes.Contents.FirstOrDefault()).Count(c => c == 'x').ShouldBe(50);
        }
    }

    private static void ShouldBeSparse(RawTar tar)
    {
        var notes = TarNotes.Of(tar.File("next", "n").End());
        notes.Names.ShouldBe(["s", "next"]);
        notes.Contents.ShouldBe([Expanded, "n"]);
        notes.Entries[0].Entry.SizeBytes.ShouldBe(1_001_000);
        notes.Entries[0].Entry.StoredBytes.ShouldBe(14);
        notes.Problems.ShouldBeEmpty();
    }
}
