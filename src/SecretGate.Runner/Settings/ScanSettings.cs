using SecretGate.Detection;
using SecretGate.Images;
using SecretGate.Policy;
using SecretGate.Runner.Output;

namespace SecretGate.Runner.Settings;

/// <summary>What one run was asked to do, checked.</summary>
internal sealed record ScanSettings
{
    /// <summary>Images in the words of the user, at least one.</summary>
    public required IReadOnlyList<string> Images { get; init; }

    /// <summary>Policy file, or <c>default</c>, <c>strict</c>, <c>audit</c>; null to look for <c>.secretgate.yml</c>.</summary>
    public string? Policy { get; init; }

    /// <summary>Reports to write.</summary>
    public IReadOnlyList<OutputTarget> Outputs { get; init; } = [];

    /// <summary>The one platform to scan; null for all.</summary>
    public Platform? Platform { get; init; }

    /// <summary>The base image; null when none was named.</summary>
    public string? Base { get; init; }

    /// <summary>The Dockerfile that built the image; null to look for it.</summary>
    public string? Dockerfile { get; init; }

    /// <summary>Lowest severity that closes the gate, in place of the policy's; null for the policy's.</summary>
    public Severity? FailOn { get; init; }

    /// <summary>Findings never close the gate; null for the policy's word.</summary>
    public bool? IsReportOnly { get; init; }

    /// <summary>An earlier JSON report: only findings that are not in it close the gate.</summary>
    public string? Baseline { get; init; }

    /// <summary>Folder for kept layer facts; null for none.</summary>
    public string? Cache { get; init; }

    /// <summary>Registry hosts that may be spoken to without TLS.</summary>
    public IReadOnlyList<string> PlainHttpHosts { get; init; } = [];

    /// <summary>File with certificates of one's own authorities; null for the system's alone.</summary>
    public string? CertificateAuthorities { get; init; }

    /// <summary>Day on which exceptions are judged; null for today.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>No console report.</summary>
    public bool IsQuiet { get; init; }

    /// <summary>Category in code scanning for an image without a repository name; null for the default.</summary>
    public string? Category { get; init; }

    /// <summary>Whether the report goes to code scanning; null for the policy's word.</summary>
    public UploadMode? Upload { get; init; }

    /// <summary>Reads and checks the settings.</summary>
    /// <exception cref="GateException">A value is wrong, or there is no image (exit code 2).</exception>
    public static ScanSettings Read(SettingsReader reader) => new()
    {
        Images = ReadImages(reader),
        Policy = reader.Text(Keys.Policy),
        Outputs = OutputTarget.ParseAll(reader.Lines(Keys.Output)),
        Platform = ReadPlatform(reader),
        Base = reader.Text(Keys.Base),
        Dockerfile = reader.Text(Keys.Dockerfile),
        FailOn = reader.Word<Severity>(Keys.FailOn),
        IsReportOnly = reader.Switch(Keys.ReportOnly),
        Baseline = reader.Text(Keys.Baseline),
        Cache = reader.Text(Keys.Cache),
        PlainHttpHosts = reader.Lines(Keys.PlainHttp),
        CertificateAuthorities = reader.Text(Keys.Ca),
        Date = reader.Day(Keys.Date),
        IsQuiet = reader.Switch(Keys.Quiet) ?? false,
        Category = reader.Text(Keys.Category),
        Upload = reader.Word<UploadMode>(Keys.Upload),
    };

    private static Platform? ReadPlatform(SettingsReader reader) =>
        reader.Text(Keys.Platform) is not { } text ? null
        : Platform.TryParse(text, out var platform) ? platform
        : throw reader.Wrong(Keys.Platform, $"'{text}' is no platform.", "Write it as OS/ARCH or OS/ARCH/VARIANT, for example linux/arm64.");

    private static IReadOnlyList<string> ReadImages(SettingsReader reader)
    {
        var images = reader.Lines(Keys.Image);
        if (reader.Text(Keys.Archive) is { } archive)
        {
            images = [.. images, archive];
        }

        if (images.Count == 0)
        {
            throw new GateException(ExitCode.Usage, "No image was named.", "For example: secretgate scan app:ci");
        }

        return images.Count(image => image == "-") <= 1
            ? images
            : throw new GateException(ExitCode.Usage, "Standard input ('-') was named twice.", "It can be read once.");
    }
}
