namespace PinResetPortal.Core.Registration.Printing;

/// <summary>In which form the registration is printed, for those who make it with tools of their own.</summary>
public enum PrintFormat
{
    /// <summary>The application object (https://learn.microsoft.com/graph/api/resources/application).</summary>
    Json,

    /// <summary>A file for the Microsoft Graph extension of Bicep (https://learn.microsoft.com/graph/templates/bicep/overview-bicep-templates-for-graph).</summary>
    Bicep,

    /// <summary>A Bash script for the Azure CLI.</summary>
    Az,

    /// <summary>A script for the Microsoft.Graph.Authentication module of PowerShell.</summary>
    PowerShell,
}

/// <summary>What is printed.</summary>
/// <param name="ManagedIdentity">Client id of the managed identity, for that kind of credential.</param>
/// <param name="Admins">Who gets the role Admin; empty: whoever runs it.</param>
public sealed record PrintWish(PortalRegistration Registration, string Name, string UniqueName, Cloud Cloud, string? ManagedIdentity, IReadOnlyList<string> Admins);

/// <summary>Prints a registration.</summary>
public static class RegistrationPrint
{
    /// <returns>The whole text, ending with a line break.</returns>
    public static string Text(PrintFormat format, PrintWish wish) => format switch
    {
        PrintFormat.Json => JsonPrint.Text(wish),
        PrintFormat.Bicep => BicepPrint.Text(wish),
        PrintFormat.Az => AzPrint.Text(wish),
        PrintFormat.PowerShell => PowerShellPrint.Text(wish),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "There is no such format."),
    };

    /// <summary>
    /// Permissions that the text leaves out: JSON has room for ids only, and no list publishes those. The scripts and Bicep look them up in the
    /// tenant by name.
    /// </summary>
    public static IReadOnlyList<PortalPermission> LeftOut(PrintFormat format, PrintWish wish)
    {
        ArgumentNullException.ThrowIfNull(wish);
        return format == PrintFormat.Json ? wish.Registration.Unpublished(PermissionIds.Published) : [];
    }
}
