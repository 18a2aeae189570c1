using System.Text;
using SecretGate.Detection;
using SecretGate.Findings;
using SecretGate.Images;
using SecretGate.Policy;
using SecretGate.Reporting;

namespace SecretGate.Tests.Reporting;

/// <summary>Small reports to write. Nothing in them is a secret: they are what is left of one after masking.</summary>
internal static class Samples
{
    public const string KeyPrint = "0f1e2d3c4b5a69788796a5b4c3d2e1f0";
    public const string TokenPrint = "00112233445566778899aabbccddeeff";

    public static Location File(string path, int layer = 2) => new()
    {
        Platform = "linux/amd64",
        Place = Place.LayerFile,
        Layer = layer,
        DiffId = "sha256:" + new string('a', 64),
        Path = path,
        State = PathState.Visible,
        Origin = Origin.Own,
        Line = 1,
        Column = 1,
        Offset = 0,
        Instruction = "COPY . /app # buildkit",
    };

    public static Location Env(int index = 3) => new()
    {
        Platform = "linux/amd64",
        Place = Place.Config,
        JsonPointer = $"/config/Env/{index}",
        State = PathState.Visible,
        Origin = Origin.Own,
        Instruction = "ENV GITHUB_TOKEN=***",
    };

    public static Finding Key(params Location[] locations) => new()
    {
        Fingerprint = new Fingerprint(KeyPrint),
        Sha256Prefix = null,
        RuleId = "private-key",
        Severity = Severity.High,
        Confidence = Confidence.Proven,
        Class = KeyClass.Service,
        Masked = "EC P-256 private key, PKCS#8 PEM (241 bytes)",
        Evidence = ["Its certificate names CN=api.example.test and has expired."],
        Locations = locations.Length > 0 ? locations : [File("app/tls/server.key")],
    };

    public static Finding Token(params Location[] locations) => new()
    {
        Fingerprint = new Fingerprint(TokenPrint),
        Sha256Prefix = "0123456789ab",
        RuleId = "github-pat",
        Severity = Severity.Critical,
        Confidence = Confidence.Proven,
        Masked = "ghp_… (40 characters)",
        Evidence = [],
        Locations = locations.Length > 0 ? locations : [File("app/.env")],
    };

    public static JudgedFinding Blocking(this Finding finding) => new(finding, IsBlocking: true, Exception: null, IsInBaseline: false);

    public static JudgedFinding Passing(this Finding finding) => new(finding, IsBlocking: false, Exception: null, IsInBaseline: false);

    public static JudgedFinding Accepted(this Finding finding, string reason = "Public by design.") =>
        new(finding, IsBlocking: false, new AcceptedBy(reason, new DateOnly(2026, 12, 31)), IsInBaseline: false);

    public static ImageReport Image(params JudgedFinding[] findings) => new()
    {
        Image = "registry.example.test/team/app:1.2",
        Repository = "registry.example.test/team/app",
        Platforms = ["linux/amd64"],
        ImageId = "sha256:" + new string('1', 64),
        Digest = "sha256:" + new string('2', 64),
        Verdict = findings.Any(finding => finding.IsBlocking) ? Verdict.Closed : Verdict.Open,
        Coverage = new Coverage([Blob("layer[0]", 3_000_000), Blob("layer[1]", 20_480), Blob("config", 1_234)], []),
        Findings = findings,
        FindingsNotListed = 0,
    };

    public static GateReport Report(params ImageReport[] images) => new()
    {
        ToolVersion = "0.1.0",
        PolicyName = "default",
        PolicySource = "built-in",
        Threshold = "own: high, base: never, confidence: likely",
        IsReportOnly = false,
        Verdict = images.Length > 0 ? images.Max(image => image.Verdict) : Verdict.Open,
        Images = images,
        Remarks = [],
        Rules = new Dictionary<string, RuleText>
        {
            ["private-key"] = new(
                "private-key",
                "Private key",
                "A private key that parses. Its holder can act as the service that it belongs to.",
                Severity.High,
                Revoke: null,
                ["https://example.test/keys"]),
            ["github-pat"] = new(
                "github-pat",
                "GitHub personal access token",
                "A classic token of a GitHub user. Its holder has the rights of the user within its scopes.",
                Severity.Critical,
                "https://github.com/settings/tokens",
                ["https://docs.github.com/authentication"]),
        },
    };

    public static GateReport Report(params JudgedFinding[] findings) => Report(Image(findings));

    public static BlobAccount Blob(string name, long bytes, long unread = 0, long opened = 0, long notOpened = 0) =>
        new(name, "sha256:" + new string('3', 64), null, bytes / 2, bytes, bytes - unread, unread, opened, opened * 1_000, notOpened);

    public static string Written(this GateReport report, string format, ReportOptions? options = null)
    {
        using var output = new MemoryStream();
        ReportFormats.Write(format, report, output, options);
        return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(output.ToArray());
    }
}
