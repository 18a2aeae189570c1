namespace SecretGate.Images.Layouts;

/// <summary>A document of the layout that cannot be taken for what it should be.</summary>
/// <param name="reason">One of <see cref="Decoding.UnreadReason"/>.</param>
/// <param name="message">One sentence about the document.</param>
internal sealed class DocumentException(string reason, string message) : Exception(message)
{
    /// <summary>One of <see cref="Decoding.UnreadReason"/>.</summary>
    public string Reason { get; } = reason;
}
