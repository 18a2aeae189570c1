using System.Security.Cryptography;

namespace SecretGate.Detection.Checks;

/// <summary>None of the values that a vendor publishes for everybody's use: keys of emulators, client secrets of installed programs.</summary>
internal sealed class PublishedCheck : ICheck
{
    private const int Prefix = 8;

    // First 8 bytes of the SHA-256 of each value.
    private static readonly HashSet<string> Published = new(StringComparer.Ordinal)
    {
        "0011CC25EB432071", // Azure Storage emulator, https://learn.microsoft.com/azure/storage/common/storage-use-azurite
        "AA6547439583C3A2", // Azure Cosmos DB emulator, https://learn.microsoft.com/azure/cosmos-db/emulator
        "456A51B1F1B3CF3E", // gcloud, https://github.com/google-cloud-sdk-unofficial/google-cloud-sdk
        "F0386F9BE1FE905F", // gcloud's application default credentials
    };

    /// <inheritdoc/>
    public CheckOutcome Test(in Candidate candidate)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(candidate.Token, hash);
        return Published.Contains(Convert.ToHexString(hash[..Prefix])) ? CheckOutcome.NoSecret : CheckOutcome.Plausible;
    }

    /// <inheritdoc/>
    public void Repair(Span<byte> token)
    {
        // Random characters are none of them.
    }
}
