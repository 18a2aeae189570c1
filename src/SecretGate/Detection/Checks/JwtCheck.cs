using System.Security.Cryptography;
using System.Text;

namespace SecretGate.Detection.Checks;

/// <summary>
/// A JSON Web Token: header and payload are base64url of JSON objects, the header names an algorithm. Unsigned tokens, and tokens signed
/// with a secret that documentation uses, are no secrets. With a claim given, the payload must carry it.
/// </summary>
/// <remarks>https://www.rfc-editor.org/rfc/rfc7519, https://jwt.io (its samples' signing secrets)</remarks>
internal sealed class JwtCheck(string? claim, string? value) : ICheck
{
    private const int MaximumPart = 8192;

    // The claim is looked for in text form, since some stand inside nested objects (kubernetes.io).
    private readonly byte[]? wanted = claim is null ? null : Encoding.UTF8.GetBytes(claim);

    private static readonly byte[][] PublishedSecrets =
    [
        "your-256-bit-secret"u8.ToArray(),
        "your-384-bit-secret"u8.ToArray(),
        "your-512-bit-secret"u8.ToArray(),
        "a-string-secret-at-least-256-bits-long"u8.ToArray(),
        "a-valid-string-secret-that-is-at-least-384-bits-long"u8.ToArray(),
        "a-valid-string-secret-that-is-at-least-512-bits-long-which-is-very-long"u8.ToArray(),
        "secret"u8.ToArray(),
    ];

    /// <inheritdoc/>
    public CheckOutcome Test(in Candidate candidate)
    {
        var token = candidate.Token;
        var first = token.IndexOf((byte)'.');
        var last = token.LastIndexOf((byte)'.');
        if (first <= 0 || last <= first || last > MaximumPart)
        {
            return CheckOutcome.NoSecret;
        }

        var buffer = System.Buffers.ArrayPool<byte>.Shared.Rent(MaximumPart);
        try
        {
            var algorithm = AlgorithmOf(token[..first], buffer);
            if (algorithm is null || algorithm.Equals("none", StringComparison.OrdinalIgnoreCase))
            {
                return CheckOutcome.NoSecret;
            }

            var length = Base64Text.Decode(token[(first + 1)..last], buffer);
            if (length <= 0 || !JsonObject.HasMembers(buffer.AsSpan(0, length), []) || !HasClaim(buffer.AsSpan(0, length)))
            {
                return CheckOutcome.NoSecret;
            }

            return IsPublished(token, last, algorithm) ? CheckOutcome.NoSecret : CheckOutcome.Proven;
        }
        finally
        {
            System.Buffers.ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    /// <inheritdoc/>
    public void Repair(Span<byte> token)
    {
        var first = token.IndexOf((byte)'.');
        var last = token.LastIndexOf((byte)'.');
        if (first > 0 && last > first)
        {
            first = Balance(token, first, last);
            Write("{\"alg\":\"HS256\"", token[..first]);
            Write(claim is null ? "{\"sub\":\"0\"" : $"{{\"{claim}\":\"{value ?? "0"}\"", token[(first + 1)..last]);
        }
    }

    private static string? AlgorithmOf(ReadOnlySpan<byte> header, Span<byte> buffer)
    {
        var length = Base64Text.Decode(header, buffer);
        string? algorithm = null;
        return length > 0 && JsonObject.Visit(buffer[..length], (name, text) => algorithm = name == "alg" ? text : algorithm)
            ? algorithm
            : null;
    }

    private bool HasClaim(ReadOnlySpan<byte> payload) =>
        wanted is null || (payload.IndexOf(wanted) is >= 0 and var at && (value is null || payload[at..].IndexOf(Encoding.UTF8.GetBytes(value)) >= 0));

    private static bool IsPublished(ReadOnlySpan<byte> token, int last, string algorithm)
    {
        if (algorithm is not ("HS256" or "HS384" or "HS512"))
        {
            return false;
        }

        Span<byte> signature = stackalloc byte[HMACSHA512.HashSizeInBytes];
        Span<byte> expected = stackalloc byte[HMACSHA512.HashSizeInBytes];
        var length = Base64Text.Decode(token[(last + 1)..], signature);
        foreach (var secret in PublishedSecrets)
        {
            var written = algorithm switch
            {
                "HS256" => HMACSHA256.HashData(secret, token[..last], expected),
                "HS384" => HMACSHA384.HashData(secret, token[..last], expected),
                _ => HMACSHA512.HashData(secret, token[..last], expected),
            };
            if (length == written && signature[..length].SequenceEqual(expected[..written]))
            {
                return true;
            }
        }

        return false;
    }

    // No base64 has 4n + 1 characters: moves the first dot until neither part has.
    private static int Balance(Span<byte> token, int first, int last)
    {
        foreach (var shift in (ReadOnlySpan<int>)[0, 1, -1, 2, -2])
        {
            var moved = first + shift;
            if (moved % 4 != 1 && (last - moved - 1) % 4 != 1)
            {
                (token[first], token[moved]) = (token[moved], token[first]);
                return moved;
            }
        }

        return first;
    }

    // Fills the part with a JSON object of exactly its size: blanks may stand before the closing brace.
    private static void Write(string json, Span<byte> part)
    {
        Span<byte> bytes = stackalloc byte[part.Length * 3 / 4];
        bytes.Fill((byte)' ');
        if (Encoding.UTF8.TryGetBytes(json, bytes, out _))
        {
            bytes[^1] = (byte)'}';
            Base64Text.Encode(bytes, part);
        }
    }
}
