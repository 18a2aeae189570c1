using SecretGate.Detection.Keys;
using SecretGate.Detection.Keys.Opening;
using SecretGate.Detection.Patterns;

namespace SecretGate.Detection.Scanning;

/// <summary>What a literal leads to: a rule's pattern, a key format, or the value of a password.</summary>
internal sealed record Target
{
    /// <summary>Bytes of a run that are held for one target at most; key stores are smaller.</summary>
    public const int MaxReach = 4 << 20;

    /// <summary>Bytes beside a match that its context words and checks see.</summary>
    public const int SurroundingBytes = 256;

    /// <summary>Number of the rule in the plan; -1 for none.</summary>
    public required int Rule { get; init; }

    /// <summary>The key format; null for none.</summary>
    public required KeyFormat? Format { get; init; }

    /// <summary>True for the name of a password.</summary>
    public bool IsPassphrase => Rule < 0 && Format is null;

    /// <summary>Where a match may start: bytes in front of the literal, at least.</summary>
    public required int MinOffset { get; init; }

    /// <summary>Bytes in front of the literal, at most.</summary>
    public required int MaxOffset { get; init; }

    /// <summary>Bytes in front of the literal that are wanted.</summary>
    public required int BeforeBytes { get; init; }

    /// <summary>Bytes from the literal's start on that are wanted.</summary>
    public required int AfterBytes { get; init; }

    /// <summary>Bytes of the literal (of a password's name: its letters).</summary>
    public required int LiteralLength { get; init; }

    /// <summary>A rule's.</summary>
    public static Target Of(CompiledRule rule, int number, KeywordSite site)
    {
        var after = rule.Pattern.Program is { } program ? Math.Min(program.MaxBytes, MaxReach) - site.MinOffset : RegexReach.AfterBytes;
        return new Target
        {
            Rule = number,
            Format = null,
            MinOffset = site.MinOffset,
            MaxOffset = Math.Min(site.MaxOffset, MaxReach),
            BeforeBytes = Math.Min(site.MaxOffset, MaxReach) + SurroundingBytes,
            AfterBytes = after + SurroundingBytes,
            LiteralLength = site.Text.Length,
        };
    }

    /// <summary>The name of a password, whose value may open an encrypted key.</summary>
    /// <param name="stem">Literal; its letters are part of the name.</param>
    public static Target OfPassphrase(string stem) => new()
    {
        Rule = -1,
        Format = null,
        MinOffset = 0,
        MaxOffset = 0,
        BeforeBytes = PassphraseReader.BeforeBytes,
        AfterBytes = stem.Length + PassphraseReader.AfterBytes,
        LiteralLength = stem.TrimEnd('=', ':', ' ', '"').Length,
    };

    /// <summary>A key format's.</summary>
    public static Target Of(KeyFormat format, int anchorLength) => new()
    {
        Rule = -1,
        Format = format,
        MinOffset = 0,
        MaxOffset = 0,
        BeforeBytes = Math.Min(format.BeforeBytes, MaxReach),
        AfterBytes = Math.Min(format.AfterBytes, MaxReach),
        LiteralLength = anchorLength,
    };
}
