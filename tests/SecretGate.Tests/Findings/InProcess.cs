using SecretGate.Images;
using SecretGate.Policy;
using SecretGate.Reporting;
using SecretGate.Tests.Building;

namespace SecretGate.Tests.Findings;

/// <summary>Gates an image in this process under the default policy.</summary>
internal static class InProcess
{
    public static GatePolicy Default { get; } = GatePolicy.BuiltIn("default");

    public static async Task<ImageReport> GateAsync(ImageBuilder image, GatePolicy? policy = null, TimeProvider? clock = null)
    {
        var archive = image.Build().ToOciArchive();
        var gate = new Gate(new GateOptions
        {
            Policy = policy ?? Default,
            Access = new ImageAccess { StandardInput = () => new MemoryStream(archive) },
            Clock = clock ?? TimeProvider.System,
            Parallelism = 2,
            ToolVersion = "test",
        });
        var report = await gate.RunAsync([ImageLocator.Parse("-")], TestContext.Current.CancellationToken);
        return report.Images.ShouldHaveSingleItem();
    }

    /// <summary>The only finding about a private key.</summary>
    public static JudgedFinding Key(this ImageReport image) =>
        image.Findings.Where(judged => judged.Finding.RuleId.StartsWith("private-key", StringComparison.Ordinal)).ShouldHaveSingleItem();
}
