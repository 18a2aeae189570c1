namespace SecretGate.Tests.Building;

/// <summary>The start of every test image: <c>Image.With().Layer(("root/.ssh/id_ed25519", key)).Env("A=B").Build().ToDockerArchive()</c>.</summary>
internal static class Image
{
    public static ImageBuilder With() => new();
}
