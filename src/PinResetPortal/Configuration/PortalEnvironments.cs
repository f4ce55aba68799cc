namespace PinResetPortal.Configuration;

/// <summary>The two environments in which the Emulator may stand in for Entra ID and Microsoft Graph.</summary>
internal static class PortalEnvironments
{
    public const string Demo = "Demo";

    public const string Test = "Test";

    public static bool MayUseEmulator(this IHostEnvironment environment) => environment.IsEnvironment(Demo) || environment.IsEnvironment(Test);
}
