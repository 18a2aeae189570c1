using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using SecretGate.Detection.Patterns;
using SecretGate.Detection.Search;

namespace SecretGate.Tests.Detection.Search;

public sealed class LiteralSearchTests
{
    // Literals that overlap, start each other, stand in each other, are short, and come in both cases.
    private static readonly Literal[] Literals =
    [
        .. new[] { "abcd", "bcda", "abcdabcd", "aaaa", "dcba", "abc" }.Select(t => new Literal(Encoding.ASCII.GetBytes(t), IgnoreCase: false)),
        new Literal("cab-"u8.ToArray(), IgnoreCase: true),
        new Literal("bad"u8.ToArray(), IgnoreCase: true) { Follow = ByteSet.Of("ab"u8) },
        new Literal([0, 1, 2, 0xFF], IgnoreCase: false),
    ];

    private static readonly Dictionary<VectorWidth, LiteralSearch> Searches =
        new[] { VectorWidth.None, VectorWidth.Bits128, VectorWidth.Bits256, VectorWidth.Bits512 }.ToDictionary(w => w, w => new LiteralSearch(Literals, w));

    public static TheoryData<int> AllWidths => [.. Searches.Keys.Select(w => (int)w)];

    [Theory]
    [MemberData(nameof(AllWidths))]
    public void A_literal_is_found_at_every_place_of_a_window(int width)
    {
        var search = Searches[(VectorWidth)width];
        for (var place = 0; place <= 150; place++)
        {
            var window = new byte[154];
            "abcd"u8.CopyTo(window.AsSpan(place));

            Find(search, window, 0, window.Length).ShouldContain(new LiteralHit(place, 0), $"place {place}");
        }
    }

    [Property(MaxTest = 500)]
    public Property Every_width_finds_what_a_comparison_at_each_place_finds() =>
        Prop.ForAll(Windows.ToArbitrary(), Gen.Choose(0, 200).ToArbitrary(), Gen.Choose(0, 200).ToArbitrary(), (window, a, b) =>
        {
            var (from, to) = (Math.Min(Math.Min(a, b), window.Length), Math.Min(Math.Max(a, b), window.Length));
            var expected = Naive(window, from, to);
            foreach (var (width, search) in Searches)
            {
                Find(search, window, from, to).ShouldBe(expected, $"{width} on {Encoding.Latin1.GetString(window)}");
            }
        });

    [Fact]
    public void Nothing_is_found_without_literals() => Find(new LiteralSearch([]), new byte[1000], 0, 1000).ShouldBeEmpty();

    private static Gen<byte[]> Windows =>
        from letters in Gen.Elements("abcdABCD-\0\u0001\u0002ÿ".Select(c => (byte)c).ToArray()).ListOf()
        from words in Gen.Elements("abcd", "cab-", "CaB-", "bada", "BADb", "aaaaa", "\0\u0001\u0002ÿ").ListOf()
        select letters.Concat(words.SelectMany(w => Encoding.Latin1.GetBytes(w))).ToArray();

    private static List<LiteralHit> Find(LiteralSearch search, byte[] window, int from, int to)
    {
        var hits = new List<LiteralHit>();
        search.Find(window, from, to, hits);
        return [.. hits.OrderBy(h => h.Start).ThenBy(h => h.Literal)];
    }

    private static List<LiteralHit> Naive(byte[] window, int first, int behind) =>
    [
        .. from start in Enumerable.Range(first, behind - first)
           from literal in Enumerable.Range(0, Literals.Length)
           let text = Literals[literal].Text
           where start + Math.Max(4, text.Length) <= window.Length
           where window.Skip(start).Take(text.Length).Select(b => Fold(b, Literals[literal])).SequenceEqual(text.Select(b => Fold(b, Literals[literal])))
           where text.Length > 3 || Literals[literal].Follow.Contains(window[start + 3])
           select new LiteralHit(start, literal),
    ];

    private static byte Fold(byte value, Literal literal) => literal.IgnoreCase && char.IsAsciiLetterUpper((char)value) ? (byte)(value | 0x20) : value;
}
