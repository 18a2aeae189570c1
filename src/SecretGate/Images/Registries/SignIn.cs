using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using SecretGate.Decoding;

namespace SecretGate.Images.Registries;

/// <summary>Meets the challenge of a registry: user and password, or a token from its token service.</summary>
internal sealed class SignIn(
    RegistryHost host, RegistryAccess access, Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> send)
{
    // A token is some KiB; containers/image takes no more either.
    private const int TokenBytes = 1 << 20;

    /// <summary>What to send with the next request; null when we have nothing that the registry may be told.</summary>
    /// <exception cref="IOException">The token service did not give a token.</exception>
    public async Task<AuthenticationHeaderValue?> AuthorizeAsync(Challenge challenge, string scope, CancellationToken cancellationToken)
    {
        var credential = await access.FindCredential(host.Name, cancellationToken).ConfigureAwait(false);
        if (!challenge.IsBearer)
        {
            return credential is { IsIdentityToken: false } ? Basic(credential) : null;
        }

        if (challenge.Realm is not { } realm || !host.Allows(realm) || MetadataService.IsAt(realm))
        {
            throw new IOException($"The registry {host.Name} names a token service at {challenge.Realm?.Authority}, which is not asked.");
        }

        // A token service that is not the registry's gets no credential; it may give a token to anyone.
        using var request = Request(realm, challenge.Service, scope, host.Trusts(realm) ? credential : null);
        using var response = await send(request, cancellationToken).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
        {
            throw new IOException(
                $"The token service {realm.Authority} of the registry {host.Name} answers {(int)response.StatusCode}" + (credential is null ? "; there is no credential for it." : "."));
        }

        var body = await BoundedBody.ReadAsync(response, TokenBytes, cancellationToken).ConfigureAwait(false);
        return new AuthenticationHeaderValue("Bearer", TokenOf(body) ?? throw new IOException($"The token service {realm.Authority} answers something else than a token."));
    }

    private static HttpRequestMessage Request(Uri realm, string? service, string scope, RegistryCredential? credential)
    {
        var fields = new Dictionary<string, string> { ["scope"] = scope };
        if (service is not null)
        {
            fields["service"] = service;
        }

        if (credential is { IsIdentityToken: true })
        {
            (fields["grant_type"], fields["client_id"], fields["refresh_token"]) = ("refresh_token", "secretgate", credential.Secret);
            return new HttpRequestMessage(HttpMethod.Post, realm) { Content = new FormUrlEncodedContent(fields) };
        }

        var query = string.Join('&', fields.Select(field => $"{field.Key}={Uri.EscapeDataString(field.Value)}"));
        var address = new UriBuilder(realm);
        address.Query = address.Query.Length > 1 ? $"{address.Query[1..]}&{query}" : query;
        var request = new HttpRequestMessage(HttpMethod.Get, address.Uri);
        request.Headers.Authorization = credential is null ? null : Basic(credential);
        return request;
    }

    private static AuthenticationHeaderValue Basic(RegistryCredential credential) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{credential.User}:{credential.Secret}")));

    private static string? TokenOf(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var value = document.RootElement.Get("token") ?? document.RootElement.Get("access_token");
            return value is { ValueKind: JsonValueKind.String } text && text.GetString() is { Length: > 0 } token && token.All(char.IsAscii) ? token : null;
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
