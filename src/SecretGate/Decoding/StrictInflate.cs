namespace SecretGate.Decoding;

/// <summary>The process-wide switch without which the runtime's inflater ends a cut stream in silence.</summary>
internal static class StrictInflate
{
    private const string Switch = "System.IO.Compression.UseStrictValidation";

    /// <summary>Refuses to run without it.</summary>
    /// <exception cref="GateException">The switch is off, or does nothing (exit code 5).</exception>
    public static void Require()
    {
        if (!AppContext.TryGetSwitch(Switch, out var isOn) || !isOn || AcceptsCutStream())
        {
            throw new GateException(
                ExitCode.Internal,
                $"This process would take a cut gzip stream for a whole one: the runtime switch {Switch} is not in force.",
                "Set it to true in the program's runtimeconfig.json; the published secretgate has it.");
        }
    }

    // The first byte of an empty stored block: a block that is announced and never comes.
    private static bool AcceptsCutStream()
    {
        using var inflater = new System.IO.Compression.DeflateStream(new MemoryStream([0x01]), System.IO.Compression.CompressionMode.Decompress);
        try
        {
            return inflater.Read(new byte[1]) == 0;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }
}
