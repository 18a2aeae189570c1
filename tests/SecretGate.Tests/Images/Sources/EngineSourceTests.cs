using Microsoft.AspNetCore.Http;
using SecretGate.Decoding;
using SecretGate.Images;
using SecretGate.Tests.Building;

namespace SecretGate.Tests.Images.Sources;

/// <summary>An engine's API on a socket.</summary>
public sealed class EngineSourceTests : ImageSourceContract
{
    private static readonly BuiltImage App = Image.With().Name("team/app:ci").Layer(("root/secret", "alpha")).Build();

    [Fact]
    public async Task A_repository_without_tag_means_its_latest_as_in_all_commands_of_the_engine()
    {
        var engine = Engine("team/app:latest", App.ImageId, Send(App.ToDockerArchive()));

        await using var source = OpenEngine("team/app", engine);
        (await Read(source)).Set.Images.ShouldHaveSingleItem();

        engine.Requests.ShouldContain(path => Uri.UnescapeDataString(path).EndsWith("/images/get?names=team/app:latest"));
    }

    [Fact]
    public async Task An_image_that_is_not_there_is_explained()
    {
        var engine = Engine("team/app:ci", App.ImageId, Send(App.ToDockerArchive()));
        await using var source = OpenEngine("team/other:1", engine);

        var error = await Should.ThrowAsync<GateException>(() => Read(source));

        error.ExitCode.ShouldBe(ExitCode.Incomplete);
        error.Message.ShouldContain("team/other:1");
        error.Help!.ShouldContain("load: true");
    }

    [Fact]
    public async Task A_socket_without_engine_is_explained()
    {
        await using var source = Open("team/app:ci", null, new ImageAccess { Engine = new EngineEndpoint(new Uri("unix:///nowhere/docker.sock"), "DOCKER_HOST") });

        var error = await Should.ThrowAsync<GateException>(() => Read(source));

        error.ExitCode.ShouldBe(ExitCode.Incomplete);
        error.Message.ShouldContain("/nowhere/docker.sock");
        error.Message.ShouldContain("DOCKER_HOST");
    }

    [Fact]
    public void No_engine_at_all_is_explained() =>
        Should.Throw<GateException>(() => Open("team/app:ci")).ExitCode.ShouldBe(ExitCode.Incomplete);

    [Fact]
    public async Task An_error_inside_the_stream_is_told()
    {
        var engine = Engine("team/app:ci", App.ImageId, Send("""{"errorDetail":{"message":"no space left"},"error":"no space left"}"""u8.ToArray()));
        await using var source = OpenEngine("team/app:ci", engine);

        var error = await Should.ThrowAsync<GateException>(() => Read(source));

        error.ExitCode.ShouldBe(ExitCode.Incomplete);
        error.Message.ShouldContain("no space left");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_stream_that_is_cut_is_noticed_and_what_came_is_read(bool isAborted)
    {
        var archive = Image.With().Name("team/app:ci").Layer(("first", "alpha"), ("big", new byte[3_000_000])).Build().ToDockerArchive();
        var engine = Engine("team/app:ci", App.ImageId, async context =>
        {
            await context.Response.Body.WriteAsync(archive.AsMemory(0, archive.Length / 2));
            await context.Response.Body.FlushAsync();
            if (isAborted)
            {
                context.Abort();
            }
        });
        await using var source = OpenEngine("team/app:ci", engine);

        var (set, blobs) = await Read(source);

        set.Problems.ShouldContain(problem => problem.Reason == UnreadReason.Damaged || problem.Reason == UnreadReason.Unreadable);
        blobs.Blobs.Values.SelectMany(notes => notes.Files).ShouldContain(file => file.Path == "first" && file.Content == "alpha");
    }

    [Fact]
    public async Task Another_image_than_the_one_named_is_a_mismatch()
    {
        var engine = Engine("team/app:ci", "sha256:" + new string('1', 64), Send(App.ToDockerArchive()));
        await using var source = OpenEngine("team/app:ci", engine);

        var (set, _) = await Read(source);

        set.Problems.ShouldHaveSingleItem().Reason.ShouldBe(UnreadReason.Mismatch);
    }

    [Fact]
    public async Task Platforms_that_the_engine_did_not_pull_are_no_part_of_the_image()
    {
        var other = Image.With().Platform("linux", "arm64").Layer(("other", "1")).Build();
        var files = OciLayout.Nested("ci", App, other);
        files.Remove(OciLayout.PathOf(other.ManifestDigest)).Remove(OciLayout.PathOf(other.ImageId)).Remove(OciLayout.PathOf(other.Layers[0].Digest));
        var engine = Engine("team/app:ci", App.ManifestDigest, Send(files.ToTar()));
        await using var source = OpenEngine("team/app:ci", engine);

        var (set, blobs) = await Read(source);

        set.Images.ShouldHaveSingleItem().ManifestDigest.ToString().ShouldBe(App.ManifestDigest);
        Problems(set, blobs).ShouldBeEmpty();
    }

    private protected override IImageSource Open(Platform? platform, BuiltImage[] images)
    {
        var engine = Engine("team/app:ci", images[0].ImageId, Send(DockerArchive.Legacy(images).ToTar()));
        return Open("docker-daemon:team/app:ci", platform, new ImageAccess { Engine = engine.Endpoint });
    }

    private static IImageSource OpenEngine(string reference, FakeEngine engine) =>
        Open("docker-daemon:" + reference, null, new ImageAccess { Engine = engine.Endpoint });

    private static Func<HttpContext, Task> Send(byte[] bytes) => context => context.Response.Body.WriteAsync(bytes).AsTask();

    private FakeEngine Engine(string name, string id, Func<HttpContext, Task> send) => Own(new FakeEngine(Path.Combine(Folder, "d.sock"), name, id, send));
}
