namespace SecretGate.Detection.Search;

/// <summary>The first step of the search with vectors of one width.</summary>
internal interface IVectorStep
{
    /// <summary>Places looked at in one go.</summary>
    static abstract int Width { get; }

    /// <summary>Looks at <see cref="Width"/> places.</summary>
    /// <param name="bytes">The first place; three bytes more than the width are read.</param>
    /// <param name="tables">What <see cref="NibbleBuckets.Build"/> made.</param>
    /// <returns>A bit for each place that some bucket lets pass.</returns>
    static abstract ulong Pass(ref byte bytes, ref byte tables);
}
