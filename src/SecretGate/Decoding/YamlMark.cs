namespace SecretGate.Decoding;

/// <summary>A position in a YAML file.</summary>
/// <param name="File">The file as the user named it.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1, in UTF-16 units.</param>
internal readonly record struct YamlMark(string File, int Line, int Column)
{
    /// <summary>The error for something at this position; the caller throws it.</summary>
    /// <param name="why">What is wrong, a sentence.</param>
    /// <param name="fix">What to do; null when <paramref name="why"/> says it.</param>
    public GateException Refuse(string why, string? fix = null) => new(ExitCode.Usage, $"{this}: {why}", fix);

    /// <summary><c>policy.yml:12:5</c>.</summary>
    public override string ToString() => $"{File}:{Line}:{Column}";
}
