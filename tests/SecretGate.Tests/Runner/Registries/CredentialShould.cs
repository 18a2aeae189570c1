using SecretGate.Images;

namespace SecretGate.Tests.Runner.Registries;

internal static class CredentialShould
{
    public static void ShouldBeUser(this RegistryCredential? credential, string user, string password)
    {
        credential.ShouldNotBeNull();
        credential.IsIdentityToken.ShouldBeFalse();
        (credential.User, credential.Secret).ShouldBe((user, password));
    }
}
