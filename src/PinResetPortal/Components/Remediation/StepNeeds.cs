using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Field;
using PinResetPortal.Core.Remediation;

namespace PinResetPortal.Components.Remediation;

public enum Held
{
    Yes,
    No,

    /// <summary>Neither the token nor Graph told us.</summary>
    NotTold,
}

/// <summary>Whether the person has what a step needs, as far as it can be told.</summary>
public sealed record StepNeeds(Held Scope, Held Role)
{
    public static StepNeeds Of(PlannedStep step, Fact<AccessFacts> access)
    {
        var known = access.ValueOrDefault;
        var roles = known?.Roles?.ToHashSet();
        return new StepNeeds(
            known?.Scopes is { } scopes ? Is(scopes.Contains(step.Scope, StringComparer.OrdinalIgnoreCase)) : Held.NotTold,
            known is { Kind: Core.Tenants.ActorKind.Application } ? Held.Yes
            : roles is null ? Held.NotTold
            : Is(roles.Contains(KnownRoles.GlobalAdministrator) || roles.Any(role => step.Role.Contains(KnownRoles.NameOf(role), StringComparison.OrdinalIgnoreCase))));
    }

    public static string Words(Held held) => held switch
    {
        Held.Yes => "you have it",
        Held.No => "you do not have it",
        _ => "could not be told",
    };

    private static Held Is(bool held) => held ? Held.Yes : Held.No;
}
