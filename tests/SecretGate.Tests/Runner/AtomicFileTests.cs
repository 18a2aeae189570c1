using SecretGate.Runner.Output;

namespace SecretGate.Tests.Runner;

public sealed class AtomicFileTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public void A_writer_that_fails_leaves_the_old_file_and_nothing_else()
    {
        var path = _sandbox.Write("report.json", "old");

        Should.Throw<IOException>(() => AtomicFile.Write(path, stream =>
        {
            stream.Write("half of the ne"u8);
            throw new IOException("No space left on device");
        }));

        File.ReadAllText(path).ShouldBe("old");
        Directory.GetFiles(_sandbox.Folder).ShouldBe([path]);
    }

    [Fact]
    public void A_file_is_replaced_whole()
    {
        var path = _sandbox.Write("report.json", "a longer text than the new one");

        AtomicFile.Write(path, stream => stream.Write("new"u8));

        File.ReadAllText(path).ShouldBe("new");
        Directory.GetFiles(_sandbox.Folder).ShouldBe([path]);
    }

    [Fact]
    public void The_target_of_a_link_is_written_and_the_link_stays()
    {
        var target = _sandbox.Write("target", "old");
        var link = _sandbox.PathOf("link");
        File.CreateSymbolicLink(link, target);

        AtomicFile.Write(link, stream => stream.Write("new"u8));

        File.ReadAllText(target).ShouldBe("new");
        new FileInfo(link).LinkTarget.ShouldBe(target);
    }

    [Fact]
    public void A_device_is_written_and_not_replaced()
    {
        AtomicFile.Write("/dev/null", stream => stream.Write("new"u8));

        File.ReadAllText("/dev/null").ShouldBeEmpty();
    }

    [Fact]
    public void A_folder_is_refused() =>
        Should.Throw<IOException>(() => AtomicFile.Write(_sandbox.Folder, _ => { })).Message.ShouldContain("is a folder");
}
