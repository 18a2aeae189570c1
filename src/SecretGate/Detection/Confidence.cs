namespace SecretGate.Detection;

/// <summary>How sure a finding is. Ordered: a higher value is surer.</summary>
public enum Confidence
{
    /// <summary>A keyword beside something random, or a format whose checksum does not hold.</summary>
    Possible,

    /// <summary>A vendor's own format.</summary>
    Likely,

    /// <summary>A parsed key, a checksum that holds, something that decodes.</summary>
    Proven,
}
