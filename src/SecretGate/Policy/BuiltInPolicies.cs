namespace SecretGate.Policy;

/// <summary>The policies that ship with the program, read from the files of the folder <c>policies</c>.</summary>
internal static class BuiltInPolicies
{
    /// <summary>What a policy extends when it does not say.</summary>
    public const string Default = "default";

    /// <summary>Where a report says that they come from.</summary>
    public const string Source = "built-in";

    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names { get; } = [Default, "strict", "audit"];

    /// <summary>The file of a built-in policy.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    public static byte[] File(string name)
    {
        using var resource = typeof(BuiltInPolicies).Assembly.GetManifestResourceStream($"policies/{name}.yml")
            ?? throw new ArgumentException($"No built-in policy is called {name}.", nameof(name));
        using var file = new MemoryStream();
        resource.CopyTo(file);
        return file.ToArray();
    }
}
