using System.Security.Cryptography;
using Org.BouncyCastle.Bcpg.OpenPgp;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Security;

namespace SecretGate.Detection.Keys;

/// <summary>What parsers throw at bytes that are not what they seemed to be.</summary>
internal static class HostileInput
{
    /// <summary>True for an exception that speaks about the input; false for one that speaks about the program or the machine.</summary>
    /// <remarks>The managed parsers of the crypto library index and cast before they check, hence the long list.</remarks>
    public static bool IsRefusal(Exception exception) => exception
        is ArgumentException
        or ArithmeticException
        or CryptographicException
        or System.Formats.Asn1.AsnContentException
        or CryptoException
        or GeneralSecurityException
        or PgpException
        or IOException
        or InvalidDataException
        or FormatException
        or InvalidOperationException
        or NotSupportedException
        or NotImplementedException
        or InvalidCastException
        or IndexOutOfRangeException
        or NullReferenceException
        or KeyNotFoundException
        or System.Text.Json.JsonException;
}
