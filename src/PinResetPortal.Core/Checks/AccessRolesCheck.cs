using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Field;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Snapshot;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Core.Checks;

/// <summary>What the signed-in person may do in this tenant, and which role each repair needs. Advice only.</summary>
internal sealed class AccessRolesCheck() : TenantCheck("access.roles", "Your roles in this tenant", "Roles missing", CheckArea.Access, required: false)
{
    private static readonly Guid[] ConsentRoles = [KnownRoles.CloudApplicationAdministrator, KnownRoles.ApplicationAdministrator, KnownRoles.GlobalAdministrator];
    private static readonly Guid[] PolicyRoles = [KnownRoles.IntuneAdministrator, KnownRoles.GlobalAdministrator];

    public override Finding Evaluate(TenantFacts facts)
    {
        if (!facts.Access.IsKnown(out var access, out var reason))
        {
            return Unknown("We could not see which roles you hold here.", reason);
        }

        var blade = Blades.Roles(facts.TenantId);
        var scopes = (access.Scopes ?? []).Select(scope => new Evidence("permission", scope));
        if (access.Kind == ActorKind.Application)
        {
            return Healthy("The portal acts here with its own application permissions; directory roles do not matter.", scopes, blade);
        }

        if (access.Roles is not { } roles)
        {
            return Unknown(
                "Your roles in this tenant could not be told.",
                new(UnreadableKind.NotUnderstood, "The token did not say which directory roles you hold.", "Try the repair: it says what is missing."),
                scopes,
                blade);
        }

        var evidence = roles.Select(role => new Evidence("role", KnownRoles.NameOf(role), role.ToString("D"))).Concat(scopes);
        string?[] missing =
        [
            roles.Any(ConsentRoles.Contains) ? null : "Cloud Application Administrator (to repair consent)",
            roles.Any(PolicyRoles.Contains) ? null : "Intune Administrator (to repair policy)",
        ];
        var needed = missing.OfType<string>().ToList();
        return needed.Count == 0
            ? Healthy("Your roles let you repair everything here.", evidence, blade)
            : NeedsAttention($"You can look, but for repairs you lack {Lists.And(needed)}.", evidence, blade) with { Cause = FindingCause.RolesMissing };
    }
}
