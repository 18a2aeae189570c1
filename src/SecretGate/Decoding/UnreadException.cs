namespace SecretGate.Decoding;

/// <summary>Bytes are not read, and why: a method that we do not know, a limit, a password, a document that is not what it must be.</summary>
/// <param name="reason">One of <see cref="UnreadReason"/>.</param>
/// <param name="message">One sentence; names the limit where one was hit.</param>
internal sealed class UnreadException(string reason, string message) : Exception(message)
{
    /// <summary>One of <see cref="UnreadReason"/>.</summary>
    public string Reason { get; } = reason;
}
