using SecretGate.Tests.Building;

namespace SecretGate.Tests.EndToEnd;

/// <summary>Scenarios C of the study: keys behind a passphrase that is not in the image.</summary>
public sealed class EncryptedKeyTests : IDisposable
{
    private readonly Published _program = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public void C22_An_encrypted_PKCS8_key_is_reported_and_does_not_block() => IsReportedOnly(Planted.EncryptedPkcs8());

    [Fact]
    public void C23_A_key_with_a_legacy_header_is_reported_and_does_not_block()
    {
        RealComponents.NeedPrograms("openssl");
        IsReportedOnly(Planted.EncryptedLegacyPem());
    }

    [Fact]
    public void C24_An_encrypted_OpenSSH_key_is_reported_and_does_not_block()
    {
        RealComponents.NeedPrograms("ssh-keygen");
        IsReportedOnly(Planted.EncryptedOpenSsh());
    }

    private void IsReportedOnly(string key)
    {
        var found = _program.Scan(Image.With().Layer(("root/.ssh/id", key))).ShouldBeOpen().Findings.ShouldHaveSingleItem();

        found.RuleId.ShouldBe("private-key-encrypted");
        found.Severity.ShouldBe("medium");
    }
}
