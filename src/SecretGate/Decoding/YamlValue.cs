using System.Globalization;

namespace SecretGate.Decoding;

/// <summary>A value of a YAML file with its position, for readers that check every word themselves.</summary>
/// <param name="Mark">Where it starts.</param>
internal abstract record YamlValue(YamlMark Mark)
{
    /// <summary>How an error names this kind of value.</summary>
    protected abstract string Kind { get; }

    /// <summary>The keys of this value, or the error that it has none.</summary>
    /// <param name="what">How the error names the value: its key.</param>
    /// <exception cref="GateException">It is a list, a single value, or empty.</exception>
    public YamlMapping AsMapping(string what) => this as YamlMapping ?? throw WrongKind(what, "keys with values");

    /// <summary>The items of this value, or the error that it has none.</summary>
    /// <param name="what">How the error names the value: its key.</param>
    /// <exception cref="GateException">It is no list.</exception>
    public YamlSequence AsSequence(string what) => this as YamlSequence ?? throw WrongKind(what, "a list");

    /// <summary>This value when it is a single one, never null and never empty, or the error that it is not.</summary>
    /// <param name="what">How the error names the value: its key.</param>
    /// <exception cref="GateException">It is a list, has keys, or is empty.</exception>
    public YamlScalar AsScalar(string what) =>
        this is YamlScalar { IsNull: false, Text.Length: > 0 } scalar ? scalar : throw WrongKind(what, "a single value");

    /// <summary>This value as a member of an enum, written in kebab-case, or the error with the nearest word.</summary>
    /// <param name="what">How the error names the value: its key.</param>
    /// <exception cref="GateException">It is no single value or none of the words.</exception>
    public T AsWord<T>(string what)
        where T : struct, Enum
    {
        var words = YamlWords.Of<T>();
        return words[AsOneOf(what, [.. words.Keys])];
    }

    /// <summary>This value as one of some words, or the error with the nearest.</summary>
    /// <param name="what">How the error names the value: its key.</param>
    /// <param name="words">The words, in the order to show.</param>
    /// <exception cref="GateException">It is no single value or none of the words.</exception>
    public string AsOneOf(string what, IReadOnlyList<string> words) =>
        AsScalar(what) is var scalar && words.Contains(scalar.Text)
            ? scalar.Text
            : throw scalar.Mark.Refuse($"unknown {what} {YamlWords.Quote(scalar.Text)}.", YamlWords.Suggest(scalar.Text, words));

    /// <summary>This value as <c>true</c> or <c>false</c>, or the error that it is neither.</summary>
    /// <param name="what">How the error names the value: its key.</param>
    /// <exception cref="GateException">It is anything else, also <c>yes</c> or a quoted word.</exception>
    public bool AsTruth(string what) => AsScalar(what) switch
    {
        { IsPlain: true, Text: "true" } => true,
        { IsPlain: true, Text: "false" } => false,
        var other => throw other.Mark.Refuse($"{what} must be true or false, but is {YamlWords.Quote(other.Text)}.", "Write true or false, without quotes."),
    };

    /// <summary>This value as a whole number, or the error that it is none or out of range.</summary>
    /// <param name="what">How the error names the value: its key.</param>
    /// <param name="min">Smallest allowed, 0 or more.</param>
    /// <param name="max">Largest allowed.</param>
    /// <exception cref="GateException">It is no number in decimal digits, or out of range.</exception>
    public long AsNumber(string what, long min, long max)
    {
        var scalar = AsScalar(what);
        var isNumber = scalar.IsPlain && (scalar.Text is "0" || scalar.Text[0] is >= '1' and <= '9') && scalar.Text.All(char.IsAsciiDigit);
        return isNumber && long.TryParse(scalar.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max
            ? number
            : throw scalar.Mark.Refuse($"{what} must be a whole number, but is {YamlWords.Quote(scalar.Text)}.", $"Use {min} to {max}, in digits alone.");
    }

    private GateException WrongKind(string what, string wanted) =>
        Mark.Refuse($"{what} must be {wanted}, but is {Kind}.", "Write it so, or remove the key.");
}

/// <summary>Keys with values, in the order of the file. No key is met twice.</summary>
/// <param name="Mark">Where it starts.</param>
/// <param name="Entries">The keys with their values.</param>
internal sealed record YamlMapping(YamlMark Mark, IReadOnlyList<YamlEntry> Entries) : YamlValue(Mark)
{
    /// <inheritdoc/>
    protected override string Kind => "a mapping";

    /// <summary>The value of a key; null when the key is not there.</summary>
    public YamlValue? Find(string key) => Entries.FirstOrDefault(entry => entry.Key.Text == key)?.Value;

    /// <summary>Refuses a key that is not in the list and names the nearest that is.</summary>
    /// <param name="what">What the keys belong to: <c>a rule</c>.</param>
    /// <param name="known">The keys that may be there, exactly as written.</param>
    /// <exception cref="GateException">A key is not in the list.</exception>
    public void RefuseUnknownKeys(string what, IReadOnlyList<string> known)
    {
        foreach (var (key, _) in Entries)
        {
            if (!known.Contains(key.Text))
            {
                throw key.Mark.Refuse($"unknown key {YamlWords.Quote(key.Text)} in {what}.", YamlWords.Suggest(key.Text, known));
            }
        }
    }
}

/// <summary>One key with its value.</summary>
/// <param name="Key">The key; never empty.</param>
/// <param name="Value">Its value.</param>
internal sealed record YamlEntry(YamlScalar Key, YamlValue Value);

/// <summary>A list.</summary>
/// <param name="Mark">Where it starts.</param>
/// <param name="Items">The items.</param>
internal sealed record YamlSequence(YamlMark Mark, IReadOnlyList<YamlValue> Items) : YamlValue(Mark)
{
    /// <inheritdoc/>
    protected override string Kind => "a list";
}

/// <summary>A single value, as text: no number, truth or date is guessed.</summary>
/// <param name="Mark">Where it starts.</param>
/// <param name="Text">The text, escapes and folding resolved.</param>
/// <param name="IsPlain">True when it stands without quotes and in no block.</param>
internal sealed record YamlScalar(YamlMark Mark, string Text, bool IsPlain) : YamlValue(Mark)
{
    /// <summary>True for nothing, <c>~</c> and <c>null</c> without quotes.</summary>
    public bool IsNull => IsPlain && Text is ("" or "~" or "null" or "Null" or "NULL");

    /// <inheritdoc/>
    protected override string Kind => IsNull || Text.Length == 0 ? "empty" : "a single value";
}
