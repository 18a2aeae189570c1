using SecretGate.Decoding;
using SecretGate.Findings;
using SecretGate.Images;

namespace SecretGate.Tests.Findings;

public sealed class FindingJoinTests
{
    [Fact]
    public void The_same_secret_in_five_files_is_one_finding_with_five_locations()
    {
        var findings = FindingJoin.Join(
            [
                Placed.InFile("github-pat", "aa", "app/1"),
                Placed.InFile("github-pat", "aa", "app/2"),
                Placed.InFile("github-pat", "aa", "app/3"),
                Placed.InFile("github-pat", "aa", "app/1", layer: 1),
                Placed.InFile("github-pat", "aa", "etc/2", layer: 1),
            ],
            ScanLimits.Default);

        findings.Single().Locations.Count.ShouldBe(5);
    }

    [Fact]
    public void Locations_stand_worst_first_visible_before_overwritten_before_deleted()
    {
        var finding = FindingJoin.Join(
            [
                Placed.InFile("github-pat", "aa", "a", layer: 0, state: StateKind.Deleted),
                Placed.InFile("github-pat", "aa", "b", layer: 1, state: StateKind.Overwritten),
                Placed.InFile("github-pat", "aa", "c", layer: 2, state: StateKind.Visible),
            ],
            ScanLimits.Default).Single();

        finding.Locations.Select(location => location.Path).ShouldBe(["c", "b", "a"]);
    }

    [Fact]
    public void A_weak_value_is_known_by_its_place_and_not_by_its_layer()
    {
        var first = FindingJoin.Join([Placed.InFile("password", null, "app/.env", layer: 2)], ScanLimits.Default).Single();
        var rebuilt = FindingJoin.Join([Placed.InFile("password", null, "app/.env", layer: 5)], ScanLimits.Default).Single();
        var elsewhere = FindingJoin.Join([Placed.InFile("password", null, "app/other.env", layer: 2)], ScanLimits.Default).Single();

        rebuilt.Fingerprint.ShouldBe(first.Fingerprint);
        elsewhere.Fingerprint.ShouldNotBe(first.Fingerprint);
    }

    [Fact]
    public void Two_weak_values_in_one_file_stay_two_findings()
    {
        var findings = FindingJoin.Join(
            [Placed.InFile("password", null, "app/.env", offset: 3), Placed.InFile("password", null, "app/.env", offset: 90)], ScanLimits.Default);

        findings.Select(finding => finding.Fingerprint).Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public void Locations_beyond_the_limit_are_counted()
    {
        var placed = Enumerable.Range(0, 30).Select(i => Placed.InFile("github-pat", "aa", $"app/{i:00}"));

        var finding = FindingJoin.Join(placed, ScanLimits.Default with { Locations = 10 }).Single();

        finding.Locations.Count.ShouldBe(10);
        finding.LocationsNotListed.ShouldBe(20);
    }
}
