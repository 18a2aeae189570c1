namespace SecretGate.Decoding.Tar;

/// <summary>What the headers in front of an entry said about it.</summary>
internal sealed class TarPending
{
    /// <summary>Extended header; null when none.</summary>
    public PaxHeader? Pax { get; set; }

    /// <summary>GNU long name; null when none.</summary>
    public byte[]? LongName { get; set; }

    /// <summary>GNU long link target; null when none.</summary>
    public byte[]? LongLink { get; set; }

    /// <summary>Offset of the first of those headers; null when there is none.</summary>
    public long? Offset { get; set; }

    /// <summary>True when two readers could apply them differently.</summary>
    public bool IsAmbiguous { get; set; }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        Pax = null;
        LongName = LongLink = null;
        Offset = null;
        IsAmbiguous = false;
    }
}
