using System.Security.Cryptography;
using System.Text.Json.Nodes;
using SecretGate.Decoding;
using SecretGate.Images;
using SecretGate.Tests.Building;

namespace SecretGate.Tests.Images.Layouts;

/// <summary>Which images a medium holds, whatever its layout; and where two readers could see two, that it is said.</summary>
public sealed class LayoutReaderTests
{
    private static readonly BuiltImage Clean = Image.With().Name("team/app:ci").Layer(("app/clean", "clean")).Build();
    private static readonly BuiltImage Leaking = Image.With().Name("team/app:ci").Layer(("app/secret", "secret")).Build();

    [Fact]
    public async Task Of_two_manifests_in_one_archive_both_are_read_and_the_difference_is_said()
    {
        var files = DockerArchive.Legacy(Clean).Union(DockerArchive.Legacy(Leaking)).Add("./manifest.json", DockerArchive.Legacy(Leaking)["manifest.json"]);

        var (set, blobs) = await Read(files);

        set.Images.Select(image => image.ImageId.ToString()).ShouldBe([Clean.ImageId, Leaking.ImageId]);
        blobs[set.Images[1].Layers[0]]["app/secret"].ShouldBe("secret");
        Reasons(set, blobs).ShouldBe([UnreadReason.Ambiguous]);
    }

    [Fact]
    public async Task The_same_manifest_twice_is_one()
    {
        var files = DockerArchive.Legacy(Clean);

        var (set, blobs) = await Read(files.Add("manifest.json", files["manifest.json"]));

        set.Images.ShouldHaveSingleItem();
        Reasons(set, blobs).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_layer_that_stands_twice_in_an_archive_is_read_twice_and_said()
    {
        var files = DockerArchive.Legacy(Leaking);
        var layer = files.Names.Single(name => name.EndsWith("layer.tar"));

        var (set, blobs) = await Read(files.Add(layer, Clean.Layers[0].Tar));

        blobs.Blobs.Values.SelectMany(notes => notes.Files).Select(file => file.Path).ShouldBe(["app/secret", "app/clean"], ignoreOrder: true);
        Reasons(set, blobs).ShouldContain(UnreadReason.Ambiguous);
    }

    [Fact]
    public async Task A_docker_and_an_OCI_layout_of_one_image_are_one_image()
    {
        var (set, blobs) = await Read(DockerArchive.Engine25(Leaking));

        var image = set.Images.ShouldHaveSingleItem();
        image.Name.ShouldBe("team/app:ci");
        image.ManifestDigest.ShouldNotBeNull();
        image.Documents.Select(document => document.Kind).ShouldBe([DocumentKind.Config, DocumentKind.Manifest], ignoreOrder: true);
        Reasons(set, blobs).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_docker_and_an_OCI_layout_of_two_images_are_two_images()
    {
        var (set, blobs) = await Read(OciLayout.Of(Clean).Union(DockerArchive.Legacy(Leaking)));

        set.Images.Select(image => image.ImageId.ToString()).ShouldBe([Leaking.ImageId, Clean.ImageId]);
        Reasons(set, blobs).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_index_that_lists_nothing_leaves_the_word_to_the_docker_manifest()
    {
        var (set, blobs) = await Read(DockerArchive.Engine25ById(Leaking));

        set.Images.ShouldHaveSingleItem().Name.ShouldBeNull();
        Reasons(set, blobs).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_archive_of_before_manifest_json_is_read_but_not_trusted()
    {
        var image = Image.With().Name("team/app:ci").Layer(("a", "1")).Layer(("b", "2")).Build();

        var (set, blobs) = await Read(DockerArchive.WithoutManifest(image));

        var read = set.Images.ShouldHaveSingleItem();
        read.Name.ShouldBe("team/app:ci");
        blobs[read.Layers[0]]["a"].ShouldBe("1");
        blobs[read.Layers[1]]["b"].ShouldBe("2");
        read.Config!.History.Count.ShouldBe(2);
        Reasons(set, blobs).ShouldBe([UnreadReason.Ambiguous]);
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("/etc/passwd")]
    [InlineData("nowhere/layer.tar")]
    public async Task A_layer_outside_the_archive_is_missing(string path)
    {
        var files = DockerArchive.Legacy(Leaking);
        var layer = files.Names.Single(name => name.EndsWith("layer.tar"));

        var (set, blobs) = await Read(files.Replace("manifest.json", Text(files, "manifest.json").Replace(layer, path)));

        Reasons(set, blobs).ShouldBe([UnreadReason.Missing]);
        blobs.Blobs.Values.SelectMany(notes => notes.Files).ShouldContain(file => file.Content == "secret");
    }

    [Theory]
    [InlineData("../../../etc/passwd")]
    [InlineData("/etc/passwd")]
    [InlineData("layer.tar")]
    public async Task A_link_out_of_the_archive_or_to_itself_is_not_followed(string target)
    {
        var files = DockerArchive.Legacy(Leaking);
        var layer = files.Names.Single(name => name.EndsWith("layer.tar"));

        var (set, blobs) = await Read(files.Replace(layer, "", target));

        Reasons(set, blobs).ShouldBe([UnreadReason.Missing]);
    }

    [Fact]
    public async Task Keys_in_other_letter_case_are_read_as_engines_read_them()
    {
        var files = DockerArchive.Legacy(Leaking);

        var (set, blobs) = await Read(files.Replace("manifest.json", Text(files, "manifest.json").Replace("Layers", "layers").Replace("Config", "CONFIG")));

        blobs[set.Images.ShouldHaveSingleItem().Layers[0]]["app/secret"].ShouldBe("secret");
        Reasons(set, blobs).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("layers", "LAYERS")]
    [InlineData("LAYERS", "layers")]
    [InlineData("layers", "layers")]
    public async Task A_key_that_stands_twice_is_ambiguous(string first, string second)
    {
        var files = OciLayout.Of(Clean, Leaking);
        var layers = $$"""
            "{{first}}":[{{OciLayout.Descriptor("x", Clean.Layers[0].Blob)}}],"{{second}}":[{{OciLayout.Descriptor("x", Leaking.Layers[0].Blob)}}]
            """;
        var manifest = $$"""{"schemaVersion":2,"config":{{OciLayout.Descriptor(OciLayout.ConfigMediaType, Leaking.Config)}},{{layers}}}""";

        var (set, blobs) = await Read(WithIndexOf(files, manifest));

        Reasons(set, blobs).ShouldBe([UnreadReason.Ambiguous]);
        blobs.Blobs.Values.SelectMany(notes => notes.Files).ShouldContain(file => file.Content == "secret");
    }

    [Fact]
    public async Task Every_platform_of_a_nested_index_is_read()
    {
        var arm = Image.With().Platform("linux", "arm64").Layer(("arm", "1")).Build();

        var (set, blobs) = await Read(OciLayout.Nested("team/app:ci", Clean, arm));

        set.Images.Select(image => (image.Name, image.Platform!.ToString())).ShouldBe([("team/app:ci", "linux/amd64"), ("team/app:ci", "linux/arm64")]);
        Reasons(set, blobs).ShouldBeEmpty();
    }

    [Fact]
    public async Task One_platform_can_be_asked_for()
    {
        var arm = Image.With().Platform("linux", "arm64", "v8").Layer(("arm", "1")).Build();

        var (set, blobs) = await Read(OciLayout.Nested("ci", Clean, arm), platform: new Platform("linux", "arm64"));

        set.Images.ShouldHaveSingleItem().ImageId.ToString().ShouldBe(arm.ImageId);
        set.UnselectedBlobs.ShouldContain(Clean.Layers[0].Digest);
        set.UnselectedBlobs.ShouldNotContain(arm.Layers[0].Digest);
        set.Documents.ShouldNotContain(document => document.Name == Clean.ImageId);
        Reasons(set, blobs).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("team/two:2")]
    [InlineData("docker.io/team/two:2")]
    public async Task One_image_can_be_asked_for_by_name(string reference)
    {
        var two = Image.With().Name("team/two:2").Layer(("two", "2")).Build();

        var (set, _) = await Read(DockerArchive.Legacy(Clean, two), reference);

        set.Images.ShouldHaveSingleItem().ImageId.ToString().ShouldBe(two.ImageId);
    }

    [Fact]
    public async Task One_image_can_be_asked_for_by_ID_tag_or_digest()
    {
        var two = Image.With().Name("edge").Layer(("two", "2")).Build();

        foreach (var reference in (string[])["edge", two.ImageId, two.ImageId["sha256:".Length..][..12], two.ManifestDigest])
        {
            (await Read(OciLayout.Of(Clean, two), reference)).Set.Images.ShouldHaveSingleItem().ImageId.ToString().ShouldBe(two.ImageId);
        }
    }

    [Fact]
    public async Task A_name_that_no_image_has_ends_the_run_and_the_names_are_listed()
    {
        var error = await Should.ThrowAsync<GateException>(() => Read(DockerArchive.Legacy(Clean), "team/other:1"));

        error.ExitCode.ShouldBe(ExitCode.Incomplete);
        error.Help!.ShouldContain("team/app:ci");
    }

    [Fact]
    public async Task A_manifest_that_is_not_there_is_missing()
    {
        var (set, blobs) = await Read(OciLayout.Of(Leaking).Remove(OciLayout.PathOf(Leaking.ManifestDigest)));

        set.Images.ShouldBeEmpty();
        Reasons(set, blobs).ShouldBe([UnreadReason.Missing]);
    }

    [Fact]
    public async Task A_config_that_is_not_there_is_missing()
    {
        var (set, blobs) = await Read(OciLayout.Of(Leaking).Remove(OciLayout.PathOf(Leaking.ImageId)));

        set.Images.ShouldHaveSingleItem().Config.ShouldBeNull();
        Reasons(set, blobs).ShouldBe([UnreadReason.Missing]);
    }

    [Fact]
    public async Task Other_bytes_than_the_named_ones_are_a_mismatch()
    {
        foreach (var digest in (string[])[Leaking.ManifestDigest, Leaking.ImageId, Leaking.Layers[0].Digest])
        {
            var files = OciLayout.Of(Leaking);
            var path = OciLayout.PathOf(digest);

            var (set, blobs) = await Read(files.Replace(path, new FileContent([.. files[path], (byte)' '])));

            Reasons(set, blobs).ShouldContain(UnreadReason.Mismatch, digest);
        }
    }

    [Fact]
    public async Task Another_uncompressed_layer_than_the_config_names_is_a_mismatch()
    {
        var image = Image.With().LayerBlob(Leaking.Layers[0].Tar, Leaking.Layers[0].Blob, diffId: "sha256:" + new string('0', 64)).Build();

        var (set, blobs) = await Read(OciLayout.Of(image));

        Reasons(set, blobs).ShouldBe([UnreadReason.Mismatch]);
    }

    [Fact]
    public async Task More_diff_IDs_than_layers_are_a_mismatch()
    {
        var image = Image.With().Layer(("a", "1")).Layer(("b", "2")).Build();
        var short1 = ImageBuilder.Bytes(OciLayout.Manifest(image.Config, image.Layers.Take(1)));

        var (set, blobs) = await Read(WithIndexOf(OciLayout.Of(image), System.Text.Encoding.UTF8.GetString(short1)));

        Reasons(set, blobs).ShouldBe([UnreadReason.Mismatch]);
    }

    [Fact]
    public async Task A_digest_by_SHA_512_is_followed_and_checked()
    {
        var blob = Leaking.Layers[0].Blob;
        var digest = "sha512:" + Convert.ToHexStringLower(SHA512.HashData(blob));
        var manifest = OciLayout.Manifest(Leaking.Config, Leaking.Layers);
        manifest["layers"]![0]!["digest"] = digest;
        var files = WithIndexOf(OciLayout.Of(Leaking).Remove(OciLayout.PathOf(Leaking.Layers[0].Digest)), manifest.ToJsonString());

        var (set, blobs) = await Read(files.Add(OciLayout.PathOf(digest), blob));
        Reasons(set, blobs).ShouldBeEmpty();

        (set, blobs) = await Read(files.Replace(OciLayout.PathOf(digest), Clean.Layers[0].Blob));
        Reasons(set, blobs).ShouldContain(UnreadReason.Mismatch);
    }

    [Theory]
    [InlineData("sha256:../../../../etc/passwd")]
    [InlineData("/etc/passwd")]
    [InlineData("md5:d41d8cd98f00b204e9800998ecf8427e")]
    [InlineData("")]
    public async Task A_digest_that_is_none_is_refused(string digest)
    {
        var manifest = OciLayout.Manifest(Leaking.Config, Leaking.Layers);
        manifest["layers"]![0]!["digest"] = digest;

        var (set, blobs) = await Read(WithIndexOf(OciLayout.Of(Leaking), manifest.ToJsonString()));

        Reasons(set, blobs).ShouldBe([UnreadReason.Damaged]);
    }

    [Theory]
    [InlineData("application/vnd.oci.image.layer.v1.tar")]
    [InlineData("application/vnd.docker.image.rootfs.foreign.diff.tar.gzip")]
    [InlineData("application/vnd.example.layer+secret")]
    [InlineData("Application/Vnd.OCI.Image.Layer.V1.Tar+Zstd; x=1")]
    public async Task A_media_type_decides_nothing(string mediaType)
    {
        var image = Image.With().LayerBlob(Leaking.Layers[0].Tar, Leaking.Layers[0].Blob, mediaType).Build();

        var (set, blobs) = await Read(OciLayout.Of(image));

        blobs[set.Images.ShouldHaveSingleItem().Layers[0]]["app/secret"].ShouldBe("secret");
        Reasons(set, blobs).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_encrypted_layer_is_named_as_such()
    {
        var image = Image.With().LayerBlob([], RandomNumberGenerator.GetBytes(500), OciLayout.LayerMediaType + "+gzip+encrypted").Build();

        var (set, blobs) = await Read(OciLayout.Of(image));

        Reasons(set, blobs).ShouldContain(UnreadReason.Encrypted);
    }

    [Fact]
    public async Task A_layer_that_is_no_tar_is_not_taken_for_read()
    {
        var image = Image.With().LayerBlob("text"u8.ToArray(), "text"u8.ToArray()).Build();

        var (set, blobs) = await Read(OciLayout.Of(image));

        Reasons(set, blobs).ShouldBe([UnreadReason.Unsupported]);
        blobs[set.Images[0].Layers[0]].Files.ShouldHaveSingleItem().Content.ShouldBe("text");
    }

    [Fact]
    public async Task An_attestation_is_a_document_of_the_image_it_speaks_of()
    {
        var statement = """{"predicate":{"args":{"TOKEN":"x"}}}"""u8.ToArray();
        var config = """{"architecture":"unknown","os":"unknown","rootfs":{"type":"layers","diff_ids":[]}}"""u8.ToArray();
        var attestation = new JsonObject
        {
            ["schemaVersion"] = 2,
            ["config"] = OciLayout.Descriptor(OciLayout.ConfigMediaType, config),
            ["layers"] = new JsonArray(OciLayout.Descriptor("application/vnd.in-toto+json", statement)),
        };
        var bytes = ImageBuilder.Bytes(attestation);
        var listed = OciLayout.Descriptor(OciLayout.ManifestMediaType, bytes);
        listed["platform"] = new JsonObject { ["os"] = "unknown", ["architecture"] = "unknown" };
        listed["annotations"] = new JsonObject
        {
            ["vnd.docker.reference.type"] = "attestation-manifest",
            ["vnd.docker.reference.digest"] = Leaking.ManifestDigest,
        };
        var files = OciLayout.Of(Leaking)
            .Replace("index.json", new FileContent(ImageBuilder.Bytes(OciLayout.Index([OciLayout.Descriptor(Leaking, null), listed]))));
        Array.ForEach([statement, config, bytes], blob => OciLayout.AddBlob(files, blob));

        var (set, blobs) = await Read(files);

        set.Images.ShouldHaveSingleItem().Documents.Count(document => document.Kind == DocumentKind.Attestation).ShouldBe(3);
        Reasons(set, blobs).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_artifacts_text_is_a_document_and_its_files_are_layers()
    {
        var text = "TOKEN=x"u8.ToArray();
        var chart = new LayerBuilder().File("values.yaml", "secret").ToTar();
        var manifest = new JsonObject
        {
            ["schemaVersion"] = 2,
            ["artifactType"] = "application/vnd.example",
            ["config"] = OciLayout.Descriptor("application/vnd.oci.empty.v1+json", "{}"u8.ToArray()),
            ["layers"] = new JsonArray(OciLayout.Descriptor("text/plain", text), OciLayout.Descriptor("application/x-tar", chart)),
        };
        var files = WithIndexOf(OciLayout.Of(Clean), manifest.ToJsonString());
        Array.ForEach([text, chart, "{}"u8.ToArray()], blob => OciLayout.AddBlob(files, blob));

        var (set, blobs) = await Read(files);

        set.Documents.ShouldContain(document => document.Kind == DocumentKind.Artifact && document.Bytes.ToArray().SequenceEqual(text));
        var artifact = set.Images.ShouldHaveSingleItem();
        artifact.Config.ShouldBeNull();
        blobs[artifact.Layers.ShouldHaveSingleItem()]["values.yaml"].ShouldBe("secret");
        Reasons(set, blobs).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_manifest_of_schema_1_has_a_config_too()
    {
        var top = """{"id":"b","os":"linux","architecture":"amd64","config":{"Env":["TOKEN=x"],"Labels":{"a":"b"}},"container_config":{"Cmd":["/bin/sh","-c","#(nop) ENV TOKEN=x"]},"throwaway":true}""";
        var bottom = """{"id":"a","container_config":{"Cmd":["/bin/sh -c make"]}}""";
        var manifest = new JsonObject
        {
            ["schemaVersion"] = 1,
            ["fsLayers"] = new JsonArray(BlobSum(Clean.Layers[0].Blob), BlobSum(Leaking.Layers[0].Blob)),
            ["history"] = new JsonArray(new JsonObject { ["v1Compatibility"] = top }, new JsonObject { ["v1Compatibility"] = bottom }),
        };
        var files = new MediumFiles().Add("manifest.json", new FileContent(ImageBuilder.Bytes(manifest)));
        files.Add(Leaking.Layers[0].Digest["sha256:".Length..], Leaking.Layers[0].Blob);

        var (set, blobs) = await Read(files);

        var image = set.Images.ShouldHaveSingleItem();
        blobs[image.Layers.ShouldHaveSingleItem()]["app/secret"].ShouldBe("secret");
        image.Config!.History.ShouldBe([new HistoryEntry("/bin/sh -c make", "", false), new HistoryEntry("/bin/sh -c #(nop) ENV TOKEN=x", "", true)]);
        image.Config.Labels["a"].ShouldBe("b");
        image.Documents.ShouldContain(document => document.Kind == DocumentKind.Config);
        Reasons(set, blobs).ShouldBeEmpty();
    }

    [Fact]
    public async Task Indexes_in_indexes_without_end_are_given_up()
    {
        var files = OciLayout.Of(Clean);
        var inner = OciLayout.Descriptor(Clean, null);
        for (var i = 0; i < 100; i++)
        {
            var index = ImageBuilder.Bytes(OciLayout.Index([inner]));
            OciLayout.AddBlob(files, index);
            inner = OciLayout.Descriptor(OciLayout.IndexMediaType, index);
        }

        var (set, blobs) = await Read(files.Replace("index.json", new FileContent(ImageBuilder.Bytes(OciLayout.Index([inner])))));

        Reasons(set, blobs).ShouldBe([UnreadReason.Limit]);
    }

    [Fact]
    public async Task One_document_that_is_manifest_and_index_is_ambiguous()
    {
        var both = OciLayout.Manifest(Leaking.Config, Leaking.Layers);
        both["manifests"] = new JsonArray(OciLayout.Descriptor(Clean, null));

        var (set, blobs) = await Read(WithIndexOf(OciLayout.Of(Clean, Leaking), both.ToJsonString()));

        set.Images.Count.ShouldBe(2);
        Reasons(set, blobs).ShouldBe([UnreadReason.Ambiguous]);
    }

    [Theory]
    [InlineData("index.json", "[]")]
    [InlineData("index.json", "{\"manifests\":{}}")]
    [InlineData("index.json", "not json")]
    [InlineData("index.json", "")]
    public async Task An_index_that_is_none_is_damaged(string name, string text)
    {
        var (set, blobs) = await Read(OciLayout.Of(Leaking).Replace(name, text));

        Reasons(set, blobs).ShouldBe([UnreadReason.Damaged]);
    }

    [Fact]
    public async Task A_document_beyond_the_limit_is_named()
    {
        var (set, blobs) = await Read(OciLayout.Of(Leaking).Replace("index.json", """{"manifests":[],"x":""" + '"' + new string('x', 9 << 20) + "\"}"));

        Reasons(set, blobs).ShouldBe([UnreadReason.Limit]);
        set.Problems[0].Message.ShouldContain("document-bytes");
    }

    [Fact]
    public async Task An_archive_without_image_ends_the_run()
    {
        var error = await Should.ThrowAsync<GateException>(() => Read(new MediumFiles().Add("etc/passwd", "root")));

        error.ExitCode.ShouldBe(ExitCode.Incomplete);
        error.Help!.ShouldContain("docker export");
    }

    private static JsonObject BlobSum(byte[] blob) => new() { ["blobSum"] = BuiltImage.DigestOf(blob) };

    private static MediumFiles WithIndexOf(MediumFiles files, string manifest)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(manifest);
        OciLayout.AddBlob(files, bytes);
        return files.Replace("index.json", new FileContent(ImageBuilder.Bytes(OciLayout.Index([OciLayout.Descriptor(OciLayout.ManifestMediaType, bytes)]))));
    }

    private static string Text(MediumFiles files, string name) => System.Text.Encoding.UTF8.GetString(files[name]);

    private static IEnumerable<string> Reasons(ImageSet set, BlobNotes blobs) =>
        set.Problems.Concat(Integrity.Check(set, blobs.Contents)).Select(problem => problem.Reason)
            .Concat(blobs.Blobs.Values.SelectMany(notes => notes.Reasons)).Distinct();

    private static async Task<(ImageSet Set, BlobNotes Blobs)> Read(MediumFiles files, string? reference = null, Platform? platform = null)
    {
        var path = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(path, files.ToTar(), TestContext.Current.CancellationToken);
            var locator = ImageLocator.Parse($"docker-archive:{path}{(reference is null ? "" : ":" + reference)}");
            await using var source = ImageSources.Open(locator, platform, new ImageAccess(), ScanLimits.Default);
            var blobs = new BlobNotes();
            return (await source.ReadAsync(blobs, TestContext.Current.CancellationToken), blobs);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
