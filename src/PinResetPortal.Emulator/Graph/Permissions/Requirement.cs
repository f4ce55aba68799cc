namespace PinResetPortal.Emulator.Graph.Permissions;

internal enum Service
{
    Directory,
    Intune,
    Reports,
}

/// <summary>What one endpoint asks of its caller.</summary>
/// <param name="Delegated">Scopes: one of each group.</param>
/// <param name="Application">Application roles: one of each group; null: the endpoint does not take app-only tokens.</param>
/// <param name="Roles">Directory roles, one of which a delegated caller needs; null: what a member of the tenant or any administrator may do.</param>
internal sealed record Requirement(Service Service, string[][] Delegated, string[][]? Application, Guid[]? Roles = null)
{
    /// <summary>Needs an Entra ID P1 or P2 plan in the tenant.</summary>
    public bool NeedsPremium { get; init; }

    /// <summary>A sign-in report, of which an application may ask for few at a time.</summary>
    public bool IsLimitedReport { get; init; }

    /// <summary>About the signed-in user: any signed-in user may.</summary>
    public bool IsOwn { get; init; }
}
