using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using SecretGate.Decoding;

namespace SecretGate.Tests.Decoding;

/// <summary>Every row of the decoder table keeps the same promises.</summary>
public sealed class StreamFormatsTests
{
    private static readonly byte[] Text = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 400).Select(i => $"line {i * 7919} of a file\n")));

    public static TheoryData<string> Formats => [.. Compressed.Formats];

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_member_is_known_by_its_magic_bytes_and_read_whole(string format)
    {
        var stored = Compressed.With(format, Text);

        StreamFormats.Detect(stored.AsSpan(0, Math.Min(stored.Length, StreamFormats.HeadBytes)))?.Name.ShouldBe(format);
        ReadMembers(stored).ShouldBe(Text);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void An_empty_member_is_read(string format) => ReadMembers(Compressed.With(format, [])).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Formats))]
    public void The_source_stands_exactly_behind_a_member(string format)
    {
        byte[] stored = [.. Compressed.With(format, Text), .. "no padding"u8];
        using var source = new ForwardStream(new MemoryStream(stored));

        using var member = StreamFormats.Detect(source.Peek(StreamFormats.HeadBytes))!.Open(source, ScanLimits.Default);
        member.CopyTo(Stream.Null);

        source.Position.ShouldBe(stored.Length - 10);
        Encoding.ASCII.GetString(source.Peek(20)).ShouldBe("no padding");
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Members_one_behind_the_other_are_read_one_by_one(string format)
    {
        var one = Compressed.With(format, Text);
        ReadMembers([.. one, .. Compressed.With(format, "x"u8.ToArray()), .. one, .. one]).ShouldBe([.. Text, .. "x"u8, .. Text, .. Text]);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Every_cut_is_noticed(string format)
    {
        var stored = Compressed.With(format, Text.AsSpan(0, 3000).ToArray());
        for (var length = 12; length < stored.Length; length += format == "bzip2" ? 5 : 1)
        {
            Should.Throw<InvalidDataException>(() => ReadMembers(stored.AsSpan(0, length).ToArray()), $"{format} cut at {length} of {stored.Length}");
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_changed_byte_of_the_content_is_noticed(string format)
    {
        var stored = Compressed.With(format, Text);
        for (var at = stored.Length / 4; at < stored.Length * 3 / 4; at += 7)
        {
            var changed = stored.ToArray();
            changed[at] ^= 0x10;
            Should.Throw<InvalidDataException>(() => ReadMembers(changed), $"{format} changed at {at}");
        }
    }

    [Property]
    public void Any_chunking_of_the_source_gives_the_same_bytes(PositiveInt seed, NonNegativeInt which, byte[] content)
    {
        var format = Compressed.Formats[which.Get % Compressed.Formats.Count];
        var stored = Compressed.With(format, content);

        using var source = new ForwardStream(new ChunkedStream([.. stored, .. stored], seed.Get));

        ReadMembers(source).ShouldBe([.. content, .. content]);
    }

    [Fact]
    public void What_the_medium_throws_is_not_taken_for_damage()
    {
        foreach (var format in Compressed.Formats)
        {
            var stored = Compressed.With(format, Text);
            using var source = new ForwardStream(new ChunkedStream(stored.AsSpan(0, stored.Length / 2).ToArray(), seed: 1) { Failure = new IOException("connection lost") });
            Should.Throw<IOException>(() => ReadMembers(source), format).Message.ShouldBe("connection lost");
        }
    }

    [Fact]
    public void Plain_bytes_have_no_format()
    {
        foreach (var head in new[] { "", "x", "x^2 + y^2", "x\u0001", "BZh is a bank", "x\u009c", "hello world", "(5 * 3) = 15 and more of it" })
        {
            StreamFormats.Detect(Encoding.Latin1.GetBytes(head)).ShouldBeNull(head);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Lzma_without_a_container_is_read(bool namesSize)
    {
        var stored = Compressed.Lzma(Text, namesSize);
        StreamFormats.Detect(stored)?.Name.ShouldBe("lzma");
        ReadMembers(stored).ShouldBe(Text);
        for (var length = 14; length < stored.Length - 1; length += 7)
        {
            Should.Throw<InvalidDataException>(() => ReadMembers(stored.AsSpan(0, length).ToArray()), $"cut at {length} of {stored.Length}");
        }
    }

    [Fact]
    public void The_legacy_frame_of_lz4_is_read_to_the_next_magic_number()
    {
        var stored = Compressed.Lz4Legacy(Text, "second"u8.ToArray());
        ReadMembers([.. stored, .. stored, .. Compressed.With("lz4", Text)]).ShouldBe([.. Text, .. "second"u8, .. Text, .. "second"u8, .. Text]);
        var blockEnd = 8 + BitConverter.ToInt32(stored, 4);
        foreach (var length in Enumerable.Range(5, stored.Length - 5).Where(length => length != blockEnd))
        {
            Should.Throw<InvalidDataException>(() => ReadMembers(stored.AsSpan(0, length).ToArray()), $"cut at {length} of {stored.Length}");
        }
    }

    [Fact]
    public void The_bytes_of_a_skippable_frame_are_given_apart()
    {
        using var source = new ForwardStream(new MemoryStream([.. Compressed.Skippable("table of contents"u8.ToArray()), .. Compressed.With("zstd", Text)]));
        var format = StreamFormats.Detect(source.Peek(StreamFormats.HeadBytes)).ShouldNotBeNull();
        format.IsSkippable.ShouldBeTrue();
        using var content = new StreamReader(format.Open(source, ScanLimits.Default));
        content.ReadToEnd().ShouldBe("table of contents");
        ReadMembers(source).ShouldBe(Text);
    }

    [Fact]
    public void A_window_beyond_the_limit_is_not_opened()
    {
        foreach (var format in new[] { "xz", "lzip" })
        {
            using var source = new ForwardStream(new MemoryStream(Compressed.With(format, new byte[100_000])));
            var fault = Should.Throw<UnreadException>(() =>
            {
                using var member = StreamFormats.Detect(source.Peek(64))!.Open(source, new ScanLimits { ZstdWindowBytes = 1000 });
                member.CopyTo(Stream.Null);
            }, format);
            fault.Reason.ShouldBe(UnreadReason.Limit);
        }
    }

    [Fact]
    public void A_zstd_frame_that_asks_for_a_larger_window_is_read_as_far_as_the_window_goes()
    {
        byte[] content = [.. Enumerable.Repeat(Text, 40).SelectMany(text => text)];
        var stored = Compressed.With("zstd", content);
        stored[5] = 21 << 3;

        using (var source = new ForwardStream(new MemoryStream([.. stored, .. stored])))
        {
            ReadMembers(source).ShouldBe([.. content, .. content]);
        }

        using var cut = new ForwardStream(new MemoryStream(stored));
        using var member = StreamFormats.Detect(stored)!.Open(cut, new ScanLimits { ZstdWindowBytes = 16_384 });
        Should.Throw<UnreadException>(() => member.CopyTo(Stream.Null)).Message.ShouldContain("2147483648 bytes (limit zstd-window-bytes)");
    }

    private static byte[] ReadMembers(byte[] stored)
    {
        using var source = new ForwardStream(new MemoryStream(stored));
        return ReadMembers(source);
    }

    private static byte[] ReadMembers(ForwardStream source)
    {
        using var expanded = new MemoryStream();
        while (!source.Peek(1).IsEmpty)
        {
            var format = StreamFormats.Detect(source.Peek(StreamFormats.HeadBytes)) ?? throw new InvalidDataException("no member");
            using var member = format.Open(source, ScanLimits.Default);
            member.CopyTo(expanded);
        }

        return expanded.ToArray();
    }
}
