using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SecretGate.Detection.Keys.Public;

namespace SecretGate.Tests.Detection.Keys;

public sealed class SelfSignatureTests
{
    private static readonly DateTimeOffset Start = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static TheoryData<string> Kinds => ["rsa-sha256", "rsa-sha512", "rsa-pss", "ecdsa-p256", "ecdsa-p384"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_certificate_signed_by_its_own_key_is_self_signed(string kind) =>
        Certificate.Read(SelfSigned(kind)).ShouldNotBeNull().Certificate.ShouldNotBeNull().IsSelfSigned.ShouldBeTrue();

    [Fact]
    public void A_certificate_of_the_same_name_signed_by_another_key_is_not()
    {
        using var own = RSA.Create(2048);
        using var other = RSA.Create(2048);
        var request = new CertificateRequest("CN=same.invalid", own, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var name = new X500DistinguishedName("CN=same.invalid");
        using var certificate = request.Create(name, X509SignatureGenerator.CreateForRSA(other, RSASignaturePadding.Pkcs1), Start, Start.AddYears(1), [1, 2]);

        Certificate.Read(certificate.RawData).ShouldNotBeNull().Certificate.ShouldNotBeNull().IsSelfSigned.ShouldBeFalse();
    }

    private static byte[] SelfSigned(string kind)
    {
        using var rsa = RSA.Create(2048);
        using var ecdsa = ECDsa.Create(kind == "ecdsa-p384" ? ECCurve.NamedCurves.nistP384 : ECCurve.NamedCurves.nistP256);
        var request = kind switch
        {
            "rsa-sha512" => new CertificateRequest("CN=own.invalid", rsa, HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1),
            "rsa-pss" => new CertificateRequest("CN=own.invalid", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
            "ecdsa-p256" => new CertificateRequest("CN=own.invalid", ecdsa, HashAlgorithmName.SHA256),
            "ecdsa-p384" => new CertificateRequest("CN=own.invalid", ecdsa, HashAlgorithmName.SHA384),
            _ => new CertificateRequest("CN=own.invalid", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
        };
        using var certificate = request.CreateSelfSigned(Start, Start.AddYears(1));
        return certificate.RawData;
    }
}
