using System.Text;

namespace SecretGate.Tests.Building;

/// <summary>Bytes of a file, also written as text (UTF-8).</summary>
internal readonly record struct FileContent(byte[] Bytes)
{
    public static implicit operator FileContent(byte[] bytes) => new(bytes);

    public static implicit operator FileContent(string text) => new(Encoding.UTF8.GetBytes(text));
}
