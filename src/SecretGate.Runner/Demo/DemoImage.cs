using System.Formats.Tar;
using System.IO.Hashing;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace SecretGate.Runner.Demo;

/// <summary>
/// A small image that leaks in the ways images leak: a key that a later layer deletes, a token in a copied file, a token in a build argument.
/// Keys and tokens are made fresh, so none of them opens anything.
/// </summary>
internal static class DemoImage
{
    /// <summary>The image as a docker archive.</summary>
    public static byte[] Build()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var token = GitHubToken();
        (string CreatedBy, (string Path, string Content)[] Files)[] layers =
        [
            ("COPY . /app # buildkit", [("app/server.js", "require('http').createServer().listen(8080)\n"), ("app/.env", $"PORT=8080\nGITHUB_TOKEN={GitHubToken()}\n")]),
            ("COPY deploy_key /root/.ssh/id_ecdsa # buildkit", [("root/.ssh/id_ecdsa", key.ExportPkcs8PrivateKeyPem() + "\n")]),
            ($"RUN |1 GITHUB_TOKEN={token} /bin/sh -c npm ci && rm /root/.ssh/id_ecdsa # buildkit", [("root/.ssh/.wh.id_ecdsa", "")]),
        ];

        var tars = layers.Select(layer => Tar(layer.Files.Select(file => (file.Path, Encoding.UTF8.GetBytes(file.Content))))).ToList();
        var config = JsonSerializer.SerializeToUtf8Bytes(new
        {
            architecture = "amd64",
            os = "linux",
            config = new { Cmd = (string[])["node", "/app/server.js"] },
            rootfs = new { type = "layers", diff_ids = tars.Select(tar => "sha256:" + Hex(tar)) },
            history = layers.Select(layer => new { created = "2026-01-01T00:00:00Z", created_by = layer.CreatedBy }),
        });
        var names = tars.Select(tar => Hex(tar) + "/layer.tar").ToList();
        var manifest = JsonSerializer.SerializeToUtf8Bytes((object[])
            [new { Config = Hex(config) + ".json", RepoTags = (string[])["secretgate-demo:latest"], Layers = names }]);
        return Tar([.. names.Zip(tars), (Hex(config) + ".json", config), ("manifest.json", manifest)]);
    }

    // Four letters, 30 random ones, and their CRC-32 in base 62 (github.blog, "Behind GitHub's new authentication token formats").
    private static string GitHubToken()
    {
        const string Base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
        var body = RandomNumberGenerator.GetString(Base62, 30);
        var checksum = new char[6];
        var rest = Crc32.HashToUInt32(Encoding.ASCII.GetBytes(body));
        for (var i = checksum.Length - 1; i >= 0; i--, rest /= 62)
        {
            checksum[i] = Base62[(int)(rest % 62)];
        }

        return "ghp" + "_" + body + new string(checksum);
    }

    private static byte[] Tar(IEnumerable<(string Path, byte[] Content)> files)
    {
        using var tar = new MemoryStream();
        using (var writer = new TarWriter(tar, TarEntryFormat.Ustar, leaveOpen: true))
        {
            foreach (var (path, content) in files)
            {
                writer.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, path)
                {
                    DataStream = new MemoryStream(content), ModificationTime = DateTimeOffset.UnixEpoch, Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
                });
            }
        }

        return tar.ToArray();
    }

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
