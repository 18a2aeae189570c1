namespace SecretGate.Images.Registries;

/// <summary>Reads small answers whole.</summary>
internal static class BoundedBody
{
    /// <summary>The body of an answer.</summary>
    /// <exception cref="IOException">It is larger than the limit, or broke off.</exception>
    public static async Task<byte[]> ReadAsync(HttpResponseMessage response, int limit, CancellationToken cancellationToken)
    {
        try
        {
            using var body = new MemoryStream();
            var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
            {
                var buffer = new byte[64 * 1024];
                for (int count; (count = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0;)
                {
                    body.Write(buffer, 0, count);
                    if (body.Length > limit)
                    {
                        throw new IOException($"The answer is larger than {limit} bytes.");
                    }
                }
            }

            return body.ToArray();
        }
        catch (HttpRequestException failure)
        {
            throw new IOException(failure.Message, failure);
        }
    }
}
