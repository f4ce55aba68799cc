namespace PinResetPortal.Emulator.Directory;

/// <summary>A user object of some tenant, as sign-in needs it.</summary>
/// <param name="ConditionalAccess">The object's <c>_conditionalAccess</c>: <c>mfa</c> (second step for writes and for customer tenants), <c>block</c>, or <c>risk</c> (Entra blocks delegated administrators at risk).</param>
internal sealed record EntraUser(string ObjectId, Guid HomeTenantId, string UserPrincipalName, string DisplayName, bool Enabled, string? ConditionalAccess)
{
    public bool NeedsSecondStep => ConditionalAccess == "mfa";

    public bool IsBlocked => ConditionalAccess == "block";

    public bool IsAtRisk => ConditionalAccess == "risk";
}
