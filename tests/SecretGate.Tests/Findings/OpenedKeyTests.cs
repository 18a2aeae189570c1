using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SecretGate.Detection;
using SecretGate.Policy;
using SecretGate.Tests.Building;
using SecretGate.Tests.Detection.Keys;

namespace SecretGate.Tests.Findings;

/// <summary>Scenarios C of the study: keys behind a passphrase, with and without the passphrase in the same image.</summary>
public sealed class OpenedKeyTests
{
    private static readonly ECDsa Ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly string _passphrase = "Fresh" + RandomNumberGenerator.GetString("ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789", 12);

    private string Pkcs8 => Ec.ExportEncryptedPkcs8PrivateKeyPem(_passphrase, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 500));

    [Fact]
    public async Task C22_A_PKCS8_key_whose_passphrase_is_not_there_is_reported_and_does_not_block() => await IsReportedOnlyAsync(Pkcs8);

    [Fact]
    public async Task C23_A_legacy_PEM_whose_passphrase_is_not_there_is_reported_and_does_not_block()
    {
        using var tool = new RealTool("openssl");
        tool.Write("key.pem", Encoding.ASCII.GetBytes(Ec.ExportECPrivateKeyPem()));
        await IsReportedOnlyAsync(tool.Run("ec", "-in", "key.pem", "-aes256", "-passout", "pass:" + _passphrase));
    }

    [Fact]
    public async Task C24_An_OpenSSH_key_whose_passphrase_is_not_there_is_reported_and_does_not_block() => await IsReportedOnlyAsync(OpenSsh());

    [Fact]
    public async Task C25_Key_stores_whose_password_is_not_there_are_reported_and_do_not_block()
    {
        await IsReportedOnlyAsync(Pkcs12());
        using var tool = new RealTool("keytool");
        tool.Run("-genkeypair", "-alias", "x", "-keyalg", "EC", "-dname", "CN=some.host", "-keystore", "store", "-storetype", "JKS", "-storepass", _passphrase, "-keypass", _passphrase);
        await IsReportedOnlyAsync(tool.Read("store"));
    }

    [Fact]
    public async Task C26_A_passphrase_in_a_file_of_settings_of_another_layer_opens_the_key() =>
        await IsOpenedAsync(Image.With().Layer(("app/.env", $"PORT=1\nKEY_PASSPHRASE={_passphrase}\n")).Layer(("srv/tls/key.pem", Pkcs8)));

    [Fact]
    public async Task C26_A_passphrase_in_a_variable_opens_the_key() =>
        await IsOpenedAsync(Image.With().Layer(("srv/tls/key.pem", Pkcs8)).Env("SSL_KEY_PASS=" + _passphrase));

    [Fact]
    public async Task C26_A_passphrase_in_the_history_opens_the_key() =>
        await IsOpenedAsync(Image.With().Layer($"RUN /bin/sh -c openssl genrsa -aes256 -passout pass:{_passphrase} # buildkit", ("srv/tls/key.pem", Pkcs8)));

    [Fact]
    public async Task C26_A_file_beside_the_key_that_is_its_passphrase_opens_it() =>
        await IsOpenedAsync(Image.With().Layer(("srv/tls/key.pem", Pkcs8), ("srv/tls/key.txt", _passphrase + "\n")));

    [Fact]
    public async Task C26_A_passphrase_of_several_words_opens_the_key()
    {
        var words = _passphrase + " and more";
        var key = Ec.ExportEncryptedPkcs8PrivateKeyPem(words, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 500));
        await IsOpenedAsync(Image.With().Layer(("srv/tls/key.pem", key)).Env("KEY_PASSPHRASE=" + words));
    }

    [Fact]
    public async Task C26_An_OpenSSH_key_opens_with_a_passphrase_of_the_image() =>
        await IsOpenedAsync(Image.With().Layer(("root/.ssh/id", OpenSsh()), ("root/.env", $"ssh_passphrase: '{_passphrase}'\n")));

    [Fact]
    public async Task C26_A_key_store_opens_with_a_passphrase_of_the_image() =>
        await IsOpenedAsync(Image.With().Layer(("app/server.p12", Pkcs12()), ("app/application.yml", $"server:\n  ssl:\n    key-store-password: {_passphrase}\n")));

    [Fact]
    public async Task C26_A_default_passphrase_opens_the_key()
    {
        var key = Ec.ExportEncryptedPkcs8PrivateKeyPem("changeit", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 500));
        await IsOpenedAsync(Image.With().Layer(("srv/tls/key.pem", key)));
    }

    [Fact]
    public async Task An_encrypted_key_in_a_variable_opens_too() =>
        await IsOpenedAsync(Image.With().Layer(("app/x", "x")).Env("KEY=" + Pkcs8, "KEY_PASSWORD=" + _passphrase));

    [Fact]
    public async Task An_opened_key_keeps_the_fingerprint_of_its_container()
    {
        var key = Pkcs8;
        var closed = (await InProcess.GateAsync(Image.With().Layer(("srv/key.pem", key)))).Key();
        var opened = (await InProcess.GateAsync(Image.With().Layer(("srv/key.pem", key)).Env("KEY_PASSWORD=" + _passphrase))).Key();

        opened.Finding.Fingerprint.ShouldBe(closed.Finding.Fingerprint);
        opened.Finding.RuleId.ShouldNotBe(closed.Finding.RuleId);
    }

    [Fact]
    public async Task A_budget_that_ends_leaves_the_key_closed_and_says_so()
    {
        var policy = InProcess.Default with { Limits = InProcess.Default.Limits with { KdfIterations = 1_000 } };
        var found = (await InProcess.GateAsync(Image.With().Layer(("srv/tls/key.pem", Pkcs8)).Env("KEY_PASSWORD=" + _passphrase), policy)).Key();

        found.Finding.RuleId.ShouldBe("private-key-encrypted");
        found.Finding.Evidence.ShouldContain(sentence => sentence.Contains("kdf-iterations", StringComparison.Ordinal));
    }

    private static async Task IsReportedOnlyAsync(FileContent key)
    {
        var found = (await InProcess.GateAsync(Image.With().Layer(("srv/some.key", key)))).Key();

        found.Finding.RuleId.ShouldBe("private-key-encrypted");
        found.Finding.Severity.ShouldBe(Severity.Medium);
        found.Finding.Class.ShouldBe(KeyClass.Encrypted);
        found.IsBlocking.ShouldBeFalse();
    }

    private async Task IsOpenedAsync(ImageBuilder image)
    {
        var report = await InProcess.GateAsync(image);
        report.Verdict.ShouldBe(Verdict.Closed);
        var found = report.Key();
        found.IsBlocking.ShouldBeTrue();
        found.Finding.RuleId.ShouldBe("private-key");
        found.Finding.Evidence.ShouldContain(sentence => sentence.Contains("its passphrase is known", StringComparison.Ordinal));
        JsonSerializer.Serialize(report).ShouldNotContain(_passphrase);
    }

    private byte[] OpenSsh()
    {
        using var tool = new RealTool("ssh-keygen");
        tool.Run("-q", "-t", "ed25519", "-a", "1", "-N", _passphrase, "-f", "key");
        return tool.Read("key");
    }

    private byte[] Pkcs12()
    {
        using var tool = new RealTool("openssl");
        tool.Write("key.pem", Encoding.ASCII.GetBytes(Ec.ExportPkcs8PrivateKeyPem()));
        tool.Run("req", "-x509", "-new", "-key", "key.pem", "-subj", "/CN=some.host", "-out", "cert.pem");
        return tool.Run("pkcs12", "-export", "-inkey", "key.pem", "-in", "cert.pem", "-passout", "pass:" + _passphrase);
    }
}
