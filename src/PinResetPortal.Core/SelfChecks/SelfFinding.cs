using PinResetPortal.Core.Findings;

namespace PinResetPortal.Core.SelfChecks;

/// <summary>What one check of the portal itself says.</summary>
/// <param name="CheckId">One of <see cref="SelfCheckIds"/>: permanent, <c>portal.subject</c>.</param>
/// <param name="Summary">One plain sentence.</param>
/// <param name="NextStep">What to do; null where there is nothing to do.</param>
/// <param name="Command">The command that mends it; null where no command does.</param>
public sealed record SelfFinding(string CheckId, FindingStatus Status, string Summary, string? NextStep = null, string? Command = null);

/// <summary>The checks of the portal itself, in the order in which they are shown.</summary>
public static class SelfCheckIds
{
    /// <summary>The secret, certificate or managed identity with which the portal proves who it is.</summary>
    public const string Credential = "portal.credential";

    /// <summary>The application object against <see cref="Registration.PortalRegistration"/>.</summary>
    public const string Registration = "portal.registration";

    /// <summary>What the home tenant granted the portal.</summary>
    public const string Consent = "portal.consent";

    /// <summary>Who has a role in the portal.</summary>
    public const string Roles = "portal.roles";

    /// <summary>The public address, and whether the proxy before it says https.</summary>
    public const string Address = "portal.address";

    /// <summary>This machine's clock against Entra's.</summary>
    public const string Clock = "portal.clock";

    public const string Database = "portal.database";

    /// <summary>Licences of the home tenant that the portal's own features need.</summary>
    public const string Licences = "portal.licences";

    public static IReadOnlyList<string> All { get; } = [Credential, Registration, Consent, Roles, Address, Clock, Database, Licences];

    /// <summary>What people call it.</summary>
    public static string TitleOf(string id) => id switch
    {
        Credential => "Credential",
        Registration => "Registration in Entra",
        Consent => "Consent of the home tenant",
        Roles => "Roles in the portal",
        Address => "Public address",
        Clock => "Clock",
        Database => "Database",
        Licences => "Licences of the home tenant",
        _ => id,
    };
}
