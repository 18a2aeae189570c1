using System.Security.Cryptography;
using System.Text.Json;
using SecretGate.Detection;

namespace SecretGate.Tests.Detection.Keys;

/// <summary>Private keys between BEGIN and END lines, in every text they are found in.</summary>
public sealed class PemTests
{
    private static readonly RSA Rsa = RSA.Create(2048);
    private static readonly ECDsa Ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private static string[] Lines(string pem) => pem.Replace("\r\n", "\n", StringComparison.Ordinal).TrimEnd('\n').Split('\n');

    private static string Each(string pem, string before, string after, string join = "\n") =>
        string.Join(join, Lines(pem).Select(line => before + line + after));

    /// <summary>Texts that hold a key, as programs and people write them.</summary>
    public static TheoryData<string, Func<string, string>> Writings => new()
    {
        { "as it is", pem => pem },
        { "CRLF", pem => pem.Replace("\n", "\r\n", StringComparison.Ordinal) },
        { "CR only", pem => pem.Replace('\n', '\r') },
        { "trailing blanks", pem => Each(pem, "", "  ") },
        { "tabs", pem => Each(pem, "\t", "\t") },
        { "indented YAML", pem => "tls:\n  key: |\n" + Each(pem, "    ", "") },
        { "one line", pem => pem.Replace('\n', ' ') },
        { "no line breaks", pem => pem.Replace("\n", "", StringComparison.Ordinal) },
        { "JSON", pem => JsonSerializer.Serialize(new { key = pem }) },
        { "JSON with CRLF", pem => JsonSerializer.Serialize(new { key = pem.Replace("\n", "\r\n", StringComparison.Ordinal) }) },
        { "JSON in JSON", pem => JsonSerializer.Serialize(new { v = JsonSerializer.Serialize(new { key = pem }) }) },
        { "JSON in JSON in JSON", pem => JsonSerializer.Serialize(JsonSerializer.Serialize(JsonSerializer.Serialize(pem))) },
        { "JSON with \\u000a", pem => "{\"k\":\"" + pem.Replace("\n", "\\u000a", StringComparison.Ordinal) + "\"}" },
        { "JSON with escaped slashes", pem => "{\"k\":\"" + pem.Replace("/", "\\/", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal) + "\"}" },
        { "JSON array of lines", pem => "[\n" + string.Join(",\n", Lines(pem).Select(l => "  \"" + l + "\"")) + "\n]" },
        { ".env", pem => "KEY=\"" + pem.TrimEnd().Replace("\n", "\\n", StringComparison.Ordinal) + "\"\nOTHER=1\n" },
        { ".env without quotes", pem => "KEY=" + pem.TrimEnd().Replace("\n", "\\n", StringComparison.Ordinal) + "\nOTHER=1\n" },
        { ".env in lines", pem => "KEY=\"" + pem + "\"\nOTHER=1\n" },
        { "space-joined .env", pem => "KEY=" + pem.TrimEnd().Replace('\n', ' ') + "\nOTHER=1\n" },
        { "lost backslashes", pem => "KEY=" + pem.TrimEnd().Replace('\n', 'n') + "\n" },
        { "Python literals", pem => "KEY = (\n" + Each(pem, "    \"", "\\n\"") + "\n)\n" },
        { "JS concatenation", pem => "const k =\n" + Each(pem, "  '", "\\n'", " +\n") + ";\n" },
        { "Java concatenation", pem => "String k = " + Each(pem, "\"", "\\n\"", "\n    + ") + ";\n" },
        { "C# concatenation", pem => "var k = \"" + string.Join("\" + Environment.NewLine +\n    \"", Lines(pem)) + "\";\n" },
        { "C macro", pem => "#define K \\\n" + Each(pem, "\"", "\\r\\n\"", " \\\n") + "\n" },
        { "Go raw string", pem => "const k = `" + pem + "`\n" },
        { "JS template on its own line", pem => "const k = `\n" + pem + "`;\n" },
        { "Python triple quotes", pem => "K = \"\"\"\n" + pem + "\"\"\"\n" },
        { "Ruby concatenation", pem => "K = \"\\n\" \\\n" + Each(pem, "  '", "'", " \\\n") },
        { "VB concatenation", pem => "k = " + Each(pem, "\"", "\"", " & vbCrLf & _\n") },
        { "PowerShell", pem => "$k = \"" + pem.Replace("\n", "`n", StringComparison.Ordinal) + "\"" },
        { "Java properties", pem => "key=" + pem.TrimEnd().Replace("\n", "\\n\\\n  ", StringComparison.Ordinal) + "\n" },
        { "XML entities", pem => "<k>" + pem.Replace("\n", "&#10;", StringComparison.Ordinal).Replace("+", "&#43;", StringComparison.Ordinal) + "</k>" },
        { "XML hex entities", pem => "<k>" + pem.Replace("\n", "&#xA;", StringComparison.Ordinal).Replace("/", "&#x2F;", StringComparison.Ordinal) + "</k>" },
        { "HTML breaks", pem => "<pre>" + pem.Replace("\n", "<br />\n", StringComparison.Ordinal) + "</pre>" },
        { "URL", pem => "k=" + Uri.EscapeDataString(pem) + "&x=1" },
        { "form", pem => "k=" + Uri.EscapeDataString(pem).Replace("%20", "+", StringComparison.Ordinal) + "&x=1" },
        { "URL twice", pem => "k=" + Uri.EscapeDataString(Uri.EscapeDataString(pem)) },
        { "quoted-printable", QuotedPrintable },
        { "shell comment", pem => Each(pem, "# ", "") },
        { "C++ comment", pem => Each(pem, "// ", "") },
        { "C++ comment without blank", pem => Each(pem, "//", "") },
        { "block comment", pem => "/*\n" + Each(pem, " * ", "") + "\n */" },
        { "mail quote", pem => Each(pem, "> > ", "") },
        { "diff, added", pem => Each(pem, "+", "") },
        { "diff, removed", pem => Each(pem, "-", "") },
        { "indented diff", pem => Each(pem, "+    ", "") },
        { "compose log", pem => Each(pem, "web_1  | ", "") },
        { "time-stamped log", pem => Each(pem, "2026-02-03 04:05:06.789 INFO [main] ", "") },
        { "grep with line numbers", pem => string.Join('\n', Lines(pem).Select((l, i) => $"key.pem:{i + 1}: {l}")) },
        { "terminal colours", pem => Each(pem, "\u001b[32m", "\u001b[0m") },
        { "NUL on both sides", pem => "\0\0" + pem + "\0\0" },
        { "without END line", pem => string.Join('\n', Lines(pem)[..^1]) + "\n" },
        { "without END line, in quotes", pem => "a = \"" + string.Join("\\n", Lines(pem)[..^1]) + "\"; b = \"something else\";" },
        { "byte order mark", pem => "\u00ef\u00bb\u00bf" + pem },
    };

    private static string QuotedPrintable(string pem)
    {
        var text = pem.Replace("=", "=3D", StringComparison.Ordinal);
        return string.Join('\n', Lines(text).SelectMany(line => line.Chunk(60).Select((c, i) => new string(c) + ((i + 1) * 60 < line.Length ? "=" : ""))));
    }

    [Theory]
    [MemberData(nameof(Writings))]
    public void An_RSA_key_is_found_in_every_text(string name, Func<string, string> write)
    {
        name.ShouldNotBeEmpty();
        Found.Only(write(Rsa.ExportRSAPrivateKeyPem() + "\n")).ShouldBeKey(Rsa.ExportSubjectPublicKeyInfo());
    }

    [Theory]
    [MemberData(nameof(Writings))]
    public void A_short_key_is_found_in_every_text(string name, Func<string, string> write)
    {
        name.ShouldNotBeEmpty();
        Found.Only(write(Ec.ExportPkcs8PrivateKeyPem() + "\n")).ShouldBeKey(Ec.ExportSubjectPublicKeyInfo());
    }

    [Theory]
    [MemberData(nameof(Writings))]
    public void The_same_text_with_a_public_key_is_silent(string name, Func<string, string> write)
    {
        name.ShouldNotBeEmpty();
        Found.Secrets(write(Rsa.ExportSubjectPublicKeyInfoPem() + "\n")).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Writings))]
    public void The_same_text_without_a_body_is_silent(string name, Func<string, string> write)
    {
        name.ShouldNotBeEmpty();
        Found.Secrets(write("-----BEGIN RSA PRIVATE KEY-----\n-----END RSA PRIVATE KEY-----\n")).ShouldBeEmpty();
    }

    [Fact]
    public void Every_type_is_read_with_its_size_or_curve()
    {
        Details(Rsa.ExportPkcs8PrivateKeyPem()).ShouldBe(("PKCS#8 PEM", "RSA", 2048, null));
        Details(Rsa.ExportRSAPrivateKeyPem()).ShouldBe(("PKCS#1 PEM", "RSA", 2048, null));
        Details(Ec.ExportECPrivateKeyPem()).ShouldBe(("SEC1 PEM", "EC", 256, "P-256"));
        using var p521 = ECDsa.Create(ECCurve.NamedCurves.nistP521);
        Details(p521.ExportPkcs8PrivateKeyPem()).ShouldBe(("PKCS#8 PEM", "EC", 521, "P-521"));
        using var dsa = DSA.Create(1024);
        Details(dsa.ExportPkcs8PrivateKeyPem()).ShouldBe(("PKCS#8 PEM", "DSA", 1024, null));

        static (string, string?, int?, string?) Details(string pem)
        {
            var key = Found.Only(pem).Key.ShouldNotBeNull();
            return (key.Format, key.Algorithm, key.Bits, key.Curve);
        }
    }

    [Fact]
    public void Key_ends_are_exact()
    {
        var pem = Ec.ExportPkcs8PrivateKeyPem();
        var reading = Found.All("before " + pem + " behind").ShouldHaveSingleItem();
        (reading.Start, reading.Length).ShouldBe((7, pem.Length));
    }

    [Fact]
    public void An_encrypted_key_is_a_container_and_no_key()
    {
        var pem = Rsa.ExportEncryptedPkcs8PrivateKeyPem("some passphrase", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 10));
        var reading = Found.All(pem).ShouldHaveSingleItem();
        reading.Container.ShouldNotBeNull().Format.ShouldBe("pkcs8");
        reading.Secret.ShouldNotBeNull().RuleId.ShouldBe("private-key-encrypted");
        reading.Secret.Severity.ShouldBe(Severity.Medium);
        reading.Secret.Key.ShouldNotBeNull().IsEncrypted.ShouldBeTrue();
    }

    [Fact]
    public void One_container_in_two_texts_has_one_fingerprint()
    {
        var pem = Rsa.ExportEncryptedPkcs8PrivateKeyPem("some passphrase", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 10));
        Found.Only(JsonSerializer.Serialize(pem)).Fingerprint.ShouldBe(Found.Only(pem).Fingerprint);
    }

    [Fact]
    public void A_key_whose_numbers_do_not_match_informs_only()
    {
        var numbers = Rsa.ExportParameters(true);
        var der = Rsa.ExportRSAPrivateKey();
        var prime = der.AsSpan().IndexOf(numbers.P);
        RandomNumberGenerator.Fill(der.AsSpan(prime + 1, 100));
        var exponent = der.AsSpan().IndexOf(numbers.D);
        RandomNumberGenerator.Fill(der.AsSpan(exponent + 1, 100));
        RandomNumberGenerator.Fill(der.AsSpan(der.AsSpan().IndexOf(numbers.Q) + 1, 100));

        var secret = Found.Only(PemEncoding.WriteString("RSA PRIVATE KEY", der));
        secret.RuleId.ShouldBe("private-key-damaged");
        (secret.Severity, secret.Confidence).ShouldBe((Severity.Info, Confidence.Possible));
    }

    [Fact]
    public void A_key_with_one_damaged_prime_is_still_a_key()
    {
        var der = Rsa.ExportRSAPrivateKey();
        der[der.AsSpan().IndexOf(Rsa.ExportParameters(true).P) + 9] ^= 0x55;
        Found.Only(PemEncoding.WriteString("RSA PRIVATE KEY", der)).ShouldBeKey(Rsa.ExportSubjectPublicKeyInfo());
    }

    [Fact]
    public void An_elliptic_key_with_the_public_half_of_another_informs_only()
    {
        var der = Ec.ExportECPrivateKey();
        der[^1] ^= 1;
        Found.Only(PemEncoding.WriteString("EC PRIVATE KEY", der)).RuleId.ShouldBe("private-key-damaged");
    }

    [Theory]
    [InlineData(0.35, "private-key-truncated")] // inside d
    [InlineData(0.60, "private-key")] // behind d: whoever has d and n has the key
    [InlineData(0.85, "private-key")]
    public void C21_A_truncated_RSA_key_is_worth_what_is_left_of_it(double part, string rule)
    {
        var pem = Rsa.ExportRSAPrivateKeyPem();
        var secret = Found.Only(pem[..(int)(pem.Length * part)] + "\n");
        secret.RuleId.ShouldBe(rule);
        secret.Key.ShouldNotBeNull().SpkiSha256.ShouldBe(Found.Sha256(Rsa.ExportSubjectPublicKeyInfo()));
        (secret.Confidence == Confidence.Possible).ShouldBe(rule == "private-key-truncated");
    }

    [Theory]
    [InlineData("-----BEGIN PRIVATE KEY-----")]
    [InlineData("-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----")]
    [InlineData("if (text.StartsWith(\"-----BEGIN PRIVATE KEY-----\") && text.Contains(\"-----END PRIVATE KEY-----\")) return 1;")]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----\n<your key here>\n-----END RSA PRIVATE KEY-----")]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA...\n-----END RSA PRIVATE KEY-----")]
    [InlineData("expected `-----BEGIN OPENSSH PRIVATE KEY-----` or `-----BEGIN RSA PRIVATE KEY-----` in the first line of the file")]
    [InlineData("-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAA\n-----END OPENSSH PRIVATE KEY-----")]
    public void B21_A_header_without_a_key_is_silent(string text) => Found.Secrets(text).ShouldBeEmpty();

    [Fact]
    public void The_cut_public_part_of_a_key_is_silent()
    {
        var pem = Rsa.ExportRSAPrivateKeyPem();
        Found.Secrets(pem[..200]).ShouldBeEmpty();
    }

    [Fact]
    public void Several_keys_in_one_text_are_all_found()
    {
        using var other = RSA.Create(1024);
        var text = Rsa.ExportPkcs8PrivateKeyPem() + "\n" + Ec.ExportECPrivateKeyPem() + "\n" + other.ExportRSAPrivateKeyPem();
        Found.Secrets(text).Count.ShouldBe(3);
    }

    [Fact]
    public void A_BEGIN_line_without_end_does_not_hide_the_next_key()
    {
        var text = "-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA\n" + Ec.ExportECPrivateKeyPem();
        Found.Only(text).ShouldBeKey(Ec.ExportSubjectPublicKeyInfo());
    }

    [Fact]
    public void The_masked_text_holds_no_part_of_the_key()
    {
        var secret = Found.Only(Ec.ExportECPrivateKeyPem());
        secret.Masked.ShouldBe("EC P-256 private key (SEC1 PEM)");
    }
}
