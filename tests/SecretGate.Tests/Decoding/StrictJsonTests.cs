using System.Text;
using SecretGate.Decoding;

namespace SecretGate.Tests.Decoding;

/// <summary>JSON that two readers could understand differently is refused.</summary>
public sealed class StrictJsonTests
{
    [Fact]
    public void A_sound_document_is_parsed()
    {
        using var document = Parse("""{"layers":[{"size":1}],"config":{"Env":["A=1"]}}""");
        document.RootElement.GetProperty("layers")[0].GetProperty("size").GetInt64().ShouldBe(1);
    }

    [Theory]
    [InlineData("""{"layers":[],"layers":[1]}""")]
    [InlineData("""{"layers":[],"LAYERS":[1]}""")]
    [InlineData("""{"layers":[],"lay\u0065rs":[1]}""")]
    [InlineData("""{"layers":[],"layer\u017f":[1]}""")]
    [InlineData("""{"key":1,"\u212aey":2}""")]
    [InlineData("""[{"a":{"b":1,"B":2}}]""")]
    [InlineData("""{"Labels":{"a":1,"a":2}}""")]
    [InlineData("""{"Labels":{"x":1},"LABELS":{"y":2}}""")]
    public void A_key_twice_is_ambiguous(string json) =>
        Should.Throw<UnreadException>(() => Parse(json)).Reason.ShouldBe(UnreadReason.Ambiguous);

    [Theory]
    [InlineData("""{"Labels":{"maintainer":"a","Maintainer":"b"}}""")]
    [InlineData("""{"annotations":{"a":"1","A":"2"},"config":{"Volumes":{"/data":{},"/Data":{}}}}""")]
    [InlineData("""[{"a":1},{"A":2}]""")]
    [InlineData("""{"a":{"b":1},"B":{"A":1}}""")]
    public void Keys_of_labels_and_of_other_objects_may_differ_in_case(string json) => Parse(json).Dispose();

    [Fact]
    public void Case_counts_where_nobody_folds_it() =>
        StrictJson.Parse("""{"a":1,"A":2}"""u8.ToArray(), ScanLimits.Default, foldsCase: false).Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{}x")]
    [InlineData("{}{}")]
    [InlineData("{} // comment")]
    [InlineData("[1,]")]
    [InlineData("\ufeff{}")]
    [InlineData("{\"a\":\"\\ud800\"}")]
    [InlineData("{\"\\udc00\":1}")]
    [InlineData("503 Service Unavailable")]
    public void What_is_no_sound_json_is_damaged(string json) =>
        Should.Throw<UnreadException>(() => Parse(json)).Reason.ShouldBe(UnreadReason.Damaged);

    [Fact]
    public void Bytes_that_are_no_utf8_are_damaged() =>
        Should.Throw<UnreadException>(() => StrictJson.Parse(new byte[] { (byte)'"', 0xC3, 0x28, (byte)'"' }, ScanLimits.Default)).Reason.ShouldBe(UnreadReason.Damaged);

    [Fact]
    public void Depth_ends_at_64()
    {
        Parse(new string('[', 64) + new string(']', 64)).Dispose();
        Should.Throw<UnreadException>(() => Parse(new string('[', 65) + new string(']', 65))).Reason.ShouldBe(UnreadReason.Damaged);
        Should.Throw<UnreadException>(() => Parse(new string('[', 100_000))).Reason.ShouldBe(UnreadReason.Damaged);
    }

    [Fact]
    public void A_document_beyond_the_limit_is_not_parsed() =>
        Should.Throw<UnreadException>(() => StrictJson.Parse("[1,2,3]"u8.ToArray(), new ScanLimits { DocumentBytes = 6 }))
            .Message.ShouldContain("document-bytes");

    [Fact]
    public void Get_finds_a_key_in_any_case()
    {
        using var document = Parse("""{"LAYERS":[1],"n":null}""");
        document.RootElement.Get("layers")!.Value.GetArrayLength().ShouldBe(1);
        document.RootElement.Get("none").ShouldBeNull();
        document.RootElement.Get("LAYERS")!.Value.Get("layers").ShouldBeNull();
    }

    private static System.Text.Json.JsonDocument Parse(string json) => StrictJson.Parse(Encoding.UTF8.GetBytes(json), ScanLimits.Default);
}
