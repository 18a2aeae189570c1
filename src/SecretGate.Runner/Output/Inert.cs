namespace SecretGate.Runner.Output;

internal static class Inert
{
    public static string Line(string text) => text.ReplaceLineEndings(" ");
}
