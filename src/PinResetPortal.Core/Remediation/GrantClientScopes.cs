using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Field;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Snapshot;

namespace PinResetPortal.Core.Remediation;

/// <summary>
/// Grants the Client application single scopes that the Service application publishes, for everybody
/// (https://learn.microsoft.com/graph/api/oauth2permissiongrant-post). No page of Microsoft says which grants PIN reset needs: the step is
/// inferred, it stands beside the documented consent page, and every scope is an administrator's own choice.
/// </summary>
internal sealed class GrantClientScopes : IRemediation
{
    public string CheckId => CheckIds.Grants;

    public int Order => 90;

    /// <summary>A grant for everybody is never given on the way.</summary>
    public bool OnlyWhenNamed(TenantFacts facts) => true;

    public bool OneByOne => true;

    /// <summary>That no grant is listed proves nothing, and is where the applications stand after they were registered.</summary>
    public bool Repairs(Finding finding) => finding is { Status: FindingStatus.Broken or FindingStatus.NeedsAttention } or { Status: FindingStatus.NotApplicable, Cause: FindingCause.GrantNotListed };

    /// <summary>
    /// The scopes that the Service publishes. None while an application is missing or switched off, while the grants could not be read, or
    /// while there is a grant for everybody from the Client to the Service: Graph keeps one of these, and widening somebody's is not offered.
    /// </summary>
    public IReadOnlyList<PublishedScope> ScopesToChoose(TenantFacts facts) =>
        facts.PinResetService.ValueOrDefault is { Presence: ServicePrincipalPresence.Present, AccountEnabled: true, ObjectId: { } service, PublishedScopes: var published }
        && facts.PinResetClient.ValueOrDefault is { Presence: ServicePrincipalPresence.Present, AccountEnabled: true, ObjectId: { } client }
        && facts.Grants.ValueOrDefault is { } grants
        && !grants.Any(grant => grant.IsForEverybody && Same(grant.ClientObjectId, client) && Same(grant.ResourceObjectId, service))
            ? published
            : [];

    public IReadOnlyList<ProposedChange> Propose(TenantFacts facts, PolicyChoice choice)
    {
        var offered = ScopesToChoose(facts);
        if (choice.Scopes is not { Count: > 0 } wanted || wanted.Any(scope => !offered.Any(published => published.Value == scope))
            || facts.PinResetClient.ValueOrDefault?.ObjectId is not { } client || facts.PinResetService.ValueOrDefault?.ObjectId is not { } service)
        {
            return [];
        }

        var scope = string.Join(' ', offered.Select(published => published.Value).Where(wanted.Contains));
        return
        [
            new(
                "grant-scopes",
                $"Grant {KnownApps.PinResetClientName} {scope.Replace(" ", " and ", StringComparison.Ordinal)} of {KnownApps.PinResetServiceName}, for everybody. Inferred: no page of Microsoft says which grants PIN reset needs",
                new PlannedChange.CreatePermissionGrant(client, service, scope),
                "no grant for everybody from the Client to the Service",
                $"consentType=AllPrincipals, scope={scope}. Whether it is enough shows in the next sign-in",
                Permissions.GrantWrite,
                Permissions.ApplicationRole,
                $"Delete the grant of {scope}",
                new PlannedChange.DeletePermissionGrant(ObjectReference.CreatedBy("grant-scopes"), client))
            {
                IsInferred = true,
            },
        ];
    }

    private static bool Same(string one, string two) => one.Equals(two, StringComparison.OrdinalIgnoreCase);
}
