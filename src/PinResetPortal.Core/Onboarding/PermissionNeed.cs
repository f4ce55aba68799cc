namespace PinResetPortal.Core.Onboarding;

/// <param name="Name">For example <c>Application.Read.All</c>.</param>
/// <param name="Why">One sentence.</param>
/// <param name="Required">The verdict needs it; the others each cost one feature, and never keep a tenant from being checked.</param>
/// <param name="Without">One sentence: what is lost where it is not granted.</param>
public sealed record PermissionNeed(string Name, string Why, bool Required, string Without);
