using System.Text;
using SecretGate.Detection;
using SecretGate.Findings;
using SecretGate.Images;
using SecretGate.Policy;

namespace SecretGate.Tests.Policy;

/// <summary>Small policies, rules and findings.</summary>
internal static class Given
{
    public static DateOnly Today { get; } = new(2026, 3, 31);

    public static IReadOnlyList<Rule> Rules { get; } =
    [
        Rule("private-key", Severity.High, Confidence.Proven),
        Rule("private-key-test", Severity.Info, Confidence.Proven),
        Rule("github-pat", Severity.Critical, Confidence.Likely),
        Rule("generic-password", Severity.Info, Confidence.Possible),
    ];

    public static Rule Rule(string id, Severity severity, Confidence confidence) => new()
    {
        Id = id,
        Vendor = "test",
        Name = id,
        Description = "Something. Its holder can do something.",
        Severity = severity,
        Confidence = confidence,
        Keywords = ["key"],
        Pattern = "key",
    };

    public static GatePolicy Policy(string yaml) => new PolicyReader(Rules).Read(Encoding.UTF8.GetBytes(yaml), "policy.yml");

    public static GatePolicy BuiltIn(string name) => new PolicyReader(Rules).ReadBuiltIn(name);

    public static Finding Finding(
        string rule = "private-key",
        Severity severity = Severity.High,
        Confidence confidence = Confidence.Proven,
        string fingerprint = "00112233445566778899aabbccddeeff",
        params IReadOnlyList<Location> at) => new()
        {
            Fingerprint = new Fingerprint(fingerprint),
            Sha256Prefix = null,
            RuleId = rule,
            Severity = severity,
            Confidence = confidence,
            Masked = "a key",
            Evidence = [],
            Locations = at.Count > 0 ? at : [File("app/id")],
        };

    public static Location File(string path, int layer = 0, Origin origin = Origin.Own, Place place = Place.LayerFile) => new()
    {
        Platform = "linux/amd64",
        Place = place,
        Layer = layer,
        DiffId = DiffId(layer),
        Path = path,
        State = PathState.Visible,
        Origin = origin,
    };

    public static Location Config(Origin origin = Origin.Own) => new()
    {
        Platform = "linux/amd64",
        Place = Place.Config,
        JsonPointer = "/config/Env/0",
        State = PathState.Visible,
        Origin = origin,
    };

    public static string DiffId(int layer) => "sha256:" + new string((char)('a' + layer), 64);

    public static Coverage Read { get; } = new([Account(unreadBytes: 0)], []);

    public static BlobAccount Account(long unreadBytes) => new("layer[0]", null, null, 10, 10, 10 - unreadBytes, unreadBytes, 0, 0, 0);

    public static Coverage Unread(params string[] reasons) =>
        new([Account(unreadBytes: 1)], [.. reasons.Select(reason => new UnreadNote(reason, "layer[0]:/a.zip", "Not read.", MayPass: false))]);

    public static Judgement Judge(GatePolicy policy, params IReadOnlyList<Finding> findings) => Judge(policy, null, Image(findings));

    public static Judgement Judge(GatePolicy policy, Baseline? baseline, params IReadOnlyList<ImageEvidence> images) =>
        new Judge(policy, Rules, baseline, Today).Run(images);

    public static ImageEvidence Image(IReadOnlyList<Finding> findings, Coverage? coverage = null, params string[] names) =>
        new(names.Length > 0 ? names : ["ghcr.io/acme/app:ci", "ghcr.io/acme/app"], findings, coverage ?? Read);
}
