using System.Buffers.Binary;
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Modes;
using Org.BouncyCastle.Crypto.Paddings;
using Org.BouncyCastle.Crypto.Parameters;
using SecretGate.Detection;
using SecretGate.Detection.Keys;
using SecretGate.Detection.Keys.Opening;

namespace SecretGate.Tests.Detection.Keys;

/// <summary>Passphrases are tried within a budget: defaults, then what the image holds.</summary>
public sealed class KeyOpenerTests
{
    private const string Passphrase = "Tr0ub4dor and three";
    private static readonly RSA Rsa = RSA.Create(2048);
    private static readonly ECDsa Ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private static (OpeningState State, IReadOnlyList<Secret> Secrets, IReadOnlyList<PublicHalf> PublicHalves) Open(ReadOnlySpan<byte> file, string? passphrase, long budget = 20_000_000)
    {
        using var pool = new PassphraseCandidates();
        if (passphrase is not null)
        {
            Add(pool, passphrase);
        }

        var reading = Found.All(file).First(r => r.Container is not null);
        var opening = new KeyOpener(new KdfBudget(budget), pool).OpenAll([Place(reading)]).ShouldHaveSingleItem().Value;
        return (opening.State, opening.Replace(reading.Secret!), opening.Content?.PublicHalves ?? []); // containers have one
    }

    private static ClosedContainer Place(KeyReading reading, string? folder = null) =>
        new(reading.Secret.ShouldNotBeNull().Fingerprint.ShouldNotBeNull(), reading.Container.ShouldNotBeNull(), folder);

    private static void Add(PassphraseCandidates pool, string value, PassphraseSource source = PassphraseSource.Settings, string? folder = null) =>
        pool.Add(Encoding.UTF8.GetBytes(value), source, folder);

    private static void ShouldOpen(byte[] file, string passphrase, string? spkiSha256)
    {
        var closed = Found.All(file).First(r => r.Container is not null).Secret.ShouldNotBeNull();
        var opening = Open(file, passphrase);
        opening.State.ShouldBe(OpeningState.Opened);
        var secret = opening.Secrets.ShouldHaveSingleItem();
        (secret.RuleId, secret.Severity, secret.Confidence).ShouldBe(("private-key", Severity.Critical, Confidence.Proven));
        secret.Fingerprint.ShouldBe(closed.Fingerprint);
        secret.Key.ShouldNotBeNull().IsOpenedByPassphrase.ShouldBeTrue();
        secret.Key.IsEncrypted.ShouldBeFalse();
        secret.Key.SpkiSha256.ShouldBe(spkiSha256);

        Open(file, "another one").State.ShouldBe(OpeningState.Closed);
    }

    private static string RsaSpki => Found.Sha256(Rsa.ExportSubjectPublicKeyInfo());

    private static string EcSpki => Found.Sha256(Ec.ExportSubjectPublicKeyInfo());

    [Theory]
    [InlineData("-v1 PBE-SHA1-3DES")]
    [InlineData("-v1 PBE-SHA1-2DES")]
    [InlineData("-v1 PBE-SHA1-RC2-128")]
    [InlineData("-v1 PBE-SHA1-RC2-40")]
    [InlineData("-v1 PBE-SHA1-RC4-128")]
    [InlineData("-v1 PBE-MD5-DES")]
    [InlineData("-v1 PBE-SHA1-DES")]
    [InlineData("-v2 aes-128-cbc")]
    [InlineData("-v2 aes-256-cbc -v2prf hmacWithSHA512")]
    [InlineData("-v2 des3 -v2prf hmacWithSHA1")]
    [InlineData("-scrypt")]
    public void C26_PKCS8_of_openssl_opens(string scheme)
    {
        using var tool = new RealTool("openssl");
        tool.Write("key.pem", Encoding.ASCII.GetBytes(Rsa.ExportPkcs8PrivateKeyPem()));
        var pem = tool.Run(["pkcs8", "-topk8", "-in", "key.pem", .. scheme.Split(' '), "-passout", "pass:" + Passphrase, "-provider", "legacy", "-provider", "default"]);
        ShouldOpen(pem, Passphrase, RsaSpki);
    }

    [Theory]
    [InlineData("-aes128")]
    [InlineData("-aes256")]
    [InlineData("-des3")]
    [InlineData("-des")]
    [InlineData("-camellia256")]
    public void C26_Legacy_PEM_of_openssl_opens(string cipher)
    {
        using var tool = new RealTool("openssl");
        tool.Write("key.pem", Encoding.ASCII.GetBytes(Ec.ExportECPrivateKeyPem()));
        ShouldOpen(tool.Run("ec", "-in", "key.pem", cipher, "-passout", "pass:" + Passphrase, "-provider", "legacy", "-provider", "default"), Passphrase, EcSpki);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-legacy")]
    [InlineData("-keypbe PBE-SHA1-3DES -certpbe PBE-SHA1-RC2-40 -legacy")]
    public void C26_PKCS12_of_openssl_opens(string options)
    {
        using var tool = new RealTool("openssl");
        tool.Write("key.pem", Encoding.ASCII.GetBytes(Ec.ExportPkcs8PrivateKeyPem()));
        tool.Run("req", "-x509", "-new", "-key", "key.pem", "-subj", "/CN=some.host", "-out", "cert.pem");
        string[] extra = options.Length == 0 ? [] : options.Split(' ');
        ShouldOpen(tool.Run(["pkcs12", "-export", "-inkey", "key.pem", "-in", "cert.pem", "-passout", "pass:" + Passphrase, .. extra]), Passphrase, EcSpki);
        Open(tool.Run(["pkcs12", "-export", "-inkey", "key.pem", "-in", "cert.pem", "-passout", "pass:", .. extra]), null).State.ShouldBe(OpeningState.Opened);
    }

    [Fact]
    public void A_trust_store_that_opens_holds_no_key()
    {
        using var tool = new RealTool("openssl");
        tool.Write("key.pem", Encoding.ASCII.GetBytes(Ec.ExportPkcs8PrivateKeyPem()));
        tool.Run("req", "-x509", "-new", "-key", "key.pem", "-subj", "/CN=some.host", "-out", "cert.pem");
        var opening = Open(tool.Run("pkcs12", "-export", "-nokeys", "-in", "cert.pem", "-passout", "pass:changeit"), null);
        opening.State.ShouldBe(OpeningState.HoldsNoKey);
        opening.Secrets.ShouldBeEmpty();
        opening.PublicHalves.ShouldHaveSingleItem().SpkiSha256.ShouldBe(EcSpki);
    }

    [Fact]
    public void A_PKCS12_that_hides_its_key_bag_opens()
    {
        byte[] salt = RandomNumberGenerator.GetBytes(16), iv = RandomNumberGenerator.GetBytes(16);
        byte[] bags = Sequence(Sequence(Oid("1.2.840.113549.1.12.10.1.1"), Tagged(0, Ec.ExportPkcs8PrivateKey())));
        using var aes = Aes.Create();
        aes.Key = Rfc2898DeriveBytes.Pbkdf2(Passphrase, salt, 1000, HashAlgorithmName.SHA256, 32);
        var kdf = Sequence(Oid("1.2.840.113549.1.5.12"), Sequence(Octets(salt), Integer(1000), Sequence(Oid("1.2.840.113549.2.9"), [5, 0])));
        var scheme = Sequence(Oid("1.2.840.113549.1.5.13"), Sequence(kdf, Sequence(Oid("2.16.840.1.101.3.4.1.42"), Octets(iv))));
        var payload = Octets(aes.EncryptCbc(bags, iv), new Asn1Tag(TagClass.ContextSpecific, 0));
        var encrypted = Sequence(Integer(0), Sequence(Oid("1.2.840.113549.1.7.1"), scheme, payload));
        var safes = Sequence(Sequence(Oid("1.2.840.113549.1.7.6"), Tagged(0, encrypted)));
        var store = Sequence(Integer(3), Sequence(Oid("1.2.840.113549.1.7.1"), Tagged(0, Octets(safes))));
        ShouldOpen(store, Passphrase, EcSpki);
    }

    private static byte[] Write(Action<AsnWriter> write)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        write(writer);
        return writer.Encode();
    }

    private static byte[] Sequence(params byte[][] parts) => Write(w =>
    {
        using var scope = w.PushSequence();
        foreach (var part in parts)
        {
            w.WriteEncodedValue(part);
        }
    });

    private static byte[] Tagged(int tag, byte[] inner) => Write(w =>
    {
        using var scope = w.PushSequence(new Asn1Tag(TagClass.ContextSpecific, tag));
        w.WriteEncodedValue(inner);
    });

    private static byte[] Oid(string oid) => Write(w => w.WriteObjectIdentifier(oid));

    private static byte[] Octets(byte[] bytes, Asn1Tag? tag = null) => Write(w => w.WriteOctetString(bytes, tag));

    private static byte[] Integer(int value) => Write(w => w.WriteInteger(value));

    [Theory]
    [InlineData("JKS")]
    [InlineData("JCEKS")]
    public void C26_Java_key_stores_open(string type)
    {
        using var tool = new RealTool("keytool");
        tool.Run("-genkeypair", "-alias", "x", "-keyalg", "RSA", "-keysize", "2048", "-dname", "CN=some.host", "-keystore", "store", "-storetype", type, "-storepass", Passphrase, "-keypass", Passphrase);
        var store = tool.Read("store");
        ShouldOpen(store, Passphrase, Found.All(store).Select(r => r.PublicHalf).OfType<PublicHalf>().First().SpkiSha256);
    }

    [Theory]
    [InlineData("rsa")]
    [InlineData("ecdsa")]
    [InlineData("ed25519")]
    public void C26_OpenSSH_keys_open(string type)
    {
        using var tool = new RealTool("ssh-keygen");
        tool.Run("-q", "-t", type, "-a", "2", "-N", Passphrase, "-f", "key");
        ShouldOpen(tool.Read("key"), Passphrase, Found.All(tool.Read("key.pub")).ShouldHaveSingleItem().PublicHalf?.SpkiSha256);
    }

    [Theory]
    [InlineData("aes128-cbc")]
    [InlineData("aes256-gcm@openssh.com")]
    [InlineData("chacha20-poly1305@openssh.com")]
    [InlineData("3des-cbc")]
    public void OpenSSH_keys_open_under_every_cipher(string cipher)
    {
        using var tool = new RealTool("ssh-keygen");
        tool.Run("-q", "-t", "ed25519", "-a", "1", "-Z", cipher, "-N", Passphrase, "-f", "key");
        Open(tool.Read("key"), Passphrase).State.ShouldBe(OpeningState.Opened);
    }

    [Theory]
    [InlineData("rsa", "2")]
    [InlineData("ed25519", "2")]
    [InlineData("ecdsa", "3")]
    public void C26_PuTTY_keys_open(string type, string version)
    {
        using var tool = new RealTool("puttygen");
        tool.Write("pass", Encoding.ASCII.GetBytes(Passphrase));
        tool.Run("-q", "-t", type, "-C", "somebody", "--new-passphrase", "pass", "--ppk-param", $"version={version},memory=1024,passes=1", "-o", "key.ppk");
        var file = tool.Read("key.ppk");
        ShouldOpen(file, Passphrase, Found.All(file)[0].Secret?.Key?.SpkiSha256);
    }

    [Fact]
    public void Ssh_com_keys_open()
    {
        using var tool = new RealTool("puttygen");
        tool.Write("pass", Encoding.ASCII.GetBytes(Passphrase));
        tool.Run("-q", "-t", "rsa", "-b", "1024", "-C", "somebody", "--new-passphrase", "pass", "-O", "private-sshcom", "-o", "key");
        Open(tool.Read("key"), Passphrase).Secrets.ShouldHaveSingleItem().Key.ShouldNotBeNull().Bits.ShouldBe(1024);
    }

    [Theory]
    [InlineData("rsa2048", "AES256", "SHA256")]
    [InlineData("ed25519", "AES", "SHA512")]
    [InlineData("nistp256", "CAST5", "SHA1")]
    [InlineData("dsa1024", "TWOFISH", "RIPEMD160")]
    public void C26_OpenPGP_keys_open(string type, string cipher, string digest)
    {
        using var tool = new RealTool("gpg");
        string[] common = ["--batch", "--quiet", "--pinentry-mode", "loopback", "--passphrase", Passphrase, "--s2k-cipher-algo", cipher, "--s2k-digest-algo", digest, "--s2k-count", "65536"];
        tool.Run([.. common, "--quick-generate-key", "somebody <some@body>", type, "default", "never"]);
        var armor = tool.Run([.. common, "--armor", "--export-secret-keys"]);
        ShouldOpen(armor, Passphrase, Found.All(armor).First(r => r.Secret is not null).Secret!.Key!.SpkiSha256);
    }

    [Theory]
    [InlineData("-pvk-strong")]
    [InlineData("-pvk-weak")]
    public void PVK_files_open(string strength)
    {
        using var tool = new RealTool("openssl");
        tool.Write("key.pem", Encoding.ASCII.GetBytes(Rsa.ExportPkcs8PrivateKeyPem()));
        tool.Run("rsa", "-in", "key.pem", "-outform", "PVK", strength, "-out", "key.pvk", "-passout", "pass:" + Passphrase, "-provider", "legacy", "-provider", "default");
        ShouldOpen(tool.Read("key.pvk"), Passphrase, RsaSpki);
    }

    [Fact]
    public void Sealed_entries_of_BKS_open()
    {
        byte[] salt = RandomNumberGenerator.GetBytes(20), entrySalt = RandomNumberGenerator.GetBytes(20);
        byte[] entry = [0, .. Utf("PKCS#8"), .. Utf("EC"), .. Counted(Ec.ExportPkcs8PrivateKey())];
        byte[] sealedEntry = [.. Counted(entrySalt), .. Int(1500), .. Encrypt(new DesEdeEngine(), entrySalt, 1500, 192, 64, entry)];
        byte[] entries = [4, .. Utf("some alias"), .. new byte[8], .. Int(0), .. Counted(sealedEntry), 0];
        byte[] store = [.. Int(2), .. Counted(salt), .. Int(1100), .. entries, .. RandomNumberGenerator.GetBytes(20)];
        ShouldOpen(store, Passphrase, EcSpki);

        byte[] more = [1, .. Utf("another"), .. new byte[8], .. Int(0), .. Utf("X.509"), .. Counted(new byte[400])];
        byte[] all = [.. more, .. entries];
#pragma warning disable CA5350 // the format's own digest
        byte[] uber = [.. Int(1), .. Counted(salt), .. Int(1100), .. Encrypt(new TwofishEngine(), salt, 1100, 256, 128, [.. all, .. SHA1.HashData(all)])];
#pragma warning restore CA5350
        ShouldOpen(uber, Passphrase, EcSpki);
    }

    private static byte[] Encrypt(Org.BouncyCastle.Crypto.IBlockCipher engine, byte[] salt, int iterations, int keyBits, int ivBits, byte[] data)
    {
        var generator = new Pkcs12ParametersGenerator(new Sha1Digest());
        generator.Init(Org.BouncyCastle.Crypto.PbeParametersGenerator.Pkcs12PasswordToBytes(Passphrase.ToCharArray()), salt, iterations);
        var cipher = new PaddedBufferedBlockCipher(new CbcBlockCipher(engine), new Pkcs7Padding());
        cipher.Init(true, generator.GenerateDerivedParameters("AES", keyBits, ivBits));
        return cipher.DoFinal(data);
    }

    private static byte[] Int(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    private static byte[] Counted(byte[] bytes) => [.. Int(bytes.Length), .. bytes];

    private static byte[] Utf(string text) => [0, (byte)text.Length, .. Encoding.ASCII.GetBytes(text)];

    [Fact]
    public void A_cosign_key_opens()
    {
        byte[] salt = RandomNumberGenerator.GetBytes(32), nonce = RandomNumberGenerator.GetBytes(24);
        var engine = new XSalsa20Engine();
        engine.Init(true, new ParametersWithIV(new KeyParameter(SCrypt.Generate(Encoding.UTF8.GetBytes(Passphrase), salt, 1024, 8, 1, 32)), nonce));
        byte[] plain = [.. new byte[32], .. Ec.ExportPkcs8PrivateKey()];
        var box = new byte[plain.Length];
        engine.ProcessBytes(plain, box);
        var json = JsonSerializer.SerializeToUtf8Bytes(new
        {
            kdf = new { name = "scrypt", @params = new { N = 1024, r = 8, p = 1 }, salt },
            cipher = new { name = "nacl/secretbox", nonce },
            ciphertext = (byte[])[.. new byte[16], .. box.AsSpan(32)],
        });
        ShouldOpen(Encoding.ASCII.GetBytes(PemEncoding.WriteString("ENCRYPTED SIGSTORE PRIVATE KEY", json)), Passphrase, EcSpki);
    }

    [Fact]
    public void An_Ansible_vault_opens()
    {
        byte[] salt = RandomNumberGenerator.GetBytes(32), content = RandomNumberGenerator.GetBytes(64);
        var derived = Rfc2898DeriveBytes.Pbkdf2(Passphrase, salt, 10_000, HashAlgorithmName.SHA256, 80);
        var inner = string.Join('\n', new[] { salt, HMACSHA256.HashData(derived.AsSpan(32, 32), content), content }.Select(Convert.ToHexStringLower));
        var file = Encoding.ASCII.GetBytes("$ANSIBLE_VAULT;1.1;AES256\n" + Convert.ToHexStringLower(Encoding.ASCII.GetBytes(inner)) + "\n");
        var opening = Open(file, Passphrase);
        opening.Secrets.ShouldHaveSingleItem().RuleId.ShouldBe("ansible-vault-opened");
        Open(file, "another").State.ShouldBe(OpeningState.Closed);
    }

    [Fact]
    public void Signify_keys_open()
    {
        byte[] seed = RandomNumberGenerator.GetBytes(32), salt = RandomNumberGenerator.GetBytes(16);
        byte[] both = [.. seed, .. new Ed25519PrivateKeyParameters(seed).GeneratePublicKey().GetEncoded()];
        var stream = BcryptPbkdf.Derive(Encoding.UTF8.GetBytes(Passphrase), salt, 2, 64);
        byte[] file = [.. "EdBK"u8, .. Int(2), .. salt, .. new byte[16], .. both.Zip(stream, (a, b) => (byte)(a ^ b))];
        Open(Encoding.ASCII.GetBytes(Convert.ToBase64String(file)), Passphrase).State.ShouldBe(OpeningState.Opened);
    }

    [Theory]
    [InlineData("changeit")]
    [InlineData("password")]
    [InlineData("secret")]
    public void C26_Default_passphrases_open(string passphrase)
    {
        var pem = Rsa.ExportEncryptedPkcs8PrivateKeyPem(passphrase, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 100));
        Open(Encoding.ASCII.GetBytes(pem), null).State.ShouldBe(OpeningState.Opened);
    }

    [Fact]
    public void The_budget_belongs_to_the_run_and_the_cheap_come_first()
    {
        static ClosedContainer Key(int iterations, string passphrase) => Place(Found.All(Ec.ExportEncryptedPkcs8PrivateKeyPem(
            passphrase, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, iterations))).ShouldHaveSingleItem());

        using var pool = new PassphraseCandidates();
        Add(pool, Passphrase);
        var budget = new KdfBudget(25_000);
        ClosedContainer[] keys = [Key(1_000_000, Passphrase), Key(1_000, Passphrase), Key(1_000, "something else")];
        var results = new KeyOpener(budget, pool).OpenAll(keys);
        keys.Select(key => results[key.Fingerprint].State).ShouldBe([OpeningState.OutOfBudget, OpeningState.Opened, OpeningState.OutOfBudget]);
        budget.IsExhausted.ShouldBeTrue();
        budget.Left.ShouldBeGreaterThanOrEqualTo(0);
    }

    [Fact]
    public void The_same_encrypted_bytes_under_wrong_parameters_do_not_hide_the_key()
    {
        var pem = Ec.ExportEncryptedPkcs8PrivateKeyPem("changeit", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 10));
        var place = Place(Found.All(pem).ShouldHaveSingleItem());
        var wrong = place.Container.Bytes.ToArray();
        wrong[^(place.Container.Bytes.Length - 40)] ^= 1; // in the salt
        using var pool = new PassphraseCandidates();
        var results = new KeyOpener(new KdfBudget(1_000_000), pool).OpenAll([place with { Container = place.Container with { Bytes = wrong } }, place]);
        results[place.Fingerprint].State.ShouldBe(OpeningState.Opened);
    }

    [Fact]
    public void What_stands_in_the_folder_of_a_key_is_tried_on_it_alone()
    {
        var reading = Found.All(Ec.ExportEncryptedPkcs8PrivateKeyPem(
            Passphrase, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 10))).ShouldHaveSingleItem();
        using var pool = new PassphraseCandidates();
        pool.AddFile(Encoding.UTF8.GetBytes(Passphrase + "\n"), "etc/keys");
        OpeningState StateIn(string folder) => new KeyOpener(new KdfBudget(1_000_000), pool).OpenAll([Place(reading, folder)]).ShouldHaveSingleItem().Value.State;
        StateIn("etc/keys").ShouldBe(OpeningState.Opened);
        StateIn("etc").ShouldBe(OpeningState.Closed);
    }

    [Fact]
    public void A_damaged_container_stays_closed()
    {
        var closed = Found.Only(Rsa.ExportEncryptedPkcs8PrivateKeyPem("x", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1)));
        using var pool = new PassphraseCandidates();
        foreach (var format in new[] { "pkcs8", "legacy-pem", "openssh", "secsh", "putty", "pkcs12", "bks", "uber", "pgp", "pvk", "minisign", "signify", "sigstore", "ansible-vault", "nothing" })
        {
            for (var size = 0; size < 200; size += 13)
            {
                var place = new ClosedContainer(closed.Fingerprint.ShouldNotBeNull(), new EncryptedContainer(format, RandomNumberGenerator.GetBytes(size)), Folder: null);
                var results = new KeyOpener(new KdfBudget(20_000), pool).OpenAll([place]);
                results.ShouldHaveSingleItem().Value.Replace(closed).ShouldHaveSingleItem().RuleId.ShouldBe(closed.RuleId);
            }
        }
    }

    [Fact]
    public void The_pool_is_bounded_keeps_the_same_values_in_any_order_and_is_cleared()
    {
        var values = Enumerable.Range(0, 3 * PassphraseCandidates.MaxValues).Select(i => $"value {i}").ToList();
        using var forth = new PassphraseCandidates();
        using var back = new PassphraseCandidates();
        values.ForEach(v => Add(forth, v));
        Enumerable.Reverse(values).ToList().ForEach(v => Add(back, v));
        forth.Values.Count.ShouldBe(PassphraseCandidates.MaxValues);
        back.Values.Select(Encoding.ASCII.GetString).ShouldBe(forth.Values.Select(Encoding.ASCII.GetString));

        var kept = forth.Values[0];
        forth.Dispose();
        forth.Values.ShouldBeEmpty();
        kept.ShouldAllBe(b => b == 0);
    }

    [Fact]
    public void A_value_of_the_configuration_is_kept_before_those_of_files_and_tried_first()
    {
        using var pool = new PassphraseCandidates();
        Enumerable.Range(0, 2 * PassphraseCandidates.MaxValues).ToList().ForEach(i => Add(pool, $"value {i}", PassphraseSource.OtherFile));
        Add(pool, "of the configuration", PassphraseSource.Document);
        Encoding.ASCII.GetString(pool.Values[0]).ShouldBe("of the configuration");
    }
}
