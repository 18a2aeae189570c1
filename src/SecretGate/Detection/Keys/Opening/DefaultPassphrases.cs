using System.Text;

namespace SecretGate.Detection.Keys.Opening;

/// <summary>Passphrases that protect nothing: defaults of tools and manuals, and what people type to get on.</summary>
internal static class DefaultPassphrases
{
    /// <summary>Defaults: tried on every container before anything else.</summary>
    public static IReadOnlyList<byte[]> First { get; } = Encode(
        "", "changeit", "password", "secret", "changeme", "notasecret", "test", "123456", "android");

    /// <summary>Tried when the passphrases of the image did not fit.</summary>
    public static IReadOnlyList<byte[]> Second { get; } = Encode(
        "1234", "12345", "12345678", "123456789", "pass", "Password", "password1", "password123", "passw0rd", "admin", "root", "qwerty",
        "letmein", "default", "example", "testing", "test123", "test1234", "foobar", "foo", "key", "mykey", "private", "server", "client",
        "keystore", "keypass", "storepass", "storepwd", "keypwd", "tomcat", "jetty", "kafka", "wso2carbon", "secret123", "mypassword");

    private static byte[][] Encode(params string[] words) => [.. words.Select(Encoding.ASCII.GetBytes)];
}
