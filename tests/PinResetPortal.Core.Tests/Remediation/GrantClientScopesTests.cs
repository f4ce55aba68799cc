using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Snapshot;

namespace PinResetPortal.Core.Remediation;

public sealed class GrantClientScopesTests
{
    private static readonly GrantClientScopes Grant = new();
    private static readonly PolicyChoice Both = new() { Scopes = ["b", "a"] };

    [FactAttribute]
    public void Propose_NamedScopes_AreGrantedInThePublishersOrderAndMarkedInferred()
    {
        var change = Assert.Single(Grant.Propose(Facts(), Both));

        Assert.Equal(new PlannedChange.CreatePermissionGrant("sp-client", "sp-service", "a b"), change.Change);
        Assert.Equal(new PlannedChange.DeletePermissionGrant(ObjectReference.CreatedBy("grant-scopes"), "sp-client"), change.Undo);
        Assert.True(change.IsInferred);
        Assert.Contains("Inferred", change.Summary, StringComparison.Ordinal);
        Assert.Contains("next sign-in", change.After, StringComparison.Ordinal);
    }

    [FactAttribute]
    public void Propose_NothingNamedOrSomethingElse_SendsNothing()
    {
        Assert.Empty(Grant.Propose(Facts(), new()));
        Assert.Empty(Grant.Propose(Facts(), new() { Scopes = ["a", "c"] }));
        Assert.Empty(Grant.Propose(Facts(), new() { Scopes = ["A"] }));
        Assert.True(Grant.OnlyWhenNamed(Facts()));
    }

    public static TheoryData<string, bool> Tenants => new()
    {
        { "as it is", true },
        { "client missing", false },
        { "client off", false },
        { "service off", false },
        { "service deleted", false },
        { "nothing published", false },
        { "grants unreadable", false },
        { "granted for everybody", false },
        { "granted for one", true },
        { "granted for another resource", true },
        { "granted by another client", true },
    };

    [Theory]
    [MemberData(nameof(Tenants))]
    public void ScopesToChoose_OnlyWhereAGrantCouldBeMade(string tenant, bool offered)
    {
        var facts = Facts();
        PermissionGrantFacts everybody = new("SP-CLIENT", "sp-SERVICE", "AllPrincipals", "a");
        Fact<IReadOnlyList<PermissionGrantFacts>> Granted(PermissionGrantFacts grant) => new Fact<IReadOnlyList<PermissionGrantFacts>>.Known([grant]);
        facts = tenant switch
        {
            "client missing" => facts with { PinResetClient = new ServicePrincipalFacts(ServicePrincipalPresence.Absent) },
            "client off" => facts with { PinResetClient = TenantFactsBuilder.Present("sp-client") with { AccountEnabled = false } },
            "service off" => facts with { PinResetService = facts.PinResetService.ValueOrDefault! with { AccountEnabled = false } },
            "service deleted" => facts with { PinResetService = facts.PinResetService.ValueOrDefault! with { Presence = ServicePrincipalPresence.SoftDeleted } },
            "nothing published" => facts with { PinResetService = TenantFactsBuilder.Present("sp-service") },
            "grants unreadable" => facts with { Grants = TenantFactsBuilder.Forbidden },
            "granted for everybody" => facts with { Grants = Granted(everybody) },
            "granted for one" => facts with { Grants = Granted(everybody with { ConsentType = "Principal" }) },
            "granted for another resource" => facts with { Grants = Granted(everybody with { ResourceObjectId = "graph" }) },
            "granted by another client" => facts with { Grants = Granted(everybody with { ClientObjectId = "sp-service" }) },
            _ => facts,
        };

        Assert.Equal(offered, Grant.ScopesToChoose(facts).Count > 0);
        Assert.Equal(offered, Grant.Propose(facts, Both).Count > 0);
    }

    /// <summary>Offered where no grant is listed, too, which is where the applications stand after a repair by Graph; never where it could not be told or is proven.</summary>
    [Theory]
    [InlineData(FindingStatus.Broken, FindingCause.GrantRefused, true)]
    [InlineData(FindingStatus.NeedsAttention, FindingCause.GrantForSomePeople, true)]
    [InlineData(FindingStatus.NotApplicable, FindingCause.GrantNotListed, true)]
    [InlineData(FindingStatus.NotApplicable, FindingCause.None, false)]
    [InlineData(FindingStatus.Healthy, FindingCause.ConsentProven, false)]
    [InlineData(FindingStatus.Unknown, FindingCause.None, false)]
    public void Repairs_OfAFinding_DependsOnWhatItSays(FindingStatus status, FindingCause cause, bool expected) =>
        Assert.Equal(expected, Grant.Repairs(new(CheckIds.Grants, CheckArea.Consent, false, status, "It says so.", []) { Cause = cause }));

    [FactAttribute]
    public void Catalog_TheStepIsOfAFindingThatItRepairs() =>
        Assert.Equal(CheckIds.Grants, new PermissionGrantsCheck().Id);

    private static TenantFacts Facts() => TenantFactsBuilder.Healthy() with
    {
        PinResetService = TenantFactsBuilder.Present("sp-service") with { PublishedScopes = [new("a", "Does a"), new("b", null)] },
    };
}
