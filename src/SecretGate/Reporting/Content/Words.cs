using System.Globalization;
using System.Text.Json;

namespace SecretGate.Reporting.Content;

/// <summary>The words of the contract (docs/design.md, section 4) for the values of the records: <c>layer-file</c>, <c>known-test</c>.</summary>
internal static class Words
{
    /// <summary>The word of a value: its name in kebab case.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum =>
        JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    /// <summary>A day, <c>2026-12-31</c>.</summary>
    public static string Of(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
