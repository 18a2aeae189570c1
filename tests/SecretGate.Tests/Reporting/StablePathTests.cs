using FsCheck.Xunit;
using SecretGate.Reporting.Sarif;

namespace SecretGate.Tests.Reporting;

[Properties(Arbitrary = [typeof(Hostile)])]
public sealed class StablePathTests
{
    [Theory]
    [InlineData("app/tls/server.key", "app/tls/server.key")]
    [InlineData("app/a.jar!/b c.pem", "app/a.jar!/b%20c.pem")]
    [InlineData("a:b/c%41/é", "a%3Ab/c%2541/%C3%A9")]
    [InlineData("/leading//double/", "leading/double")]
    [InlineData("a/../../etc/./key", "a/~/~/etc/~/key")]
    [InlineData("", "~")]
    [InlineData("cache/0123456789abcdef.pem", "cache/~.pem")]
    [InlineData("cache/0123456789a.pem", "cache/0123456789a.pem")]
    [InlineData("6f9619ff-8b86-d011-b42d-00c04fc964ff/key", "~/key")]
    [InlineData("backup-2026-01-02T03:04:05Z.sql", "backup-~.sql")]
    [InlineData("backup-2026-01-02.sql", "backup-~.sql")]
    [InlineData("tmp/key", "~/key")]
    [InlineData("var/tmpa1B2c3/key", "var/~/key")]
    [InlineData("var/tmp.x1Y2z3w4v5/key", "var/~/key")]
    [InlineData("etc/tmpfiles.d/key", "etc/tmpfiles.d/key")]
    [InlineData("x 1234567890ab", "x%20~")]
    public void A_path_in_an_image_becomes_a_uri_that_stays(string path, string uri) => StablePath.OfImage(path).ShouldBe(uri);

    [Fact]
    public void A_byte_that_is_no_text_is_encoded_as_it_is() => StablePath.OfImage("app/latin1-\udce9\udce8.pem").ShouldBe("app/latin1-%E9%E8.pem");

    [Fact]
    public void A_file_of_the_repository_keeps_its_name() =>
        StablePath.OfSource("db/2026-01-02/0123456789abcdef key.sql").ShouldBe("db/2026-01-02/0123456789abcdef%20key.sql");

    [Fact]
    public void A_long_path_is_cut_between_two_characters()
    {
        var uri = StablePath.OfImage(new string('日', 1_000));

        uri.Length.ShouldBeLessThanOrEqualTo(1_025);
        uri.ShouldMatch("^(%E6%97%A5)+(%E6|%E6%97)?~$");
    }

    [Property(MaxTest = 2_000)]
    public void Every_path_is_a_relative_uri_that_code_scanning_takes(HostileText path)
    {
        var uri = StablePath.OfImage(path.Text);

        uri.ShouldMatch(@"^(?:[A-Za-z0-9._~!+,@/-]|%[0-9A-F]{2})+$");
        uri.ShouldNotStartWith("/");
        uri.Split('/').ShouldAllBe(segment => segment.Length > 0 && segment != "." && segment != "..");
        // What a judge of stable URIs looks for.
        uri.ShouldNotMatch(@"[0-9a-f]{12,}|\b20\d\d-\d\d-\d\d|/tmp/|\btmp[A-Za-z0-9]{6,}\b");
    }
}
