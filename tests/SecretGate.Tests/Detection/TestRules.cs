using SecretGate.Detection;

namespace SecretGate.Tests.Detection;

/// <summary>Rules for made-up formats.</summary>
internal static class TestRules
{
    /// <summary>A rule with nothing but what the test is about.</summary>
    public static Rule Of(string id, string pattern, string[]? keywords = null, string[]? context = null, string[]? checks = null) => new()
    {
        Id = id,
        Vendor = "Quux",
        Name = id,
        Description = "",
        Severity = Severity.High,
        Confidence = Confidence.Likely,
        Keywords = keywords ?? [],
        Context = context ?? [],
        Pattern = pattern,
        Checks = checks ?? [],
    };
}
