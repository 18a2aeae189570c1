using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using SecretGate.Decoding;
using SecretGate.Images;
using SecretGate.Tests.Building;

namespace SecretGate.Tests.Images.Sources;

/// <summary>A registry, honest and otherwise.</summary>
public sealed class RegistrySourceTests : ImageSourceContract
{
    private static readonly BuiltImage App = Image.With().Name("team/app:ci")
        .Layer(("root/secret", "alpha"), ("noise", Noise(300_000))).Layer(("app/run", "beta")).Build();

    private static readonly string Layer = "/v2/team/app/blobs/" + App.Layers[0].Digest;

    private readonly FakeTimeProvider _clock = new() { AutoAdvanceAmount = TimeSpan.Zero };

    [Fact]
    public async Task Every_platform_of_an_index_is_read()
    {
        var arm = Image.With().Platform("linux", "arm64").Layer(("arm", "1")).Build();
        var registry = Registry().Push(App, "amd").Push(arm, "arm");
        registry.PutManifest(ImageBuilder.Bytes(OciLayout.Index([OciLayout.Descriptor(App, null), OciLayout.Descriptor(arm, null)])), "ci");

        var (set, blobs) = await Read(registry);

        set.Images.Select(image => image.Platform!.ToString()).ShouldBe(["linux/amd64", "linux/arm64"]);
        Problems(set, blobs).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_image_is_named_by_its_digest()
    {
        var registry = Registry().Push(App);

        var (set, blobs) = await Read(Open($"docker://{registry.Authority}/team/app@{App.ManifestDigest}", registry));

        set.Images.ShouldHaveSingleItem().ManifestDigest.ToString().ShouldBe(App.ManifestDigest);
        Problems(set, blobs).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("one-time-token")]
    public async Task A_user_signs_in_with_a_password_or_for_a_token(string? token)
    {
        var registry = Registry().Push(App);
        (registry.User, registry.Token) = ("user:password", token);

        var (set, blobs) = await Read(Open(registry.Reference(), registry, RegistryCredential.OfPassword("user", "password")));

        Problems(set, blobs).ShouldBeEmpty();
        registry.Requests.Count(request => request.Path == "/token").ShouldBe(token is null ? 0 : 1);
    }

    [Fact]
    public async Task A_token_that_runs_out_is_renewed()
    {
        var registry = Registry().Push(App);
        registry.Token = "first";
        registry.Fault = (context, count) =>
        {
            if (context.Request.Path.Value == Layer && count == 1)
            {
                registry.Token = "second";
            }

            return Task.FromResult(false);
        };

        var (set, blobs) = await Read(registry);

        Problems(set, blobs).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_identity_token_is_exchanged()
    {
        var registry = Registry().Push(App);
        registry.Token = "bought";
        var form = "";
        registry.Fault = async (context, _) =>
        {
            if (context.Request.Path == "/token")
            {
                form = await new StreamReader(context.Request.Body).ReadToEndAsync();
            }

            return false;
        };

        await Read(Open(registry.Reference(), registry, RegistryCredential.OfIdentityToken("refresh me")));

        form.ShouldContain("grant_type=refresh_token");
        form.ShouldContain("refresh_token=refresh+me");
    }

    [Fact]
    public async Task Without_permission_the_run_ends_and_login_is_named()
    {
        var registry = Registry().Push(App);
        registry.User = "user:password";

        var error = await Should.ThrowAsync<GateException>(() => Read(registry));

        error.ExitCode.ShouldBe(ExitCode.Incomplete);
        error.Help!.ShouldContain("docker login");
    }

    [Fact]
    public async Task A_token_that_is_never_accepted_ends_the_run()
    {
        var registry = Registry().Push(App);
        registry.Token = "good";
        registry.Fault = async (context, _) =>
        {
            if (context.Request.Path != "/token")
            {
                return false;
            }

            await context.Response.WriteAsync("""{"token":"never good"}""");
            return true;
        };

        (await Should.ThrowAsync<GateException>(() => Read(registry))).ExitCode.ShouldBe(ExitCode.Incomplete);
    }

    [Fact]
    public async Task An_image_that_is_not_there_ends_the_run()
    {
        var error = await Should.ThrowAsync<GateException>(() => Read(Registry()));

        error.ExitCode.ShouldBe(ExitCode.Incomplete);
        error.Message.ShouldContain("team/app:ci");
    }

    [Theory]
    [InlineData(StatusCodes.Status429TooManyRequests)]
    [InlineData(StatusCodes.Status500InternalServerError)]
    [InlineData(StatusCodes.Status503ServiceUnavailable)]
    public async Task An_error_that_may_pass_is_waited_for(int status)
    {
        var registry = Registry().Push(App);
        registry.Fault = (context, count) => count <= 2 ? FakeRegistry.Status(context, status) : Task.FromResult(false);

        var (set, blobs) = await ReadWhileTimePasses(registry);

        Problems(set, blobs).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_wait_that_is_asked_for_is_kept()
    {
        var registry = Registry().Push(App);
        registry.Fault = (context, count) =>
        {
            context.Response.Headers.RetryAfter = "17";
            return count == 1 && context.Request.Path != "/v2/" ? FakeRegistry.Status(context, StatusCodes.Status429TooManyRequests) : Task.FromResult(false);
        };
        var start = _clock.GetUtcNow();

        await ReadWhileTimePasses(registry);

        (_clock.GetUtcNow() - start).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(17));
    }

    [Fact]
    public async Task An_error_that_does_not_pass_ends_the_run_within_a_minute()
    {
        var registry = Registry().Push(App);
        registry.Fault = (context, _) => context.Request.Path == "/v2/" ? Task.FromResult(false) : FakeRegistry.Status(context, StatusCodes.Status503ServiceUnavailable);
        var start = _clock.GetUtcNow();

        (await Should.ThrowAsync<GateException>(() => ReadWhileTimePasses(registry))).ExitCode.ShouldBe(ExitCode.Incomplete);

        (_clock.GetUtcNow() - start).ShouldBeLessThan(TimeSpan.FromSeconds(70));
    }

    [Fact]
    public async Task A_connection_that_breaks_is_taken_up_where_it_broke()
    {
        var registry = Registry().Push(App);
        var ranges = new List<string>();
        registry.Fault = async (context, count) =>
        {
            if (context.Request.Path.Value != Layer || count > 1)
            {
                ranges.Add(context.Request.Headers.Range.ToString());
                return false;
            }

            await FakeRegistry.BreakAsync(context, App.Layers[0].Blob);
            return true;
        };

        var (set, blobs) = await Read(registry);

        Problems(set, blobs).ShouldBeEmpty();
        ranges.ShouldContain(range => range.StartsWith("bytes="));
    }

    [Fact]
    public async Task A_registry_that_sends_no_parts_is_asked_for_the_whole_again()
    {
        var registry = Registry().Push(App);
        registry.Fault = async (context, count) =>
        {
            if (context.Request.Path.Value == Layer)
            {
                context.Request.Headers.Range = "";
                await (count == 1 ? FakeRegistry.BreakAsync(context, App.Layers[0].Blob) : FakeRegistry.SendAsync(context, App.Layers[0].Blob));
                return true;
            }

            return false;
        };

        var (set, blobs) = await Read(registry);

        Problems(set, blobs).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_connection_that_always_breaks_is_given_up_and_the_other_layer_is_read()
    {
        var registry = Registry().Push(App);
        registry.Fault = async (context, _) =>
        {
            if (context.Request.Path.Value != Layer)
            {
                return false;
            }

            context.Request.Headers.Range = "";
            await FakeRegistry.BreakAsync(context, App.Layers[0].Blob);
            return true;
        };

        var (set, blobs) = await Read(registry);

        blobs[set.Images[0].Layers[0]].Reasons.ShouldBe([UnreadReason.Unreadable]);
        blobs[set.Images[0].Layers[1]]["app/run"].ShouldBe("beta");
    }

    [Fact]
    public async Task More_bytes_than_the_manifest_names_are_refused()
    {
        var registry = Registry().Push(App);
        registry.Fault = async (context, _) =>
        {
            if (context.Request.Path.Value != Layer)
            {
                return false;
            }

            await context.Response.Body.WriteAsync((byte[])[.. App.Layers[0].Blob, .. new byte[100_000]]);
            return true;
        };

        var (set, blobs) = await Read(registry);

        blobs[set.Images[0].Layers[0]].Reasons.ShouldContain(UnreadReason.Unreadable);
    }

    [Fact]
    public async Task A_manifest_without_end_is_given_up()
    {
        var registry = Registry().Push(App);
        registry.Fault = async (context, _) =>
        {
            if (!context.Request.Path.Value!.Contains("manifests"))
            {
                return false;
            }

            for (var i = 0; i < 100; i++)
            {
                await context.Response.Body.WriteAsync(new byte[1 << 20]);
            }

            return true;
        };

        (await Should.ThrowAsync<GateException>(() => Read(registry))).ExitCode.ShouldBe(ExitCode.Incomplete);
    }

    [Fact]
    public async Task Other_bytes_than_asked_for_are_a_mismatch()
    {
        var registry = Registry().Push(App);
        var other = App.Layers[1].Blob;
        registry.Fault = async (context, _) =>
        {
            if (context.Request.Path.Value == Layer)
            {
                var lie = (byte[])[.. other, .. new byte[App.Layers[0].Blob.Length - other.Length]];
                await FakeRegistry.SendAsync(context, lie);
                return true;
            }

            return false;
        };

        var (set, blobs) = await Read(registry);

        Integrity.Check(set, blobs.Contents).ShouldContain(problem => problem.Reason == UnreadReason.Mismatch && problem.Where == "layer[0]");
    }

    [Fact]
    public async Task A_digest_header_that_does_not_fit_is_a_mismatch()
    {
        var registry = Registry().Push(App);
        registry.Fault = (context, _) =>
        {
            context.Response.Headers["Docker-Content-Digest"] = "sha256:" + new string('0', 64);
            return Task.FromResult(false);
        };

        (await Read(registry)).Set.Problems.ShouldContain(problem => problem.Reason == UnreadReason.Mismatch);
    }

    [Fact]
    public async Task A_page_in_the_place_of_a_manifest_is_no_image()
    {
        var registry = Registry();
        registry.PutManifest("<html>Service Unavailable</html>"u8.ToArray(), "ci");

        var (set, _) = await Read(registry);

        set.Images.ShouldBeEmpty();
        set.Problems.ShouldHaveSingleItem().Reason.ShouldBe(UnreadReason.Damaged);
    }

    [Fact]
    public async Task A_redirect_is_followed_without_the_credential()
    {
        var storage = Registry().Push(App);
        var registry = Registry().Push(App);
        registry.User = "user:password";
        registry.Fault = (context, _) => Redirect(context, $"http://{storage.Authority}{context.Request.Path}");

        var (set, blobs) = await Read(Open(registry.Reference(), registry, RegistryCredential.OfPassword("user", "password")));

        Problems(set, blobs).ShouldBeEmpty();
        storage.Requests.ShouldNotBeEmpty();
        storage.Requests.ShouldAllBe(request => request.Authorization == "");
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("http://[::ffff:169.254.169.254]/")]
    [InlineData("http://example.invalid/blob")]
    [InlineData("/latest/meta-data/iam")]
    public async Task A_redirect_to_where_no_blob_is_is_not_followed(string target)
    {
        var registry = Registry().Push(App);
        registry.Fault = (context, _) => Redirect(context, target);

        var (set, blobs) = await Read(registry);

        registry.Requests.ShouldNotContain(request => request.Path.Contains("meta-data"));
        set.Problems.Concat(Integrity.Check(set, blobs.Contents)).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_redirect_to_itself_ends()
    {
        var registry = Registry().Push(App);
        registry.Fault = (context, _) => Redirect(context, context.Request.Path.Value!);

        (await Read(registry)).Set.Problems.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_token_service_elsewhere_gets_no_credential()
    {
        var evil = Registry();
        evil.Token = "given to anyone";
        var registry = Registry().Push(App);
        (registry.Token, registry.Realm) = ("given to anyone", $"http://{evil.Authority}/token");

        await Read(Open(registry.Reference(), registry, RegistryCredential.OfPassword("user", "password")));

        evil.Requests.ShouldHaveSingleItem().Authorization.ShouldBe("");
    }

    [Theory]
    [InlineData("http://example.invalid/token")]
    [InlineData("http://169.254.169.254/token")]
    [InlineData("file:///etc/passwd")]
    public async Task A_token_service_in_the_clear_is_not_asked(string realm)
    {
        var registry = Registry().Push(App);
        (registry.Token, registry.Realm) = ("token", realm);

        (await Should.ThrowAsync<GateException>(() => Read(registry))).ExitCode.ShouldBe(ExitCode.Incomplete);
    }

    [Fact]
    public async Task TLS_is_spoken_where_the_registry_speaks_it()
    {
        var certificate = Own(TestCertificate.ForLoopback());
        var registry = Own(new FakeRegistry(certificate)).Push(App);

        var (set, blobs) = await Read(Open(registry.Reference(), registry, trusted: certificate));

        Problems(set, blobs).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_certificate_of_nobody_is_refused_and_the_option_named()
    {
        var registry = Own(new FakeRegistry(Own(TestCertificate.ForLoopback()))).Push(App);

        var error = await Should.ThrowAsync<GateException>(() => Read(Open(registry.Reference(), registry)));

        error.ExitCode.ShouldBe(ExitCode.Incomplete);
        error.Help!.ShouldContain("--ca");
    }

    [Fact]
    public async Task An_artifact_is_read_as_documents()
    {
        var text = "TOKEN=x"u8.ToArray();
        var empty = "{}"u8.ToArray();
        var registry = Registry();
        registry.PutBlob(text);
        registry.PutBlob(empty);
        registry.PutManifest(
            System.Text.Encoding.UTF8.GetBytes($$"""
                {"schemaVersion":2,"artifactType":"x/y","config":{{OciLayout.Descriptor("application/vnd.oci.empty.v1+json", empty)}},
                "layers":[{{OciLayout.Descriptor("text/plain", text)}}]}
                """),
            "ci");

        var (set, _) = await Read(registry);

        set.Documents.ShouldContain(document => document.Bytes.ToArray().SequenceEqual(text));
        set.Problems.ShouldBeEmpty();
    }

    private protected override IImageSource Open(Platform? platform, BuiltImage[] images)
    {
        var registry = Registry().Push(images[0]);
        return ImageSources.Open(ImageLocator.Parse(registry.Reference()), platform, Access(registry, null, trusted: null), ScanLimits.Default);
    }

    private static byte[] Noise(int count)
    {
        var bytes = new byte[count];
        new Random(1).NextBytes(bytes);
        return bytes;
    }

    // Layers only: the way to them is the registry's own.
    private static Task<bool> Redirect(HttpContext context, string target)
    {
        if (!context.Request.Path.Value!.Contains("/blobs/"))
        {
            return Task.FromResult(false);
        }

        context.Response.Headers.Location = target;
        return FakeRegistry.Status(context, StatusCodes.Status307TemporaryRedirect);
    }

    private FakeRegistry Registry() => Own(new FakeRegistry());

    private Task<(ImageSet Set, BlobNotes Blobs)> Read(FakeRegistry registry) => Read(Open(registry.Reference(), registry));

    private async Task<(ImageSet Set, BlobNotes Blobs)> ReadWhileTimePasses(FakeRegistry registry)
    {
        var reading = Read(registry);
        while (!reading.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(reading, Task.Delay(5, TestContext.Current.CancellationToken));
        }

        return await reading;
    }

    private IImageSource Open(string locator, FakeRegistry registry, RegistryCredential? credential = null, X509Certificate2? trusted = null) =>
        ImageSources.Open(ImageLocator.Parse(locator), null, Access(registry, credential, trusted), ScanLimits.Default);

    private ImageAccess Access(FakeRegistry registry, RegistryCredential? credential, X509Certificate2? trusted)
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false };
        if (trusted is not null)
        {
            handler.SslOptions = new SslClientAuthenticationOptions
            {
                CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { trusted }, RevocationMode = X509RevocationMode.NoCheck },
            };
        }

        return new ImageAccess
        {
            Clock = _clock,
            Registries = new RegistryAccess
            {
                Client = Own(new HttpMessageInvoker(handler)),
                FindCredential = (name, _) => Task.FromResult(name == registry.Authority ? credential : null),
            },
        };
    }
}
