using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;

namespace SecretGate.Tests.Reporting;

/// <summary>A text as an image can hold it, made of what terminals, CI systems and renderers obey.</summary>
public sealed record HostileText(string Text)
{
    public override string ToString() => string.Concat(Text.Select(character => character is >= ' ' and <= '~' ? $"{character}" : $"\\u{(int)character:x4}"));
}

/// <summary>Makes such texts, and says what must not be in any output.</summary>
internal static partial class Hostile
{
    private static readonly string[] Fragments =
    [
        "::", ":", "::error::", "::add-mask::x", "##", "#", "##[", "##[error]", "##vso[task.complete result=Succeeded;]", "##VSO[", "[", "]", "(", ")", "](",
        "\n", "\r", "\r\n", "\t", " ", "  ", "\0", "\a", "\b", "\u001b[2J", "\u009b2J", "\u0085", "\u00a0", "\u00ad", "\u034f", "\u061c", "\u200b", "\u200d", "\u200e", "\u2028",
        "\u2029", "\u202e", "\u2066", "\u2069", "\u3000", "\u3164", "\ufe0f", "\ufeff", "\ufff9", "\U000e0041", "\ud800", "\udc00", "\udce9", "é", "日本", "🔑", "e\u0301",
        "<", ">", "<script>", "<img src=x onerror=alert(1)>", "<!--", "&lt;", "onerror=", "`", "```", "\n```\n", "|", "\\", "\\|", "*", "_", "~", "@octocat", "#1", "GH-1",
        "https://evil.test/", "www.evil.test", "a@evil.test", "](javascript:x)", "# heading", "$x$", "%", "%0A", "%5D", ";", ",", "=", "\"", "'", "{0}", "a", "app/", "..", "/", "tmp",
    ];

    public static Arbitrary<HostileText> Texts() =>
        Gen.OneOf(Gen.Elements(Fragments), ArbMap.Default.GeneratorFor<string>().Select(text => text ?? ""))
            .ListOf()
            .Select(parts => new HostileText(string.Concat(parts)))
            .ToArbitrary();

    /// <summary>What a CI system obeys: <c>::</c> at the start of a line after any white space, <c>##[</c> and <c>##vso[</c> anywhere.</summary>
    [GeneratedRegex(@"(?:^|[\r\n\u0085\u2028\u2029])\s*::|##\[|##vso\[", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    public static partial Regex Command();

    /// <summary>Control characters but the line feed, and what hides, reorders or breaks text.</summary>
    [GeneratedRegex(@"[\0-\x09\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\ufff9-\ufffb]|\udb40")]
    public static partial Regex Unseen();

    /// <summary>Markup that a careless renderer obeys.</summary>
    [GeneratedRegex(@"<script|<img|onerror=|\]\(javascript:|^# heading", RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    public static partial Regex Markup();
}
