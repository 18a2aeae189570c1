using FsCheck.Xunit;
using SecretGate.Images;

namespace SecretGate.Tests.Images;

public sealed class PathTextTests
{
    [Property]
    public void Every_path_can_be_turned_back_into_its_bytes(byte[] bytes) => PathText.Encode(PathText.Decode(bytes)).ShouldBe(bytes);

    [Fact]
    public void Valid_text_is_itself() => PathText.Decode("app/ünï-日本-🔑.pem"u8).ShouldBe("app/ünï-日本-🔑.pem");

    [Fact]
    public void Bytes_that_are_no_text_keep_their_place() => PathText.Decode([0x61, 0xe9, 0xed, 0xa0, 0x80, 0x62]).ShouldBe("a\udce9\udced\udca0\udc80b");
}
