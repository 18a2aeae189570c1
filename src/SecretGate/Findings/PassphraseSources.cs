using SecretGate.Detection.Keys.Opening;

namespace SecretGate.Findings;

/// <summary>Tells from a path how likely the passwords of a file are to open a key.</summary>
internal static class PassphraseSources
{
    private static readonly HashSet<string> SettingsExtensions = new(StringComparer.OrdinalIgnoreCase)
    {
        "", ".cfg", ".cnf", ".conf", ".config", ".env", ".ini", ".json", ".pass", ".properties", ".pwd", ".sh", ".toml", ".tf", ".tfvars", ".txt", ".xml",
        ".yaml", ".yml",
    };

    /// <summary>What kind of source a file is.</summary>
    public static PassphraseSource Of(string? path) =>
        path is not null && (SettingsExtensions.Contains(Path.GetExtension(path)) || Path.GetFileName(path).StartsWith(".env", StringComparison.Ordinal))
            ? PassphraseSource.Settings
            : PassphraseSource.OtherFile;

    /// <summary>Folder of a file, also in an archive (<c>a.jar!</c>); null for bytes of no file.</summary>
    public static string? FolderOf(string? path) => path is null ? null : path[..Math.Max(0, path.LastIndexOf('/'))];
}
