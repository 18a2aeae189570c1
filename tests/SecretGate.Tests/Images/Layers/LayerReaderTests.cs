using System.Security.Cryptography;
using FsCheck.Xunit;
using SecretGate.Decoding;
using SecretGate.Images;
using SecretGate.Images.Sources;
using SecretGate.Tests.Building;
using SecretGate.Tests.Decoding;

namespace SecretGate.Tests.Images.Layers;

/// <summary>Stored bytes → members → tar → files, nothing dropped on the way.</summary>
public sealed class LayerReaderTests
{
    private static readonly byte[] Tar = new LayerBuilder().Dir("app").File("app/a", "alpha").File("app/b", "beta").ToTar();

    public static TheoryData<string> Compressions => [.. Enum.GetNames<Compression>()];

    [Theory]
    [MemberData(nameof(Compressions))]
    public void Compression_is_known_by_its_magic_and_both_digests_are_taken(string name)
    {
        var blob = Enum.Parse<Compression>(name).Compress(Tar);

        var notes = LayerNotes.Of(blob);

        notes["app/a"].ShouldBe("alpha");
        notes["app/b"].ShouldBe("beta");
        notes.Read.Compression.ShouldBe(name.ToLowerInvariant());
        notes.Read.Digest.ToString().ShouldBe(BuiltImage.DigestOf(blob));
        notes.Read.DiffId.ToString().ShouldBe(BuiltImage.DigestOf(Tar));
        notes.Read.StoredBytes.ShouldBe(blob.Length);
        notes.Read.UncompressedBytes.ShouldBe(Tar.Length);
        notes.Read.IsTar.ShouldBeTrue();
        notes.Notes.ShouldBeEmpty();
    }

    [Fact]
    public void Members_in_a_row_are_one_layer()
    {
        var notes = LayerNotes.Of([.. Gzip(Tar[..700]), .. Gzip(Tar[700..])]);

        notes["app/b"].ShouldBe("beta");
        notes.Read.DiffId.ToString().ShouldBe(BuiltImage.DigestOf(Tar));
        notes.Notes.ShouldBeEmpty();
    }

    [Fact]
    public void A_member_behind_padding_is_read_on()
    {
        var notes = LayerNotes.Of([.. Gzip(Tar[..700]), .. new byte[77], .. Gzip(Tar[700..])]);

        notes["app/b"].ShouldBe("beta");
        notes.Notes.ShouldBeEmpty();
    }

    [Fact]
    public void Zeros_behind_the_last_member_are_padding()
    {
        var notes = LayerNotes.Of([.. Gzip(Tar), .. new byte[1000]]);

        notes.RawPieces.ShouldBeEmpty();
        notes.Notes.ShouldBeEmpty();
        notes.Read.StoredBytes.ShouldBe(Gzip(Tar).Length + 1000);
    }

    [Fact]
    public void Bytes_behind_the_last_member_are_handed_on_and_said()
    {
        var gzip = Gzip(Tar);

        var notes = LayerNotes.Of([.. gzip, .. new byte[100], .. "hidden text"u8]);

        notes.AllRaw.ShouldEndWith("hidden text");
        notes.RawPieces.ShouldAllBe(piece => piece.IsStored);
        notes.RawPieces[0].Offset.ShouldBeInRange(gzip.Length, gzip.Length + 100);
        notes.Reasons.ShouldBe([UnreadReason.Ambiguous]);
    }

    [Fact]
    public void A_skippable_frame_is_no_part_of_the_layer_but_is_handed_on()
    {
        byte[] frame = [0x57, 0x2a, 0x4d, 0x18, 6, 0, 0, 0, .. "hidden"u8];

        var notes = LayerNotes.Of([.. frame, .. Compression.Zstd.Compress(Tar)]);

        notes["app/a"].ShouldBe("alpha");
        notes.AllRaw.ShouldBe("hidden");
        notes.Read.DiffId.ToString().ShouldBe(BuiltImage.DigestOf(Tar));
        notes.Notes.ShouldBeEmpty();
    }

    [Fact]
    public void A_file_that_is_no_tar_is_given_whole()
    {
        var notes = LayerNotes.Of(Gzip("TOKEN=x"u8.ToArray()));

        notes.Files.ShouldBe([(null, 0, "TOKEN=x")]);
        notes.Read.IsTar.ShouldBeFalse();
        notes.Notes.ShouldBeEmpty();
    }

    [Fact]
    public void A_layer_without_bytes_changes_nothing()
    {
        var notes = LayerNotes.Of(Gzip([]));

        notes.Read.IsTar.ShouldBeTrue();
        notes.Notes.ShouldBeEmpty();
    }

    [Fact]
    public void What_came_before_damage_is_given_and_the_damage_noted()
    {
        var noise = RandomNumberGenerator.GetBytes(200_000);
        var blob = Gzip(new LayerBuilder().File("first", "alpha").File("noise", noise).ToTar());

        var notes = LayerNotes.Of(blob[..(blob.Length / 2)]);

        notes["first"].ShouldBe("alpha");
        notes["noise"].Length.ShouldBeInRange(50_000, 199_999);
        notes.Reasons.ShouldBe([UnreadReason.Damaged]);
        notes.Read.DiffId.ShouldBeNull();
        notes.Read.Digest.ToString().ShouldBe(BuiltImage.DigestOf(blob[..(blob.Length / 2)]));
    }

    [Fact]
    public void A_tar_that_is_cut_is_noted()
    {
        var notes = LayerNotes.Of(Tar[..1800]);

        notes["app/a"].ShouldBe("alpha");
        notes.Reasons.ShouldContain(UnreadReason.Damaged);
    }

    [Fact]
    public void A_medium_that_fails_is_noted_and_the_digest_left_open()
    {
        var notes = LayerNotes.Of(new ChunkedStream(Tar[..1600], seed: 1) { Failure = new IOException("the cable was pulled") });

        notes["app/a"].ShouldBe("alpha");
        notes.Reasons.ShouldBe([UnreadReason.Unreadable]);
        notes.Read.Digest.ShouldBeNull();
        notes.Read.DiffId.ShouldBeNull();
    }

    [Fact]
    public void A_claim_by_SHA_512_is_measured_by_it()
    {
        var claimed = Digest.OfSha512(SHA512.HashData(Tar));

        LayerNotes.Of(new MemoryBlob(claimed.ToString(), Tar, claimed)).Read.Sha512.ShouldBe(claimed);
        LayerNotes.Of(Tar).Read.Sha512.ShouldBeNull();
    }

    [Fact]
    public void A_layer_beyond_its_limit_is_given_up_and_the_limit_named()
    {
        var notes = LayerNotes.Of(Gzip(new LayerBuilder().File("first", "alpha").File("big", new byte[1_000_000]).ToTar()), new ScanLimits { LayerBytes = 500_000 });

        notes["first"].ShouldBe("alpha");
        notes.Reasons.ShouldBe([UnreadReason.Limit]);
        notes.Notes[0].Message.ShouldContain("layer-bytes");
    }

    [Fact]
    public void Texts_of_an_entry_are_given_with_whether_a_reader_is_shown_them()
    {
        var notes = LayerNotes.Of(new LayerBuilder()
            .SymLink("app/l", "/x/target").FileWithXattr("app/x", "x", "user.token", "attribute").FileWithPax("app/c", "x", "comment", "remark").ToTar());

        notes.Texts.ShouldContain(("app/l", 0, true, "app/l"));
        notes.Texts.ShouldContain(("app/l", 0, true, "/x/target"));
        notes.Texts.ShouldContain(("app/x", 1, true, "attribute"));
        notes.Texts.ShouldContain(("app/c", 2, false, "remark"));
    }

    [Theory]
    [InlineData("./app/k", "app/k")]
    [InlineData("/app/k", "app/k")]
    [InlineData("../../app/k", "app/k")]
    [InlineData("app/x/../k", "app/x/../k")]
    [InlineData("..\\app", "..\\app")]
    [InlineData("app//k", "app//k")]
    public void A_path_is_the_entrys_own_without_what_leads_out_of_the_image(string name, string path) =>
        LayerNotes.Of(new LayerBuilder().File(name, "x").ToTar()).Files.ShouldBe([(path, 0, "x")]);

    [Theory]
    [InlineData('1')]
    [InlineData('2')]
    [InlineData('3')]
    [InlineData('5')]
    [InlineData('6')]
    public void Content_where_no_content_belongs_is_handed_on_as_bytes_of_no_file(char type)
    {
        var notes = LayerNotes.Of(new LayerBuilder().Entry("odd", type, "hidden", "last").File("last", "x").ToTar());

        notes.AllRaw.ShouldBe("hidden");
        notes.RawPieces[0].Offset.ShouldBe(512);
        notes["last"].ShouldBe("x");
    }

    [Fact]
    public void A_compressed_blob_that_could_pass_for_a_tar_is_decompressed_as_engines_do()
    {
        // The name of the gzip member makes its first block a tar header whose checksum holds.
        var header = TarBytes.Header("\u001f"u8, '0', 0, [], "root");
        byte[] name = [.. header.AsSpan(10), 0];
        var blob = new byte[] { 0x1f, 0x8b, 8, 8, 0, 0, 0, 0, 0, 3 }.Concat(name.Select(b => b == 0 ? (byte)' ' : b)).ToArray();
        blob[^1] = 0;
        byte[] whole = [.. blob, .. Gzip(Tar)[10..]];

        LayerNotes.Of(whole)["app/a"].ShouldBe("alpha");
    }

    [Property]
    public void Any_chunking_gives_the_same_layer(int seed)
    {
        var blob = Gzip(Tar);

        var notes = LayerNotes.Of(new ChunkedStream(blob, seed));

        notes.Files.ShouldBe(LayerNotes.Of(blob).Files);
        notes.Read.Digest.ToString().ShouldBe(BuiltImage.DigestOf(blob));
    }

    private static byte[] Gzip(byte[] bytes) => Compression.Gzip.Compress(bytes);
}
