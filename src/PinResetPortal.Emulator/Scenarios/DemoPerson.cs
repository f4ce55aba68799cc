namespace PinResetPortal.Emulator.Scenarios;

/// <summary>Somebody whom the sign-in page offers.</summary>
/// <param name="About">One line under the name.</param>
internal sealed record DemoPerson(string UserPrincipalName, string DisplayName, string About);
