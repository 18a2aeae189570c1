using SecretGate.Findings;

namespace SecretGate.Tests.Findings;

public sealed class PairJoinTests
{
    [Fact]
    public void A03_An_id_beside_its_secret_is_one_finding_of_the_secret()
    {
        var (kept, evidence) = PairJoin.Join(
            [
                Placed.InFile("aws-access-key-id", "id", "app/.env", offset: 10, pair: "aws:id"),
                Placed.InFile("aws-secret-access-key", "secret", "app/.env", offset: 60, pair: "aws:secret"),
            ]);

        kept.Single().Sighting.Secret.RuleId.ShouldBe("aws-secret-access-key");
        evidence.Single().Key.Hex.ShouldBe("secret");
    }

    [Fact]
    public void A04_An_id_alone_stays_a_finding_of_its_own()
    {
        var (kept, evidence) = PairJoin.Join(
            [
                Placed.InFile("aws-access-key-id", "id", "app/.env", pair: "aws:id"),
                Placed.InFile("aws-secret-access-key", "secret", "other/.env", pair: "aws:secret"),
            ]);

        kept.Count.ShouldBe(2);
        evidence.ShouldBeEmpty();
    }

    [Fact]
    public void Halves_of_different_vendors_do_not_pair()
    {
        var (kept, _) = PairJoin.Join(
            [
                Placed.InFile("alibaba-id", "id", "app/.env", pair: "alibaba:id"),
                Placed.InFile("aws-secret-access-key", "secret", "app/.env", pair: "aws:secret"),
            ]);

        kept.Count.ShouldBe(2);
    }
}
