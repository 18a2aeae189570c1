using System.IO.Hashing;
using System.Security.Cryptography;
using System.Text;
using SecretGate.Decoding;
using SecretGate.Decoding.Streams;

namespace SecretGate.Tests.Decoding;

/// <summary>The gzip framing around the BCL's inflater.</summary>
public sealed class GzipMemberTests
{
    private static readonly byte[] Text = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 100).Select(i => $"row {i}\n")));

    [Fact]
    public void Texts_of_the_header_are_kept()
    {
        using var source = Source(Compressed.Gzip(Text, "layer.tar", "made by hand", [1, 2, 3], headerCrc: true));
        using var member = GzipMember.Open(source, ScanLimits.Default);

        Read(member).ShouldBe(Text);
        Encoding.Latin1.GetString(member.HeaderTexts.Span).ShouldBe("\u0001\u0002\u0003layer.tarmade by hand");
    }

    [Fact]
    public void A_wrong_checksum_of_the_header_is_noticed()
    {
        var stored = Compressed.Gzip(Text, "layer.tar", headerCrc: true);
        stored[10] ^= 1;
        Should.Throw<InvalidDataException>(() => ReadOne(stored)).Message.ShouldContain("header");
    }

    [Fact]
    public void A_text_without_end_in_the_header_stops_at_the_limit()
    {
        var stored = Compressed.Gzip(Text, new string('n', 5000));
        using var source = Source(stored);
        Should.Throw<UnreadException>(() => GzipMember.Open(source, new ScanLimits { NameBytes = 4096 })).Message.ShouldContain("name-bytes");
    }

    [Theory]
    [InlineData(8)]
    [InlineData(7)]
    [InlineData(4)]
    [InlineData(1)]
    public void A_flipped_bit_in_checksum_or_length_is_noticed(int fromEnd)
    {
        var stored = Compressed.Gzip(Text);
        stored[^fromEnd] ^= 1;
        Should.Throw<InvalidDataException>(() => ReadOne(stored));
    }

    [Fact]
    public void Padding_and_garbage_behind_a_member_are_left_to_the_caller()
    {
        foreach (var behind in new byte[][] { new byte[1], new byte[70_000], "text behind"u8.ToArray(), [0x1F, 0x8B], RandomNumberGenerator.GetBytes(20_000) })
        {
            using var source = Source([.. Compressed.Gzip(Text), .. behind]);
            using var member = GzipMember.Open(source, ScanLimits.Default);
            Read(member).ShouldBe(Text);
            Read(source).ShouldBe(behind);
        }
    }

    [Fact]
    public void An_empty_member_in_front_of_zeros_ends_at_its_own_trailer()
    {
        using var source = Source([.. Compressed.Gzip([]), .. new byte[600]]);
        using var member = GzipMember.Open(source, ScanLimits.Default);
        Read(member).ShouldBeEmpty();
        Read(source).Length.ShouldBe(600);
    }

    [Fact]
    public void A_trailer_forged_inside_a_member_does_not_end_it()
    {
        // A stored block whose content ends in its own checksum and length: a reader that takes the first trailer it sees stops too early.
        var content = ContentThatHoldsItsOwnTrailer();
        byte[] stored = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 1, 16, 0, 0xEF, 0xFF, .. content, .. Trailer(content)];
        using var source = Source([.. stored, .. Compressed.Gzip(Text)]);

        Read(GzipMember.Open(source, ScanLimits.Default)).ShouldBe(content);
        Read(GzipMember.Open(source, ScanLimits.Default)).ShouldBe(Text);
    }

    [Fact]
    public void A_forged_trailer_in_a_long_member_is_refused()
    {
        var random = RandomNumberGenerator.GetBytes(60_000);
        byte[] member = Compressed.Gzip(random);
        Should.Throw<InvalidDataException>(() => ReadOne([.. member, .. member.AsSpan(member.Length - 8)])).Message.ShouldContain("disagree");
    }

    private static byte[] Trailer(byte[] content) => [.. BitConverter.GetBytes(Crc32.HashToUInt32(content)), .. BitConverter.GetBytes(content.Length)];

    /// <summary>CRC-32 is linear in the last four bytes, so they can be solved for any checksum that was written in front of them.</summary>
    private static byte[] ContentThatHoldsItsOwnTrailer()
    {
        const uint Claimed = 0x5EC4E7;
        byte[] content = [1, 2, 3, 4, .. BitConverter.GetBytes(Claimed), .. BitConverter.GetBytes(16), 0, 0, 0, 0];
        var start = Crc32.HashToUInt32(content);
        var rows = new List<(uint Effect, uint Bit)>();
        for (var bit = 0; bit < 32; bit++)
        {
            BitConverter.TryWriteBytes(content.AsSpan(12), 1u << bit);
            (uint Effect, uint Bit) row = (Crc32.HashToUInt32(content) ^ start, 1u << bit);
            rows.ForEach(other => row = Math.Min(row.Effect, row.Effect ^ other.Effect) == row.Effect ? row : (row.Effect ^ other.Effect, row.Bit ^ other.Bit));
            rows.Add(row);
            rows.Sort((a, b) => b.Effect.CompareTo(a.Effect));
        }

        var (missing, bits) = (start ^ Claimed, 0u);
        rows.ForEach(row => (missing, bits) = (missing ^ row.Effect) < missing ? (missing ^ row.Effect, bits ^ row.Bit) : (missing, bits));
        BitConverter.TryWriteBytes(content.AsSpan(12), bits);
        Crc32.HashToUInt32(content).ShouldBe(Claimed);
        return content;
    }

    private static ForwardStream Source(byte[] stored) => new(new MemoryStream(stored));

    private static byte[] ReadOne(byte[] stored)
    {
        using var source = Source(stored);
        using var member = GzipMember.Open(source, ScanLimits.Default);
        return Read(member);
    }

    private static byte[] Read(Stream stream)
    {
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
