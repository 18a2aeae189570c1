using System.IO.Hashing;
using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Utilities;

namespace SecretGate.Tests.EndToEnd;

/// <summary>Makes fresh secrets for one image and remembers them, so that a test can see that none reaches an output.</summary>
internal sealed class Planted
{
    private const string Base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private readonly List<string> _values = [];

    /// <summary>Every secret made so far; of a key the longest lines of its body.</summary>
    public IReadOnlyList<string> Values => _values;

    /// <summary>PKCS#8 behind a passphrase that nobody knows.</summary>
    public static string EncryptedPkcs8()
    {
        using var key = RSA.Create(2048);
        return key.ExportEncryptedPkcs8PrivateKeyPem(Password(), new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 2048));
    }

    /// <summary>PEM with <c>Proc-Type: 4,ENCRYPTED</c>.</summary>
    public static string EncryptedLegacyPem() =>
        RealComponents.Must("openssl", "genrsa", "-traditional", "-aes128", "-passout", "pass:" + Password(), "2048") is { } output
            ? output[output.IndexOf("-----BEGIN", StringComparison.Ordinal)..]
            : "";

    /// <summary>OpenSSH's own format with bcrypt.</summary>
    public static string EncryptedOpenSsh()
    {
        var folder = Directory.CreateTempSubdirectory("secretgate-test-").FullName;
        try
        {
            RealComponents.Must("ssh-keygen", "-q", "-t", "ed25519", "-N", Password(), "-f", Path.Combine(folder, "key"));
            return File.ReadAllText(Path.Combine(folder, "key"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    public string RsaPkcs1()
    {
        using var key = RSA.Create(2048);
        return Key(key.ExportRSAPrivateKeyPem());
    }

    public string RsaPkcs8()
    {
        using var key = RSA.Create(2048);
        return Key(key.ExportPkcs8PrivateKeyPem());
    }

    public string EcSec1()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Key(key.ExportECPrivateKeyPem());
    }

    public string EcPkcs8()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        return Key(key.ExportPkcs8PrivateKeyPem());
    }

    public string Ed25519OpenSsh()
    {
        var blob = OpenSshPrivateKeyUtilities.EncodePrivateKey(new Ed25519PrivateKeyParameters(RandomNumberGenerator.GetBytes(32)));
        return Key(Pem("OPENSSH PRIVATE KEY", blob));
    }

    public string Dsa() => Key(RealComponents.Must("openssl", "genpkey", "-genparam", "-algorithm", "DSA", "-pkeyopt", "dsa_paramgen_bits:1024") is { } parameters
        ? Generate("dsa", parameters)
        : "");

    public string GitHubToken() => Checksummed("ghp" + "_");

    public string NpmToken() => Checksummed("npm" + "_");

    public string AwsKeyId() => Remember("AKI" + "A" + RandomNumberGenerator.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 16));

    public string AwsSecret() => Remember(RandomNumberGenerator.GetString(Base62 + "+/", 40));

    public string GitLabToken() => Remember("glpat" + "-" + RandomNumberGenerator.GetString(Base62, 20));

    private static string Password() => RandomNumberGenerator.GetString(Base62, 24);

    private static string Pem(string label, byte[] der)
    {
        var body = string.Join('\n', Convert.ToBase64String(der).Chunk(70).Select(line => new string(line)));
        return $"-----BEGIN {label}-----\n{body}\n-----END {label}-----\n";
    }

    private static string Generate(string name, string parameters)
    {
        var folder = Directory.CreateTempSubdirectory("secretgate-test-").FullName;
        try
        {
            var file = Path.Combine(folder, name);
            File.WriteAllText(file, parameters[parameters.IndexOf("-----BEGIN", StringComparison.Ordinal)..]);
            var output = RealComponents.Must("openssl", "genpkey", "-paramfile", file);
            return output[output.IndexOf("-----BEGIN", StringComparison.Ordinal)..];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // The last six characters are the CRC-32 of the thirty before them, in base 62.
    private string Checksummed(string prefix)
    {
        var body = RandomNumberGenerator.GetString(Base62, 30);
        var checksum = new char[6];
        var rest = Crc32.HashToUInt32(Encoding.ASCII.GetBytes(body));
        for (var i = 5; i >= 0; i--, rest /= 62)
        {
            checksum[i] = Base62[(int)(rest % 62)];
        }

        return Remember(prefix + body + new string(checksum));
    }

    private string Key(string pem)
    {
        _values.AddRange(pem.Split('\n').Where(line => line.Length >= 40 && !line.StartsWith("-----", StringComparison.Ordinal)));
        return pem.EndsWith('\n') ? pem : pem + "\n";
    }

    private string Remember(string value)
    {
        _values.Add(value);
        return value;
    }
}
