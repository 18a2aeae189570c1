namespace SecretGate.Decoding;

/// <summary>Bytes that are sound as far as can be seen, and are not read all the same: a method we do not know, a limit, a password.</summary>
/// <param name="reason">One of <see cref="UnreadReason"/>.</param>
/// <param name="message">One sentence; names the limit where one was hit.</param>
internal sealed class UnreadException(string reason, string message) : Exception(message)
{
    /// <summary>One of <see cref="UnreadReason"/>.</summary>
    public string Reason { get; } = reason;
}
