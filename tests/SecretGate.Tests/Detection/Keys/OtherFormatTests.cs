using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Org.BouncyCastle.Crypto.Parameters;
using SecretGate.Detection;

namespace SecretGate.Tests.Detection.Keys;

/// <summary>Formats that no program of the build machine writes: made here from their descriptions, each with its silent twin.</summary>
public sealed class OtherFormatTests
{
    private static readonly RSA Rsa = RSA.Create(2048);
    private static readonly ECDsa Ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private static readonly Ed25519PrivateKeyParameters Ed25519 = new(RandomNumberGenerator.GetBytes(32));

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    // Salt, MAC, ciphertext.
    private static readonly int[] VaultParts = [32, 32, 64];

    private static byte[] Ed25519Spki => Org.BouncyCastle.X509.SubjectPublicKeyInfoFactory.CreateSubjectPublicKeyInfo(Ed25519.GeneratePublicKey()).GetDerEncoded();

    private static byte[] X25519Spki(byte[] secret) =>
        Org.BouncyCastle.X509.SubjectPublicKeyInfoFactory.CreateSubjectPublicKeyInfo(new X25519PrivateKeyParameters(secret).GeneratePublicKey()).GetDerEncoded();

    private static string Url(byte[]? bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);

    // ---- JWK

    private static Dictionary<string, object> RsaJwk(bool isPrivate)
    {
        var k = Rsa.ExportParameters(true);
        var jwk = new Dictionary<string, object> { ["kty"] = "RSA", ["use"] = "sig", ["n"] = Url(k.Modulus), ["e"] = Url(k.Exponent) };
        if (isPrivate)
        {
            (jwk["d"], jwk["p"], jwk["q"]) = (Url(k.D), Url(k.P), Url(k.Q));
        }

        return jwk;
    }

    [Fact]
    public void B16_A_JWK_with_d_is_a_key()
    {
        Found.Only(JsonSerializer.Serialize(RsaJwk(true))).ShouldBeKey(Rsa.ExportSubjectPublicKeyInfo());
        var k = Ec.ExportParameters(true);
        Found.Only(JsonSerializer.Serialize(new { kty = "EC", crv = "P-256", x = Url(k.Q.X), y = Url(k.Q.Y), d = Url(k.D) })).ShouldBeKey(Ec.ExportSubjectPublicKeyInfo());
        Found.Only(JsonSerializer.Serialize(new { crv = "P-256", d = Url(k.D), kty = "EC" })).ShouldBeKey(Ec.ExportSubjectPublicKeyInfo());
        Found.Only(JsonSerializer.Serialize(new { kty = "OKP", crv = "Ed25519", d = Url(Ed25519.GetEncoded()), x = Url(Ed25519.GeneratePublicKey().GetEncoded()) }))
            .ShouldBeKey(Ed25519Spki);
    }

    [Fact]
    public void A_JWK_set_gives_each_of_its_keys()
    {
        using var other = RSA.Create(1024);
        var o = other.ExportParameters(true);
        var set = JsonSerializer.Serialize(new { keys = new object[] { RsaJwk(true), new { kty = "RSA", n = Url(o.Modulus), e = Url(o.Exponent), d = Url(o.D) } } }, Indented);
        Found.Secrets(set).Select(s => s.Key!.Bits).ShouldBe([2048, 1024]);
        Found.Secrets(JsonSerializer.Serialize(set)).Count.ShouldBe(2);
    }

    [Fact]
    public void B20_A_public_JWK_is_a_public_half()
    {
        var reading = Found.All(JsonSerializer.Serialize(RsaJwk(false))).ShouldHaveSingleItem();
        reading.Secret.ShouldBeNull();
        reading.PublicHalf.ShouldNotBeNull().SpkiSha256.ShouldBe(Found.Sha256(Rsa.ExportSubjectPublicKeyInfo()));
    }

    [Fact]
    public void A_JWK_with_a_d_of_another_key_informs_only()
    {
        var jwk = RsaJwk(true);
        foreach (var name in new[] { "d", "p", "q" })
        {
            jwk[name] = Url(RandomNumberGenerator.GetBytes(name == "d" ? 256 : 128));
        }

        Found.Only(JsonSerializer.Serialize(jwk)).Severity.ShouldBe(Severity.Info);
    }

    [Fact]
    public void A_symmetric_JWK_is_a_key_only_when_it_says_what_for()
    {
        var k = Url(RandomNumberGenerator.GetBytes(32));
        Found.Only(JsonSerializer.Serialize(new { kty = "oct", k, alg = "HS256" })).RuleId.ShouldBe("symmetric-key");
        Found.Secrets(JsonSerializer.Serialize(new { kty = "oct", k })).ShouldBeEmpty();
        Found.Secrets(JsonSerializer.Serialize(new { kty = "oct", k = "c2VjcmV0", alg = "HS256" })).ShouldBeEmpty();
    }

    [Fact]
    public void RSAParameters_as_JSON_are_a_key()
    {
        var k = Rsa.ExportParameters(true);
        var json = JsonSerializer.Serialize(new { KeyId = "x", Parameters = new { k.D, k.DP, k.DQ, k.Exponent, k.InverseQ, k.Modulus, k.P, k.Q } });
        Found.Only(json).ShouldBeKey(Rsa.ExportSubjectPublicKeyInfo());
        Found.Secrets(JsonSerializer.Serialize(new { k.Exponent, k.Modulus })).ShouldBeEmpty();
    }

    // ---- XML

    [Fact]
    public void B17_An_RSAKeyValue_with_D_is_a_key()
    {
        var xml = Rsa.ToXmlString(true);
        var indented = xml.Replace("><", ">\n  <", StringComparison.Ordinal);
        var prefixed = xml.Replace("<", "<ds:", StringComparison.Ordinal).Replace("<ds:/", "</ds:", StringComparison.Ordinal);
        foreach (var text in new[] { xml, indented, prefixed, "\"" + xml + "\"", JsonSerializer.Serialize(xml), System.Net.WebUtility.HtmlEncode(xml), string.Join("\" +\n    \"", ("\"" + xml + "\"").Chunk(90).Select(c => new string(c))) })
        {
            Found.Only(text).ShouldBeKey(Rsa.ExportSubjectPublicKeyInfo());
        }
    }

    [Fact]
    public void B20_An_RSAKeyValue_without_D_is_a_public_half()
    {
        var reading = Found.All(Rsa.ToXmlString(false)).ShouldHaveSingleItem();
        reading.Secret.ShouldBeNull();
        reading.PublicHalf.ShouldNotBeNull().SpkiSha256.ShouldBe(Found.Sha256(Rsa.ExportSubjectPublicKeyInfo()));
        Found.All("new XmlSerializer(typeof(RSAKeyValue))").ShouldBeEmpty();
    }

    [Fact]
    public void A_DSAKeyValue_with_X_is_a_key()
    {
        using var dsa = DSA.Create(1024);
        Found.Only(dsa.ToXmlString(true)).ShouldBeKey(dsa.ExportSubjectPublicKeyInfo());
        Found.Secrets(dsa.ToXmlString(false)).ShouldBeEmpty();
    }

    // ---- Base64 of DER

    [Fact]
    public void Base64_of_DER_without_lines_is_a_key()
    {
        using var p384 = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var p521 = ECDsa.Create(ECCurve.NamedCurves.nistP521);
        using var rsa1024 = RSA.Create(1024);
        foreach (var (der, spki) in new[]
        {
            (Rsa.ExportPkcs8PrivateKey(), Rsa.ExportSubjectPublicKeyInfo()), (Rsa.ExportRSAPrivateKey(), Rsa.ExportSubjectPublicKeyInfo()),
            (rsa1024.ExportPkcs8PrivateKey(), rsa1024.ExportSubjectPublicKeyInfo()), (rsa1024.ExportRSAPrivateKey(), rsa1024.ExportSubjectPublicKeyInfo()),
            (Ec.ExportPkcs8PrivateKey(), Ec.ExportSubjectPublicKeyInfo()), (Ec.ExportECPrivateKey(), Ec.ExportSubjectPublicKeyInfo()),
            (p384.ExportPkcs8PrivateKey(), p384.ExportSubjectPublicKeyInfo()), (p384.ExportECPrivateKey(), p384.ExportSubjectPublicKeyInfo()),
            (p521.ExportPkcs8PrivateKey(), p521.ExportSubjectPublicKeyInfo()), (p521.ExportECPrivateKey(), p521.ExportSubjectPublicKeyInfo()),
        })
        {
            var base64 = Convert.ToBase64String(der);
            foreach (var text in new[] { "private_key=" + base64 + "\nother=1", "key: |\n" + string.Join('\n', base64.Chunk(64).Select(c => "    " + new string(c))), "\"k\":\"" + base64.Insert(64, "\\n") + "\"", Url(der) })
            {
                Found.Only(text).ShouldBeKey(spki);
            }

            Found.All("x=" + base64 + " y").ShouldHaveSingleItem().Length.ShouldBe(base64.TrimEnd('=').Length);
        }

        Found.Secrets(Convert.ToBase64String(Rsa.ExportSubjectPublicKeyInfo())).ShouldBeEmpty();
    }

    // ---- Windows

    [Fact]
    public void A_PRIVATEKEYBLOB_is_a_key_and_a_PUBLICKEYBLOB_is_not()
    {
        using var provider = new RSACryptoServiceProvider();
        provider.ImportParameters(Rsa.ExportParameters(true));
        Found.Only((byte[])[1, 2, 3, .. provider.ExportCspBlob(true), 4]).ShouldBeKey(Rsa.ExportSubjectPublicKeyInfo());
        Found.Secrets(provider.ExportCspBlob(false)).ShouldBeEmpty();
    }

    [Fact]
    public void CNG_blobs_are_keys()
    {
        var k = Rsa.ExportParameters(true);
        byte[] Int(int value) => BitConverter.GetBytes(value);
        byte[] blob = [.. "RSA3"u8, .. Int(2048), .. Int(3), .. Int(256), .. Int(128), .. Int(128), .. k.Exponent!, .. k.Modulus!, .. k.P!, .. k.Q!, .. k.DP!, .. k.DQ!, .. k.InverseQ!, .. k.D!];
        Found.Only(blob).ShouldBeKey(Rsa.ExportSubjectPublicKeyInfo());
        var e = Ec.ExportParameters(true);
        byte[] curve = [.. "ECS2"u8, .. Int(32), .. e.Q.X!, .. e.Q.Y!, .. e.D!];
        Found.Only(curve).ShouldBeKey(Ec.ExportSubjectPublicKeyInfo());
        curve[^1] ^= 1;
        Found.Secrets(curve).ShouldBeEmpty();
    }

    [Fact]
    public void Openssl_writes_PVK_files()
    {
        using var tool = new RealTool("openssl");
        tool.Write("key.pem", Encoding.ASCII.GetBytes(Rsa.ExportPkcs8PrivateKeyPem()));
        tool.Run("rsa", "-in", "key.pem", "-outform", "PVK", "-pvk-none", "-out", "key.pvk");
        Found.Only(tool.Read("key.pvk")).ShouldBeKey(Rsa.ExportSubjectPublicKeyInfo());
        tool.Run("rsa", "-in", "key.pem", "-outform", "PVK", "-pvk-strong", "-out", "enc.pvk", "-passout", "pass:something", "-provider", "legacy", "-provider", "default");
        Found.All(tool.Read("enc.pvk")).ShouldHaveSingleItem().Container.ShouldNotBeNull().Format.ShouldBe("pvk");
    }

    // ---- Small ones

    [Fact]
    public void An_age_identity_is_a_key_when_its_checksum_holds()
    {
        var secret = RandomNumberGenerator.GetBytes(32);
        var text = Bech32("age-secret-key-", secret).ToUpperInvariant();
        Found.Only("# created: today\n" + text + "\n").ShouldBeKey(X25519Spki(secret));

        var last = text[^1] == 'Q' ? 'P' : 'Q';
        Found.Only(text[..^1] + last).Severity.ShouldBe(Severity.Info);
        Found.Secrets(text[..^1]).ShouldBeEmpty();
        Found.Secrets("AGE-SECRET-KEY-1" + new string('X', 58)).ShouldAllBe(s => s.Severity == Severity.Info);
    }

    [Fact]
    public void A_WireGuard_key_needs_its_section()
    {
        var secret = RandomNumberGenerator.GetBytes(32);
        var text = Convert.ToBase64String(secret);
        Found.Only($"[Interface]\nAddress = 10.0.0.1/24\nPrivateKey = {text}\n\n[Peer]\nPublicKey = {text}\n").ShouldBeKey(X25519Spki(secret));
        Found.Only($"[Interface]\\nPrivateKey={text}\\n[Peer]").ShouldBeKey(X25519Spki(secret));
        Found.Only($"[wireguard]\nprivate-key={text}\n").ShouldBeKey(X25519Spki(secret));
        Found.Only($"config interface 'wg0'\n\toption proto 'wireguard'\n\toption private_key '{text}'\n").ShouldBeKey(X25519Spki(secret));
        Found.Secrets($"[Peer]\nPublicKey = {text}\n").ShouldBeEmpty();
        Found.Secrets($"[Interface]\nPrivateKey = <your key>\n[Peer]\nPrivateKey = x").ShouldBeEmpty();
        Found.Secrets($"[Interface]\nPrivateKey = {Convert.ToBase64String(new byte[32])}\n").ShouldBeEmpty();
    }

    [Fact]
    public void Minisign_and_signify_keys_are_open_or_containers()
    {
        byte[] seed = Ed25519.GetEncoded(), open = Ed25519.GeneratePublicKey().GetEncoded(), salt = RandomNumberGenerator.GetBytes(32);
        byte[] minisign = [.. "Ed\0\0B2"u8, .. salt, .. new byte[16], .. RandomNumberGenerator.GetBytes(8), .. seed, .. open, .. salt];
        Found.Only("untrusted comment: minisign secret key\n" + Convert.ToBase64String(minisign) + "\n").ShouldBeKey(Ed25519Spki);
        "Sc"u8.CopyTo(minisign.AsSpan(2));
        Found.All("untrusted comment: minisign encrypted secret key\n" + Convert.ToBase64String(minisign) + "\n").ShouldHaveSingleItem().Container.ShouldNotBeNull();

        byte[] signify = [.. "EdBK"u8, 0, 0, 0, 0, .. salt[..16], .. salt[..8], .. salt[..8], .. seed, .. open];
        Found.Only(Convert.ToBase64String(signify)).ShouldBeKey(Ed25519Spki);
        signify[7] = 42;
        Found.All(Convert.ToBase64String(signify)).ShouldHaveSingleItem().Container.ShouldNotBeNull().Format.ShouldBe("signify");
        Found.Secrets("untrusted comment: minisign public key\n" + Convert.ToBase64String([.. "Ed"u8, .. salt[..8], .. open])).ShouldBeEmpty();
    }

    [Fact]
    public void A_Tor_key_is_clamped()
    {
        var expanded = SHA512.HashData(Ed25519.GetEncoded());
        expanded[0] &= 248;
        expanded[31] = (byte)((expanded[31] & 63) | 64);
        byte[] file = [.. "== ed25519v1-secret: type0 ==\0\0\0"u8, .. expanded];
        Found.Only(file).RuleId.ShouldBe("private-key");
        file[32] |= 7;
        Found.Only(file).Severity.ShouldBe(Severity.Info);
        Found.Secrets("== ed25519v1-public: type0 ==\0\0\0" + Encoding.Latin1.GetString(Ed25519.GeneratePublicKey().GetEncoded())).ShouldBeEmpty();
    }

    [Fact]
    public void An_Ansible_vault_is_encrypted_material()
    {
        var inner = string.Join('\n', VaultParts.Select(n => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(n))));
        var hex = Convert.ToHexStringLower(Encoding.ASCII.GetBytes(inner));
        var lines = string.Join('\n', hex.Chunk(80).Select(c => new string(c)));
        var file = "$ANSIBLE_VAULT;1.1;AES256\n" + lines + "\n";
        var inline = "password: !vault |\n" + string.Join('\n', file.TrimEnd().Split('\n').Select(l => "          " + l)) + "\nother: plain text with letters abcdef\n";
        foreach (var text in new[] { file, file.Replace("1.1", "1.2", StringComparison.Ordinal).Replace("AES256", "AES256;prod", StringComparison.Ordinal), inline, file + "$ANSIBLE_VAULT;1.1;AES256\n" })
        {
            var reading = Found.All(text).ShouldHaveSingleItem();
            (reading.Secret.ShouldNotBeNull().RuleId, reading.Secret.Severity).ShouldBe(("ansible-vault", Severity.Medium));
            reading.Container.ShouldNotBeNull().Bytes.ToArray().ShouldBe(Encoding.ASCII.GetBytes(inner));
            text.AsSpan(reading.Start, reading.Length).ToString().ShouldEndWith(hex[^8..]);
        }

        Found.All("$ANSIBLE_VAULT;1.1;AES256\n").ShouldBeEmpty();
    }

    [Fact]
    public void An_OpenVPN_static_key_is_symmetric()
    {
        var hex = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(256));
        var lines = string.Join('\n', hex.Chunk(32).Select(c => new string(c)));
        Found.Only("<tls-auth>\n-----BEGIN OpenVPN Static key V1-----\n" + lines + "\n-----END OpenVPN Static key V1-----\n</tls-auth>\n").RuleId.ShouldBe("symmetric-key");
        Found.Secrets("-----BEGIN OpenVPN Static key V1-----\n" + lines[..200] + "\n-----END OpenVPN Static key V1-----\n").ShouldBeEmpty();
    }

    [Fact]
    public void A_cosign_key_is_a_container()
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(new
        {
            kdf = new { name = "scrypt", @params = new { N = 32768, r = 8, p = 1 }, salt = RandomNumberGenerator.GetBytes(32) },
            cipher = new { name = "nacl/secretbox", nonce = RandomNumberGenerator.GetBytes(24) },
            ciphertext = RandomNumberGenerator.GetBytes(200),
        });
        foreach (var label in new[] { "ENCRYPTED COSIGN PRIVATE KEY", "ENCRYPTED SIGSTORE PRIVATE KEY" })
        {
            Found.All(PemEncoding.WriteString(label, json)).ShouldHaveSingleItem().Container.ShouldNotBeNull().Format.ShouldBe("sigstore");
        }
    }

    [Fact]
    public void A_Google_service_account_says_so()
    {
        var json = JsonSerializer.Serialize(new
        {
            type = "service_account",
            private_key_id = "x",
            private_key = Rsa.ExportPkcs8PrivateKeyPem() + "\n",
            client_email = "somebody@project.iam.gserviceaccount.com",
        });
        var secret = Found.Only(json);
        secret.ShouldBeKey(Rsa.ExportSubjectPublicKeyInfo());
        secret.Masked.ShouldContain("service account");
        secret.Masked.ShouldNotContain("somebody");
    }

    [Fact]
    public void DNSSEC_keys_are_read_by_algorithm()
    {
        var k = Rsa.ExportParameters(true);
        string B(byte[]? bytes) => Convert.ToBase64String(bytes ?? []);
        Found.Only($"Private-key-format: v1.3\nAlgorithm: 8 (RSASHA256)\nModulus: {B(k.Modulus)}\nPublicExponent: {B(k.Exponent)}\nPrivateExponent: {B(k.D)}\nPrime1: {B(k.P)}\nPrime2: {B(k.Q)}\n")
            .ShouldBeKey(Rsa.ExportSubjectPublicKeyInfo());
        Found.Only($"Private-key-format: v1.3\nAlgorithm: 13 (ECDSAP256SHA256)\nPrivateKey: {B(Ec.ExportParameters(true).D)}\n").ShouldBeKey(Ec.ExportSubjectPublicKeyInfo());
        Found.Only($"Private-key-format: v1.3\nAlgorithm: 15 (ED25519)\nPrivateKey: {B(Ed25519.GetEncoded())}\n").ShouldBeKey(Ed25519Spki);
        Found.Secrets("Private-key-format: v1.3\nAlgorithm: 15 (ED25519)\n").ShouldBeEmpty();
    }

    [Fact]
    public void Dropbear_host_keys_are_binary()
    {
        var k = Rsa.ExportParameters(true);
        byte[] file = [.. Ssh("ssh-rsa"u8), .. Ssh(k.Exponent), .. Mpint(k.Modulus), .. Mpint(k.D), .. Mpint(k.P), .. Mpint(k.Q)];
        Found.Only(file).ShouldBeKey(Rsa.ExportSubjectPublicKeyInfo());
        Found.Secrets((byte[])[.. Ssh("ssh-rsa"u8), .. Ssh(k.Exponent), .. Mpint(k.Modulus), .. RandomNumberGenerator.GetBytes(99)]).ShouldBeEmpty();
        byte[] ed = [.. Ssh("ssh-ed25519"u8), .. Ssh([.. Ed25519.GetEncoded(), .. Ed25519.GeneratePublicKey().GetEncoded()])];
        Found.Only(ed).ShouldBeKey(Ed25519Spki);
    }

    [Fact]
    public void A_key_of_a_hardware_token_is_a_handle()
    {
        var point = Ed25519.GeneratePublicKey().GetEncoded();
        byte[] type = Ssh("sk-ssh-ed25519@openssh.com"u8), application = Ssh("ssh:"u8), check = RandomNumberGenerator.GetBytes(4);
        byte[] blob = [.. check, .. check, .. type, .. Ssh(point), .. application, 1, .. Ssh(RandomNumberGenerator.GetBytes(64)), .. Ssh([]), .. Ssh("me"u8), 1, 2, 3];
        byte[] file = [.. "openssh-key-v1\0"u8, .. Ssh("none"u8), .. Ssh("none"u8), .. Ssh([]), 0, 0, 0, 1, .. Ssh([.. type, .. Ssh(point), .. application]), .. Ssh(blob)];
        var secret = Found.Only(PemEncoding.WriteString("OPENSSH PRIVATE KEY", file));
        (secret.RuleId, secret.Severity).ShouldBe(("private-key-hardware", Severity.Info));
    }

    [Fact]
    public void Post_quantum_keys_are_known()
    {
        var seed = RandomNumberGenerator.GetBytes(32);
        var key = MLDsaPrivateKeyParameters.FromSeed(MLDsaParameters.ml_dsa_65, seed);
        var der = Org.BouncyCastle.Pkcs.PrivateKeyInfoFactory.CreatePrivateKeyInfo(key).GetDerEncoded();
        var spki = Org.BouncyCastle.X509.SubjectPublicKeyInfoFactory.CreateSubjectPublicKeyInfo(key.GetPublicKey()).GetDerEncoded();
        Found.Only(PemEncoding.WriteString("PRIVATE KEY", der)).ShouldBeKey(spki);
        Found.Only(JsonSerializer.Serialize(new { kty = "AKP", alg = "ML-DSA-65", priv = Url(seed) })).ShouldBeKey(spki);
    }

    [Fact]
    public void Typed_in_keys_inform_only()
    {
        byte[] zeros = [0x30, 0x2E, 2, 1, 0, 0x30, 5, 6, 3, 0x2B, 0x65, 0x70, 4, 0x22, 4, 0x20, .. new byte[32]];
        Found.Only(PemEncoding.WriteString("PRIVATE KEY", zeros)).Severity.ShouldBe(Severity.Info);
        for (byte i = 0; i < 32; i++)
        {
            zeros[16 + i] = i;
        }

        Found.Only(PemEncoding.WriteString("PRIVATE KEY", zeros)).Severity.ShouldBe(Severity.Info);
    }

    private static byte[] Ssh(ReadOnlySpan<byte> value)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, value.Length);
        return [.. length, .. value];
    }

    private static byte[] Mpint(byte[]? value) => Ssh(value is [>= 0x80, ..] ? [0, .. value] : value);

    private static string Bech32(string human, byte[] bytes)
    {
        var address = new List<int>();
        var (group, bits) = (0, 0);
        foreach (var b in bytes)
        {
            (group, bits) = (((group << 8) | b) & 0xFFFF, bits + 8);
            for (; bits >= 5; bits -= 5)
            {
                address.Add((group >> (bits - 5)) & 31);
            }
        }

        address.Add((group << (5 - bits)) & 31);
        uint sum = 1;
        foreach (var value in human.Select(c => c >> 5).Append(0).Concat(human.Select(c => c & 31)).Concat(address).Concat(new int[6]))
        {
            var top = sum >> 25;
            sum = ((sum & 0x1FFFFFF) << 5) ^ (uint)value;
            uint[] generators = [0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3];
            sum = generators.Where((_, i) => ((top >> i) & 1) == 1).Aggregate(sum, (s, g) => s ^ g);
        }

        sum ^= 1;
        address.AddRange(Enumerable.Range(0, 6).Select(i => (int)(sum >> (5 * (5 - i))) & 31));
        return human + "1" + string.Concat(address.Select(v => "qpzry9x8gf2tvdw0s3jn54khce6mua7l"[v]));
    }
}
