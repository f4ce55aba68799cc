using PinResetPortal.Api.Readiness;
using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Field;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Readiness;

namespace PinResetPortal.Api.Tenants;

/// <param name="Verdict">Null: not read yet.</param>
/// <param name="Stage">How far the truth goes; null: not read yet.</param>
/// <param name="Devices">How far the policy has come on the devices; null when they could not be read.</param>
/// <param name="UnreadSince">Since when later reads could not see, so that verdict is older; null: they could.</param>
/// <param name="DefaultDomain">The primary domain, where known.</param>
/// <param name="RelationshipState">Expiring: within 30 days; Unlisted: the partner tenant no longer lists it.</param>
/// <param name="RelationshipEndsAt">The end of a GDAP relationship.</param>
/// <param name="AutoExtendDays">By how many days it extends itself then; null: it ends.</param>
/// <param name="MissingRoles">What the GDAP relationship gives no role for.</param>
internal sealed record TenantResponse(
    Guid TenantId,
    string DisplayName,
    Verdict? Verdict,
    DateTimeOffset? ReadAt,
    DateTimeOffset? UnreadSince,
    RelationshipName Relationship,
    string? DefaultDomain,
    RelationshipState RelationshipState,
    DateTimeOffset? RelationshipEndsAt,
    int? AutoExtendDays,
    IReadOnlyList<MissingRoleResponse> MissingRoles,
    IReadOnlyList<string> Tags,
    TenantStage? Stage,
    RolloutResponse? Devices)
{
    public static TenantResponse From(Tenant tenant, ReadinessMark? mark, DateTimeOffset now) => new(
        tenant.Id.Value,
        tenant.DisplayName,
        mark?.Verdict,
        mark?.ReadAt,
        mark?.UnreadSince,
        Relationships.NameOf(tenant.Relationship),
        tenant.DefaultDomain,
        tenant.Relationship.StateAt(now),
        tenant.Relationship.EndsAt,
        tenant.Relationship.AutoExtends is { } extends ? (int)extends.TotalDays : null,
        [.. RoleNeed.MissingFrom(tenant.Relationship).Select(need => new MissingRoleResponse(need.Feature, KnownRoles.NameOf(need.Ask)))],
        tenant.Tags,
        mark?.Stage,
        RolloutResponse.From(mark?.Devices));
}

/// <param name="Feature">What cannot be done, for example "read Intune policies".</param>
/// <param name="Role">The role to ask for.</param>
internal sealed record MissingRoleResponse(string Feature, string Role);
