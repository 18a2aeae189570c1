using System.Buffers;
using System.Text;

namespace SecretGate.Detection.Checks;

/// <summary>
/// No placeholder, variable, reference or everyday word: what stands where a password belongs in samples, templates and schemas.
/// </summary>
internal sealed class PlaceholderCheck : ICheck
{
    private const int Longest = 256;

    // A value that contains one of these is filled in, or read from somewhere, at run time.
    private static readonly SearchValues<string> References = SearchValues.Create(
        [
            "${", "$(", "$[", "{{", "}}", "#{", "<%", "%>", "@@", "__", "[[", "]]", "***", "...", "/run/secrets", "/var/run", "secretKeyRef", "process.env",
            "os.environ", "getenv", "env(", "ENV[", "vault:", "ssm:", "file:", "arn:aws", "op://", "keyvault", "secretsmanager", "ENC(", "config.", "self.",
            "this.", "args.", "params.", "req.", "request.", "options.", "props.", "var.", "local.", "data.", "module.", "String", "input(", "prompt",
        ],
        StringComparison.Ordinal);

    // A value that contains one of these says itself that it is none.
    private static readonly SearchValues<string> Hints = SearchValues.Create(
        [
            "example", "sample", "dummy", "placeholder", "changeme", "change-me", "change_me", "changeit", "replace", "redacted", "your", "insert", "todo",
            "fixme", "xxxx", "foobar", "fake", "mock", "notreal", "not-real", "notasecret", "lorem", "enter-", "enter_", "my-secret", "mysecret", "mypass",
            "my-pass", "my_pass", "password", "passwd", "p@ssw0rd", "secret", "hunter2", "correcthorse", "correct-horse", "testtest", "undefined",
            "1234567", "abcdef", "qwerty", "aaaaaa", "000000", "111111",
        ],
        StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<string> Words = SearchValues.Create(
        [
            "pass", "pwd", "test", "tests", "testing", "demo", "admin", "root", "user", "username", "guest", "none", "null", "nil", "true", "false",
            "default", "empty", "string", "str", "value", "token", "key", "apikey", "api_key", "api-key", "auth", "login", "foo", "bar", "baz", "abc",
            "postgres", "mysql", "mongo", "mongodb", "redis", "rabbitmq", "oracle", "mariadb", "neo4j", "elastic", "minio", "minioadmin", "grafana",
            "jenkins", "vagrant", "docker", "ubuntu", "debian", "alpine", "localhost", "letmein", "welcome", "required", "optional", "disabled",
            "enabled", "unset", "hidden", "masked", "private", "public", "basic", "bearer", "development", "production", "staging", "prod", "dev",
        ],
        StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public CheckOutcome Test(in Candidate candidate) => IsPlaceholder(candidate.Token) ? CheckOutcome.NoSecret : CheckOutcome.Plausible;

    /// <inheritdoc/>
    public void Repair(Span<byte> token)
    {
        // Random characters are no placeholder.
    }

    /// <summary>True when a value stands for a secret without being one.</summary>
    public static bool IsPlaceholder(ReadOnlySpan<byte> value)
    {
        value = value.Trim("'\"` "u8);
        if (value.Length == 0 || value.Length > Longest)
        {
            return value.Length == 0;
        }

        Span<char> text = stackalloc char[value.Length];
        Encoding.Latin1.GetChars(value, text);
        return IsWrapped(text) || HasFewCharacters(value) || text.ContainsAny(References) || text.ContainsAny(Hints) || Words.Contains(text.ToString());
    }

    // $NAME, %NAME%, <name>, [name], {name}, :name, &name
    private static bool IsWrapped(ReadOnlySpan<char> text) => (text[0], text[^1]) switch
    {
        ('<', '>') or ('[', ']') or ('{', '}') or ('%', '%') or ('(', ')') => true,
        ('$' or '&' or ':' or '@' or '*', _) => IsName(text[1..]),
        _ => false,
    };

    private static bool IsName(ReadOnlySpan<char> text)
    {
        var hasDigit = false;
        foreach (var character in text)
        {
            hasDigit |= char.IsAsciiDigit(character);
            if (!char.IsAsciiLetterOrDigit(character) && character is not ('_' or '.' or '-'))
            {
                return false;
            }
        }

        return !hasDigit || text.IndexOfAnyInRange('a', 'z') < 0;
    }

    private static bool HasFewCharacters(ReadOnlySpan<byte> value)
    {
        var first = value[0];
        var others = value.IndexOfAnyExcept(first);
        return others < 0 || (value.Length >= 6 && value.IndexOfAnyExcept(first, value[others]) < 0);
    }
}
