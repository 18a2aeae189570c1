namespace SecretGate.Runner.Settings;

/// <summary>
/// Names of the settings: an option of the command line, an input of the action and a policy key that mean the same share one. The
/// environment spells <c>fail-on</c> as <c>SECRETGATE_FAIL_ON</c>.
/// </summary>
internal static class Keys
{
    public const string Image = "image";
    public const string Archive = "archive";
    public const string Policy = "policy";
    public const string Output = "output";
    public const string Platform = "platform";
    public const string Base = "base";
    public const string Dockerfile = "dockerfile";
    public const string FailOn = "fail-on";
    public const string ReportOnly = "report-only";
    public const string Baseline = "baseline";
    public const string Cache = "cache";
    public const string PlainHttp = "plain-http";
    public const string Ca = "ca";
    public const string Quiet = "quiet";
    public const string Verbose = "verbose";
    public const string Debug = "debug";
    public const string Date = "date";
    public const string Category = "category";
    public const string SarifFile = "sarif-file";
    public const string Upload = "upload";
    public const string Annotations = "annotations";
    public const string Summary = "summary";
    public const string GitHubToken = "github-token";

    /// <summary>Every key, for suggestions.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        Image, Archive, Policy, Output, Platform, Base, Dockerfile, FailOn, ReportOnly, Baseline, Cache, PlainHttp, Ca, Quiet, Verbose, Debug,
        Date, Category, SarifFile, Upload, Annotations, Summary, GitHubToken,
    ];
}
