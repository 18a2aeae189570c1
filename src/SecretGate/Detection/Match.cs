namespace SecretGate.Detection;

/// <summary>A secret at its place in one run of bytes (a file, a document, a member of an archive).</summary>
/// <param name="Secret">What was found, redacted.</param>
/// <param name="Offset">Offset of the first byte of the secret in the run, from 0.</param>
/// <param name="Length">Bytes that it takes in the run (in a decoded view: the bytes that decode to it).</param>
/// <param name="Line">Line from 1, counting LF.</param>
/// <param name="Column">Column from 1, in bytes from the line's start.</param>
internal sealed record Match(Secret Secret, long Offset, int Length, int Line, int Column);
