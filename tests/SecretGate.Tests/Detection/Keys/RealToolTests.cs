using System.Text;
using SecretGate.Detection;

namespace SecretGate.Tests.Detection.Keys;

/// <summary>Keys that real programs made, beside the public half that the same program says.</summary>
public sealed class RealToolTests
{
    private const string Passphrase = "a passphrase of some length";

    [Theory]
    [InlineData("rsa", "2048", "RSA", 2048)]
    [InlineData("ecdsa", "256", "EC", 256)]
    [InlineData("ecdsa", "384", "EC", 384)]
    [InlineData("ecdsa", "521", "EC", 521)]
    [InlineData("ed25519", "256", "Ed25519", null)]
    [InlineData("dsa", "1024", "DSA", 1024)]
    public void Ssh_keygen_makes_keys_in_its_own_form(string type, string bits, string algorithm, int? expectedBits)
    {
        using var tool = new RealTool("ssh-keygen");
        tool.Run("-q", "-t", type, "-b", bits, "-N", "", "-C", "somebody", "-f", "key");
        var secret = Found.Only(tool.Read("key"));
        secret.RuleId.ShouldBe("private-key");
        secret.Confidence.ShouldBe(Confidence.Proven);
        var key = secret.Key.ShouldNotBeNull();
        (key.Format, key.Algorithm, key.Bits).ShouldBe(("OpenSSH", algorithm, expectedBits));

        var half = Found.All(tool.Read("key.pub")).ShouldHaveSingleItem();
        half.Secret.ShouldBeNull();
        half.PublicHalf.ShouldNotBeNull().SpkiSha256.ShouldBe(key.SpkiSha256);
    }

    [Theory]
    [InlineData("rsa")]
    [InlineData("ecdsa")]
    [InlineData("ed25519")]
    [InlineData("dsa")]
    public void C24_Ssh_keygen_with_a_passphrase_makes_a_container_with_a_known_public_half(string type)
    {
        using var tool = new RealTool("ssh-keygen");
        tool.Run("-q", "-t", type, "-N", Passphrase, "-C", "somebody", "-f", "key");
        var reading = Found.All(tool.Read("key")).ShouldHaveSingleItem();
        reading.Container.ShouldNotBeNull().Format.ShouldBe("openssh");
        reading.Secret.ShouldNotBeNull().RuleId.ShouldBe("private-key-encrypted");
        reading.Secret.Key.ShouldNotBeNull().SpkiSha256.ShouldBe(Found.All(tool.Read("key.pub")).ShouldHaveSingleItem().PublicHalf.ShouldNotBeNull().SpkiSha256);
    }

    [Theory]
    [InlineData("PEM")]
    [InlineData("PKCS8")]
    public void Ssh_keygen_makes_PEM_on_request(string form)
    {
        using var tool = new RealTool("ssh-keygen");
        tool.Run("-q", "-t", "rsa", "-b", "2048", "-m", form, "-N", "", "-f", "key");
        Found.Only(tool.Read("key")).Key.ShouldNotBeNull().SpkiSha256
            .ShouldBe(Found.All(tool.Read("key.pub")).ShouldHaveSingleItem().PublicHalf.ShouldNotBeNull().SpkiSha256);
    }

    [Fact]
    public void C23_A_legacy_PEM_is_encrypted()
    {
        using var tool = new RealTool("ssh-keygen");
        tool.Run("-q", "-t", "rsa", "-m", "PEM", "-N", Passphrase, "-f", "key");
        var pem = Encoding.ASCII.GetString(tool.Read("key"));
        pem.ShouldContain("DEK-Info");
        foreach (var text in new[] { pem, pem.Replace('\n', ' '), pem.Replace("\n", "\\n", StringComparison.Ordinal), pem.Replace("\n", "", StringComparison.Ordinal) })
        {
            var reading = Found.All(text).ShouldHaveSingleItem();
            reading.Container.ShouldNotBeNull().Format.ShouldBe("legacy-pem");
            reading.Secret.ShouldNotBeNull().Fingerprint.ShouldBe(Found.Only(pem).Fingerprint);
        }
    }

    [Theory]
    [InlineData("rsa", "2")]
    [InlineData("rsa", "3")]
    [InlineData("dsa", "2")]
    [InlineData("ecdsa", "3")]
    [InlineData("ed25519", "2")]
    [InlineData("ed25519", "3")]
    [InlineData("ed448", "3")]
    public void B15_Puttygen_makes_keys(string type, string version)
    {
        using var tool = new RealTool("puttygen");
        tool.Write("pass", []);
        string[] size = type switch { "rsa" => ["-b", "2048"], "dsa" => ["-b", "1024"], _ => [] };
        tool.Run(["-q", "-t", type, .. size, "-C", "somebody", "--new-passphrase", "pass", "--ppk-param", $"version={version}", "-o", "key.ppk"]);
        var secret = Found.Only(tool.Read("key.ppk"));
        secret.RuleId.ShouldBe("private-key");
        secret.Confidence.ShouldBe(Confidence.Proven);
        secret.Key.ShouldNotBeNull().Format.ShouldBe($"PuTTY v{version}");

        if (type != "ed448")
        {
            var line = Encoding.ASCII.GetString(tool.Run("key.ppk", "-O", "public-openssh"));
            Found.All(line).ShouldHaveSingleItem().PublicHalf.ShouldNotBeNull().SpkiSha256.ShouldBe(secret.Key.SpkiSha256);
        }
    }

    [Theory]
    [InlineData("2")]
    [InlineData("3")]
    public void Puttygen_with_a_passphrase_makes_a_container(string version)
    {
        using var tool = new RealTool("puttygen");
        tool.Write("pass", Encoding.ASCII.GetBytes(Passphrase));
        tool.Run("-q", "-t", "ed25519", "-C", "somebody", "--new-passphrase", "pass", "--ppk-param", $"version={version}", "-o", "key.ppk");
        var reading = Found.All(tool.Read("key.ppk")).ShouldHaveSingleItem();
        reading.Container.ShouldNotBeNull().Format.ShouldBe("putty");
        reading.Secret.ShouldNotBeNull().Key.ShouldNotBeNull().Algorithm.ShouldBe("Ed25519");
        reading.Length.ShouldBe(tool.Read("key.ppk").AsSpan().TrimEnd("\n"u8).Length);
    }

    [Theory]
    [InlineData("rsa")]
    [InlineData("dsa")]
    public void Puttygen_writes_ssh_com_keys(string type)
    {
        using var tool = new RealTool("puttygen");
        tool.Write("pass", []);
        tool.Run("-q", "-t", type, "-b", "1024", "-C", "somebody", "--new-passphrase", "pass", "-O", "private-sshcom", "-o", "key");
        var secret = Found.Only(tool.Read("key"));
        secret.RuleId.ShouldBe("private-key");
        secret.Key.ShouldNotBeNull().Format.ShouldBe("SSH2");
    }

    [Fact]
    public void Puttygen_writes_encrypted_ssh_com_keys()
    {
        using var tool = new RealTool("puttygen");
        tool.Write("pass", Encoding.ASCII.GetBytes(Passphrase));
        tool.Run("-q", "-t", "rsa", "-b", "1024", "-C", "somebody", "--new-passphrase", "pass", "-O", "private-sshcom", "-o", "key");
        Found.All(tool.Read("key")).ShouldHaveSingleItem().Container.ShouldNotBeNull().Format.ShouldBe("secsh");
    }

    [Theory]
    [InlineData("genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048", "RSA")]
    [InlineData("genpkey -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048", "RSA")]
    [InlineData("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256", "EC")]
    [InlineData("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:secp256k1", "EC")]
    [InlineData("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:brainpoolP384r1", "EC")]
    [InlineData("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-384 -pkeyopt ec_param_enc:explicit", "EC")]
    [InlineData("genpkey -algorithm ED25519", "Ed25519")]
    [InlineData("genpkey -algorithm ED448", "Ed448")]
    [InlineData("genpkey -algorithm X25519", "X25519")]
    [InlineData("genpkey -algorithm X448", "X448")]
    [InlineData("genpkey -algorithm DH -pkeyopt group:ffdhe2048", "DH")]
    [InlineData("genpkey -algorithm SM2", "EC")]
    [InlineData("ecparam -name secp384r1 -genkey", "EC")]
    [InlineData("ecparam -name prime256v1 -genkey -param_enc explicit", "EC")]
    [InlineData("genrsa -traditional 1024", "RSA")]
    public void Openssl_makes_keys_of_every_algorithm_in_PEM_and_DER(string command, string algorithm)
    {
        using var tool = new RealTool("openssl");
        var pem = tool.Run(command.Split(' '));
        tool.Write("key.pem", pem);
        var secret = Found.Only(pem);
        (secret.RuleId, secret.Confidence).ShouldBe(("private-key", Confidence.Proven));
        secret.Key.ShouldNotBeNull().Algorithm.ShouldBe(algorithm);

        var der = tool.Run("pkcs8", "-topk8", "-nocrypt", "-in", "key.pem", "-outform", "DER");
        Found.Only(der).Fingerprint.ShouldBe(secret.Fingerprint);
        Found.Only((byte[])[.. "\u007fELF"u8, .. new byte[99], .. der, .. new byte[99]]).Fingerprint.ShouldBe(secret.Fingerprint);

        var open = tool.Run("pkey", "-in", "key.pem", "-pubout");
        Found.Secrets(open).ShouldBeEmpty();
        if (algorithm != "DH")
        {
            Found.All(open).ShouldHaveSingleItem().PublicHalf.ShouldNotBeNull().SpkiSha256.ShouldBe(secret.Key.SpkiSha256);
        }
    }

    [Theory]
    [InlineData("-v1 PBE-SHA1-3DES")]
    [InlineData("-v1 PBE-MD5-DES")]
    [InlineData("-v2 aes-256-cbc")]
    [InlineData("-v2 des3 -v2prf hmacWithSHA1")]
    [InlineData("-scrypt")]
    public void C22_Openssl_encrypts_PKCS8_in_every_scheme(string scheme)
    {
        using var tool = new RealTool("openssl");
        tool.Write("key.pem", tool.Run("genpkey", "-algorithm", "ED25519"));
        string[] command = ["pkcs8", "-topk8", "-in", "key.pem", .. scheme.Split(' '), "-passout", "pass:" + Passphrase, "-provider", "legacy", "-provider", "default"];
        var pem = Found.All(tool.Run(command)).ShouldHaveSingleItem();
        pem.Container.ShouldNotBeNull().Format.ShouldBe("pkcs8");
        var der = Found.All(tool.Run([.. command, "-outform", "DER"])).ShouldHaveSingleItem();
        der.Container.ShouldNotBeNull().Format.ShouldBe("pkcs8");
        der.Secret.ShouldNotBeNull().RuleId.ShouldBe("private-key-encrypted");
    }

    [Theory]
    [InlineData("")]
    [InlineData("-legacy")]
    [InlineData("-keypbe NONE -certpbe NONE")]
    [InlineData("-certpbe NONE")]
    public void B14_Openssl_makes_PKCS12_stores(string options)
    {
        using var tool = new RealTool("openssl");
        tool.Run("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=some.host", "-days", "9", "-keyout", "key.pem", "-out", "cert.pem");
        string[] extra = options.Length == 0 ? [] : options.Split(' ');
        var store = tool.Run(["pkcs12", "-export", "-inkey", "key.pem", "-in", "cert.pem", "-passout", "pass:" + Passphrase, .. extra]);

        var secret = Found.Only(store);
        var isPlain = options.StartsWith("-keypbe NONE", StringComparison.Ordinal);
        secret.RuleId.ShouldBe(isPlain ? "private-key" : "private-key-encrypted");
        var halves = Found.All(store).Select(r => r.PublicHalf).OfType<PublicHalf>().Distinct().ToList();
        if (options.Contains("-certpbe NONE", StringComparison.Ordinal))
        {
            halves[0].SpkiSha256.ShouldBe(Found.Only(tool.Read("key.pem")).Key.ShouldNotBeNull().SpkiSha256);
        }
    }

    [Fact]
    public void A_PKCS12_store_of_certificates_is_no_certain_key()
    {
        using var tool = new RealTool("openssl");
        tool.Run("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=some.host", "-keyout", "key.pem", "-out", "cert.pem");
        var store = tool.Run("pkcs12", "-export", "-nokeys", "-in", "cert.pem", "-passout", "pass:" + Passphrase);
        Found.Only(store).Confidence.ShouldBe(Confidence.Possible);
    }

    [Theory]
    [InlineData("JKS")]
    [InlineData("JCEKS")]
    public void C25_Keytool_makes_key_stores(string type)
    {
        using var tool = new RealTool("keytool");
        Keytool(tool, type, "-genkeypair", "-alias", "one", "-keyalg", "RSA", "-keysize", "2048", "-dname", "CN=some.host");
        Keytool(tool, type, "-genkeypair", "-alias", "two", "-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=some.host");

        var readings = Found.All(tool.Read("store"));
        var keys = readings.Where(r => r.Secret is not null).ToList();
        keys.Count.ShouldBe(2);
        keys.ShouldAllBe(r => r.Secret!.RuleId == "private-key-encrypted" && r.Container!.Format == "pkcs8" && r.Secret.Key!.Format == type);
        keys.Select(r => r.Secret!.Key!.Algorithm).Order().ShouldBe(["EC", "RSA"]);

        var halves = readings.Select(r => r.PublicHalf).OfType<PublicHalf>().ToList();
        halves.Select(h => h.SpkiSha256).ShouldBeSubsetOf(keys.Select(r => r.Secret!.Key!.SpkiSha256!));
        halves[0].Certificate.ShouldNotBeNull().Subject.ShouldBe("CN=some.host");
    }

    [Fact]
    public void Keytool_puts_secret_keys_between_private_ones()
    {
        using var tool = new RealTool("keytool");
        Keytool(tool, "JCEKS", "-genseckey", "-alias", "a-secret", "-keyalg", "AES", "-keysize", "256");
        Keytool(tool, "JCEKS", "-genkeypair", "-alias", "b-pair", "-keyalg", "RSA", "-keysize", "2048", "-dname", "CN=some.host");
        Keytool(tool, "JCEKS", "-genseckey", "-alias", "c-secret", "-keyalg", "AES", "-keysize", "256");
        Found.Secrets(tool.Read("store")).Select(s => s.Key.ShouldNotBeNull().Format).Order()
            .ShouldBe(["JCEKS", "JCEKS secret key", "JCEKS secret key"]);
    }

    [Fact]
    public void A_Java_trust_store_holds_no_key()
    {
        using var tool = new RealTool("keytool");
        Keytool(tool, "JKS", "-genkeypair", "-alias", "one", "-keyalg", "RSA", "-keysize", "2048", "-dname", "CN=some.host");
        var certificate = tool.Run("-exportcert", "-alias", "one", "-keystore", "store", "-storetype", "JKS", "-storepass", Passphrase);
        tool.Write("cert", certificate);
        tool.Run("-importcert", "-noprompt", "-alias", "x", "-file", "cert", "-keystore", "trust", "-storetype", "JKS", "-storepass", Passphrase);
        Found.Secrets(tool.Read("trust")).ShouldBeEmpty();
        Found.All(tool.Read("trust")).ShouldNotBeEmpty();
    }

    private static void Keytool(RealTool tool, string type, params string[] command) =>
        tool.Run([.. command, "-keystore", "store", "-storetype", type, "-storepass", Passphrase, "-keypass", Passphrase]);

    [Theory]
    [InlineData("rsa2048", "RSA")]
    [InlineData("ed25519", "Ed25519")]
    [InlineData("nistp256", "EC")]
    [InlineData("nistp521", "EC")]
    [InlineData("brainpoolP256r1", "EC")]
    [InlineData("secp256k1", "EC")]
    public void B19_Gpg_exports_keys_with_armor_and_without(string type, string algorithm)
    {
        using var tool = new RealTool("gpg");
        Gpg(tool, "--passphrase", "", "--quick-generate-key", "somebody <some@body>", type, "default", "never");
        var armor = Found.Only(Gpg(tool, "--armor", "--export-secret-keys"));
        (armor.RuleId, armor.Confidence, armor.Key.ShouldNotBeNull().Algorithm).ShouldBe(("private-key", Confidence.Proven, algorithm));

        var binary = Gpg(tool, "--export-secret-keys");
        Found.Only(binary).Fingerprint.ShouldBe(armor.Fingerprint);
        Found.Only((byte[])[.. new byte[50], .. binary]).Fingerprint.ShouldBe(armor.Fingerprint);

        Found.Secrets(Gpg(tool, "--armor", "--export")).ShouldBeEmpty();
        Found.Secrets(Gpg(tool, "--export")).ShouldBeEmpty();

        var agent = Directory.GetFiles(Path.Combine(tool.Folder, "private-keys-v1.d"));
        agent.SelectMany(file => Found.Secrets(File.ReadAllBytes(file))).Select(s => s.Fingerprint).ShouldContain(armor.Fingerprint);
    }

    [Fact]
    public void Gpg_exports_old_algorithms()
    {
        using var tool = new RealTool("gpg");
        Gpg(tool, "--passphrase", "", "--quick-generate-key", "somebody <some@body>", "dsa1024", "default", "never");
        Found.Only(Gpg(tool, "--armor", "--export-secret-keys")).Key.ShouldNotBeNull().Algorithm.ShouldBe("DSA");
    }

    [Fact]
    public void Gpg_exports_encrypted_keys()
    {
        using var tool = new RealTool("gpg");
        Gpg(tool, "--passphrase", Passphrase, "--quick-generate-key", "somebody <some@body>", "rsa2048", "default", "never");
        var reading = Found.All(Gpg(tool, "--passphrase", Passphrase, "--armor", "--export-secret-keys")).ShouldHaveSingleItem();
        reading.Container.ShouldNotBeNull().Format.ShouldBe("pgp");
        reading.Secret.ShouldNotBeNull().Key.ShouldNotBeNull().Algorithm.ShouldBe("RSA");
    }

    [Fact]
    public void A_stub_of_gpg_is_no_secret()
    {
        using var tool = new RealTool("gpg");
        Gpg(tool, "--passphrase", "", "--quick-generate-key", "somebody <some@body>", "rsa2048", "default", "never");
        var print = Encoding.ASCII.GetString(Gpg(tool, "--with-colons", "--list-secret-keys")).Split('\n').First(l => l.StartsWith("fpr", StringComparison.Ordinal)).Split(':')[9];
        var whole = Found.Only(Gpg(tool, "--armor", "--export-secret-keys"));
        Gpg(tool, "--passphrase", "", "--quick-add-key", print, "rsa1024", "encr", "never");

        var subkeys = Found.Only(Gpg(tool, "--armor", "--export-secret-subkeys"));
        subkeys.Key.ShouldNotBeNull().Bits.ShouldBe(1024);
        subkeys.Fingerprint.ShouldNotBe(whole.Fingerprint);
    }

    [Fact]
    public void Armor_is_read_with_headers_without_checksum_and_in_JSON()
    {
        using var tool = new RealTool("gpg");
        Gpg(tool, "--passphrase", "", "--quick-generate-key", "somebody <some@body>", "ed25519", "default", "never");
        var armor = Encoding.ASCII.GetString(Gpg(tool, "--armor", "--export-secret-keys"));
        var expected = Found.Only(armor).Fingerprint;

        var withHeaders = armor.Replace("BLOCK-----\n\n", "BLOCK-----\nVersion: GnuPG v1.4.11 (GNU/Linux)\nComment: made for nobody\n\n", StringComparison.Ordinal);
        var withoutSum = string.Join('\n', armor.Split('\n').Where(l => !l.StartsWith('=')));
        foreach (var text in new[] { withHeaders, withoutSum, armor.Replace("\n", "\\n", StringComparison.Ordinal), withHeaders.Replace('\n', ' '), withHeaders.Replace("\n", "\r\n", StringComparison.Ordinal) })
        {
            Found.Only(text).Fingerprint.ShouldBe(expected);
        }
    }

    private static byte[] Gpg(RealTool tool, params string[] command) =>
        tool.Run(["--batch", "--quiet", "--pinentry-mode", "loopback", .. command.Contains("--passphrase") ? [] : (string[])["--passphrase", ""], .. command]);
}
