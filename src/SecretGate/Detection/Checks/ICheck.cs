namespace SecretGate.Detection.Checks;

/// <summary>A structural test of a token: a checksum, an encoding, a measure of randomness.</summary>
internal interface ICheck
{
    /// <summary>Says what the structure of a candidate is worth.</summary>
    CheckOutcome Test(in Candidate candidate);

    /// <summary>
    /// Rewrites a token made from its pattern so that the test holds (computes its checksum), for the rules' self-tests. Does nothing where
    /// any token of the pattern will do.
    /// </summary>
    void Repair(Span<byte> token);
}

/// <summary>A token in its surroundings.</summary>
/// <param name="token">The secret part of the match.</param>
/// <param name="before">Up to some hundred bytes in front of it, in the same run.</param>
/// <param name="after">Up to some hundred bytes behind it.</param>
internal readonly ref struct Candidate(ReadOnlySpan<byte> token, ReadOnlySpan<byte> before, ReadOnlySpan<byte> after)
{
    /// <summary>The secret part of the match.</summary>
    public ReadOnlySpan<byte> Token { get; } = token;

    /// <summary>Bytes in front of it.</summary>
    public ReadOnlySpan<byte> Before { get; } = before;

    /// <summary>Bytes behind it.</summary>
    public ReadOnlySpan<byte> After { get; } = after;
}

/// <summary>What a check says.</summary>
internal enum CheckOutcome
{
    /// <summary>It is no secret: no match at all (placeholder, too regular, wrong structure).</summary>
    NoSecret,

    /// <summary>A specified or confirmed checksum does not hold: info, possible; never closes the gate.</summary>
    Damaged,

    /// <summary>An unconfirmed checksum does not hold: confidence drops one step.</summary>
    Doubtful,

    /// <summary>The check has nothing against it and proves nothing.</summary>
    Plausible,

    /// <summary>A checksum holds, or it decodes to what it must: confidence is proven.</summary>
    Proven,
}
