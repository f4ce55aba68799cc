using PinResetPortal.Core.Devices;
using PinResetPortal.Core.Facts;

namespace PinResetPortal.Core.People;

/// <summary>A hit of the search for users.</summary>
/// <param name="Id">Object id of the user.</param>
/// <param name="AccountEnabled">Whether sign-in is allowed; null: not told.</param>
/// <param name="UserType"><c>Member</c> or <c>Guest</c>; null: not told.</param>
public sealed record PersonHit(string Id, string DisplayName, string? UserPrincipalName, bool? AccountEnabled, string? UserType = null)
{
    private const string External = "#EXT#";

    /// <summary>
    /// Somebody whose account lives elsewhere: a guest, or an external member (https://learn.microsoft.com/entra/external-id/user-properties).
    /// The PIN is one of the home tenant.
    /// </summary>
    public bool IsGuest => "Guest".Equals(UserType, StringComparison.OrdinalIgnoreCase) || UserPrincipalName?.Contains(External, StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>The domain of the home account, which the user principal name of an external account carries before <c>#EXT#</c>; null: not told.</summary>
    public string? HomeDomain => UserPrincipalName?.IndexOf(External, StringComparison.OrdinalIgnoreCase) is { } end and > 0
        && UserPrincipalName[..end].LastIndexOf('_') is var at and >= 0 && at + 1 < end ? UserPrincipalName[(at + 1)..end] : null;
}

/// <summary>What was read about one person at one time. It is shown and forgotten: nothing of it is stored or logged.</summary>
public sealed record PersonFacts
{
    public required PersonHit Person { get; init; }

    public required DateTimeOffset ReadAt { get; init; }

    /// <summary>Object ids of the groups that the user is in, directly or through other groups.</summary>
    public required Fact<IReadOnlySet<string>> Memberships { get; init; }

    /// <summary>The managed Windows devices whose primary user this is, the last synchronised one first.</summary>
    public required Fact<IReadOnlyList<PersonDevice>> Devices { get; init; }

    public required Fact<IReadOnlyList<RegisteredMethod>> Methods { get; init; }

    public required Fact<RegistrationFacts> Registration { get; init; }

    /// <summary>Sign-ins to the two PIN reset applications in the last days, newest first.</summary>
    public required Fact<IReadOnlyList<PersonSignIn>> SignIns { get; init; }

    /// <summary>Template ids of the directory roles that the user holds now, directly or through groups.</summary>
    public required Fact<IReadOnlySet<string>> Roles { get; init; }

    /// <summary>The tenant's policy about Temporary Access Passes.</summary>
    public required Fact<AccessPassPolicy> AccessPass { get; init; }

    /// <summary>The tenant's Conditional Access policies, whomever they are for.</summary>
    public required Fact<IReadOnlyList<ConditionalAccessPolicy>> ConditionalAccess { get; init; }
}

/// <param name="Entra">The device object in Entra ID; a known null: there is none.</param>
/// <param name="Memberships">Object ids of the groups that the device object is in.</param>
public sealed record PersonDevice(WindowsDevice Device, Fact<EntraDevice?> Entra, Fact<IReadOnlySet<string>> Memberships)
{
    /// <summary>Whether it has not checked in for so long that what stands here about it may no longer hold.</summary>
    public bool IsSilent(DateTimeOffset now) => DeviceSupport.IsStale(Device, now);
}

/// <summary>A device object of Entra ID (https://learn.microsoft.com/graph/api/resources/device).</summary>
public sealed record EntraDevice(string ObjectId, bool AccountEnabled);

/// <summary>An authentication method of a user (https://learn.microsoft.com/graph/api/resources/authenticationmethod).</summary>
/// <param name="Kind">The type's name without its end: <c>windowsHelloForBusiness</c>, <c>microsoftAuthenticator</c>, <c>password</c>…</param>
/// <param name="DisplayName">For Windows Hello the name of the device.</param>
/// <param name="IsUsable">
/// For a Temporary Access Pass, whether it can be used now (https://learn.microsoft.com/graph/api/resources/temporaryaccesspassauthenticationmethod);
/// null: not told.
/// </param>
public sealed record RegisteredMethod(string Id, string Kind, string? DisplayName, DateTimeOffset? CreatedAt, bool? IsUsable = null)
{
    public const string Hello = "windowsHelloForBusiness";

    public const string AccessPass = "temporaryAccessPass";

    public const string Password = "password";

    // https://learn.microsoft.com/entra/identity/authentication/concept-authentication-methods: these do not count as a second factor.
    private static readonly string[] NotStrong = [Password, "email", Hello];

    // They need nothing of the device that is locked.
    private static readonly string[] ElsewhereToo = ["microsoftAuthenticator", "phone", "softwareOath", "hardwareOath", AccessPass];

    public bool IsHello => Kind == Hello;

    /// <summary>The kind as people call it; one that is not known here stays as Graph has it.</summary>
    public string Words => Kind switch
    {
        Hello => "Windows Hello for Business",
        "microsoftAuthenticator" => "Microsoft Authenticator",
        "fido2" => "Passkey (FIDO2)",
        "phone" => "Phone",
        "email" => "E-mail",
        Password => "Password",
        "softwareOath" => "Software OATH token",
        AccessPass => "Temporary Access Pass",
        _ => Kind,
    };

    /// <summary>Usable as a second factor while the PIN is forgotten.</summary>
    public bool IsSecondFactor => IsUsable is not false && !NotStrong.Contains(Kind, StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// A second factor for the reset page at the lock screen, which is a web page in a locked device: one that another device or a code answers.
    /// Inferred: no page of Microsoft lists what that page takes.
    /// </summary>
    public bool WorksAtLockScreen => IsSecondFactor && ElsewhereToo.Contains(Kind, StringComparer.OrdinalIgnoreCase);
}

/// <summary>https://learn.microsoft.com/graph/api/resources/userregistrationdetails</summary>
public sealed record RegistrationFacts(bool IsMfaCapable, bool IsMfaRegistered, IReadOnlyList<string> Methods, DateTimeOffset? UpdatedAt);

/// <summary>One sign-in (https://learn.microsoft.com/graph/api/resources/signin).</summary>
/// <param name="ErrorCode">The number behind AADSTS; 0: succeeded.</param>
/// <param name="ConditionalAccess"><c>success</c>, <c>failure</c>, <c>notApplied</c>; null: not told.</param>
/// <param name="FailedPolicies">Names of the Conditional Access policies that were not met, where the reader may see them.</param>
public sealed record PersonSignIn(
    string Id,
    DateTimeOffset At,
    string AppId,
    int ErrorCode,
    string? FailureReason,
    string? ConditionalAccess,
    IReadOnlyList<string> FailedPolicies,
    string? CorrelationId,
    string? DeviceName)
{
    public bool Succeeded => ErrorCode == 0;

    /// <summary>As the guide writes it.</summary>
    public string Code => $"AADSTS{ErrorCode}";
}
