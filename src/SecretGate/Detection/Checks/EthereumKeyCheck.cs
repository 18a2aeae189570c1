using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;

namespace SecretGate.Detection.Checks;

/// <summary>
/// 32 bytes in hex that are a scalar of secp256k1 and none of the accounts that Hardhat, Foundry and Ganache give to everybody.
/// </summary>
internal sealed class EthereumKeyCheck : ICheck
{
    private const int Digits = 64;

    private static readonly BigInteger Order = BigInteger.Parse(
        "00FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141", NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    // First 4 bytes of the SHA-256 of each published key.
    private static readonly HashSet<string> Published = new(StringComparer.Ordinal)
    {
        "59891C96", "BCA4C2C0", "193AE84C", "E25A680E", "6718BA89", "AC29B373", "93E372C6", "59AD99D5", "2D1831E8", "25061AAD",
        "EA72A3E7", "E77B7F22", "3D10ABBC", "65038038", "74F97A55", "B8ACF5D5", "A9C85EF9", "C188A572", "AC70E04E", "FD375FCF",
        "433B2E1D", "A5088B88", "B3146D64", "34EC71E1", "CF5F090E", "0BF58C49", "3407C189", "C065F5FF", "4A95CB3B", "7EBF8ED1",
    };

    /// <inheritdoc/>
    public CheckOutcome Test(in Candidate candidate)
    {
        var token = candidate.Token[Math.Max(0, candidate.Token.Length - Digits)..];
        Span<byte> bytes = stackalloc byte[Digits / 2];
        if (Convert.FromHexString(token, bytes, out _, out var written) != System.Buffers.OperationStatus.Done || written != bytes.Length)
        {
            return CheckOutcome.NoSecret;
        }

        var scalar = new BigInteger(bytes, isUnsigned: true, isBigEndian: true);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return scalar.IsZero || scalar >= Order || Published.Contains(Convert.ToHexString(hash[..4])) ? CheckOutcome.NoSecret : CheckOutcome.Plausible;
    }

    /// <inheritdoc/>
    public void Repair(Span<byte> token)
    {
        // Nearly every 32 bytes are one.
    }
}
