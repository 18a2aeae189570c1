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

    private GateException WrongKind(string what, string wanted) =>
        Mark.Refuse($"{what} must be {wanted}, but is {Kind}.", $"Give {what} a value or remove it.");
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
