namespace SecretGate.Detection.Keys.Opening;

/// <summary>The table of what can be opened.</summary>
internal static class ContainerReaders
{
    private static readonly Dictionary<string, ContainerReader> All = new()
    {
        [ContainerFormats.Pkcs8] = new Pkcs8Reader(),
        [ContainerFormats.LegacyPem] = new LegacyPemReader(),
        [ContainerFormats.OpenSsh] = new OpenSshReader(),
        [ContainerFormats.Secsh] = new SecshReader(),
        [ContainerFormats.Putty] = new PuttyReader(),
        [ContainerFormats.Pkcs12] = new Pkcs12Reader(),
        [ContainerFormats.BksEntry] = new BksReader(),
        [ContainerFormats.Uber] = new UberReader(),
        [ContainerFormats.Pgp] = new PgpKeyReader(),
        [ContainerFormats.Pvk] = new PvkReader(),
        [ContainerFormats.Minisign] = new MinisignReader(),
        [ContainerFormats.Signify] = new SignifyReader(),
        [ContainerFormats.Sigstore] = new SigstoreReader(),
        [ContainerFormats.AnsibleVault] = new AnsibleVaultReader(),
    };

    /// <summary>The reader of a format; null when nothing opens it.</summary>
    public static ContainerReader? Of(string format) => All.GetValueOrDefault(format);
}
