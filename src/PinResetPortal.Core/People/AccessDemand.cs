namespace PinResetPortal.Core.People;

/// <summary>
/// Whether a PIN reset can bring what a Conditional Access policy asks for
/// (https://learn.microsoft.com/entra/identity/conditional-access/concept-conditional-access-grant). Whether the reset page shows the device to
/// Entra ID is documented nowhere: a device that meets the demand is "may", one that does not meet it can't be shown.
/// </summary>
internal static class AccessDemand
{
    /// <summary>Ways to sign in that the list of registered methods holds, so that their lack can be seen; certificates, federations and what is new are not among them.</summary>
    private static readonly string[] Listed =
    [
        "password", "microsoftAuthenticatorPush", "sms", "voice", "softwareOath", "fido2", "email", "temporaryAccessPassOneTime", "temporaryAccessPassMultiUse", RegisteredMethod.Hello,
    ];

    public static (AccessEffect Effect, string Words) Of(AccessControls? controls, PersonFacts person, PersonDevice? device)
    {
        List<(AccessEffect Effect, string Words)> demands = controls is null ? [] :
        [
            .. controls.BuiltIn.Select(control => BuiltIn(control, device)),
            .. controls.Strength is { } strength ? [Strength(strength, person)] : Array.Empty<(AccessEffect, string)>(),
            .. controls.TermsOfUse ? [(AccessEffect.MayStop, "it asks for terms of use to be accepted, and whether they were is not read")] : Array.Empty<(AccessEffect, string)>(),
            .. controls.Custom ? [(AccessEffect.MayStop, "it asks for a control of another maker")] : Array.Empty<(AccessEffect, string)>(),
        ];
        return controls is null || demands.Count == 0 ? (AccessEffect.LetsThrough, "it asks for nothing")
            : controls.AnyOf ? (demands.Min(demand => demand.Effect), string.Join(", or ", demands.Select(demand => demand.Words)))
            : (demands.Max(demand => demand.Effect), string.Join(", and ", demands.Select(demand => demand.Words)));
    }

    private static (AccessEffect, string) BuiltIn(string control, PersonDevice? owned) => control.ToUpperInvariant() switch
    {
        "BLOCK" => (AccessEffect.Stops, "it blocks access"),
        "MFA" => (AccessEffect.LetsThrough, "it asks for multifactor authentication, as every reset does"),
        "COMPLIANTDEVICE" => owned?.Device.Compliance switch
        {
            "noncompliant" => (AccessEffect.Stops, "it asks for a compliant device, and Intune lists this one as noncompliant"),
            "compliant" => (AccessEffect.MayStop, "it asks for a compliant device; Intune lists this one so, and no page says whether the reset shows that to Entra ID"),
            _ => (AccessEffect.MayStop, "it asks for a compliant device, and whether this one is can't be told"),
        },
        "DOMAINJOINEDDEVICE" => owned?.Device.JoinType?.ToUpperInvariant() switch
        {
            "AZUREADJOINED" => (AccessEffect.Stops, "it asks for a hybrid joined device, and this one is Entra joined"),
            "HYBRIDAZUREADJOINED" => (AccessEffect.MayStop, "it asks for a hybrid joined device; this one is, and no page says whether the reset shows that to Entra ID"),
            _ => (AccessEffect.MayStop, "it asks for a hybrid joined device, and whether this one is can't be told"),
        },
        "APPROVEDAPPLICATION" => (AccessEffect.MayStop, "it asks for an approved client app"),
        "COMPLIANTAPPLICATION" => (AccessEffect.MayStop, "it asks for an app protection policy"),
        "PASSWORDCHANGE" => (AccessEffect.MayStop, "it asks for a new password"),
        _ => (AccessEffect.MayStop, $"it asks for something that the portal does not know ({control})"),
    };

    /// <summary>Windows Hello does not count for certain: its PIN is what is reset, but a face or a fingerprint may still work.</summary>
    private static (AccessEffect, string) Strength(AuthenticationStrength strength, PersonFacts person)
    {
        var asks = $"it asks for the authentication strength \"{strength.Name}\"";
        if (!person.Methods.IsKnown(out var methods, out _))
        {
            return (AccessEffect.MayStop, $"{asks}, and the user's sign-in methods could not be read");
        }

        var held = methods.SelectMany(Modes).ToHashSet(StringComparer.OrdinalIgnoreCase);
        bool IsOpen(string mode) => held.Contains(mode) || !Listed.Contains(mode, StringComparer.OrdinalIgnoreCase)
            || (RegisteredMethod.Hello.Equals(mode, StringComparison.OrdinalIgnoreCase) && methods.Any(method => method.IsHello));
        var combinations = strength.Combinations.Select(one => one.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).ToList();
        return combinations.Exists(modes => modes.All(held.Contains)) ? (AccessEffect.LetsThrough, $"{asks}, and the user has registered what meets it")
            : combinations.Count == 0 || methods.Any(method => !method.IsHello && Modes(method).Length == 0) || combinations.Exists(modes => modes.All(IsOpen))
                ? (AccessEffect.MayStop, $"{asks}; whether the user can meet it without the PIN can't be told")
            : (AccessEffect.Stops, $"{asks}, and nothing that the user has registered meets it");
    }

    /// <summary>As authentication strengths call a registered method (https://learn.microsoft.com/graph/api/resources/authenticationstrengthpolicy).</summary>
    private static string[] Modes(RegisteredMethod method) => method.Kind switch
    {
        "password" => ["password"],
        "microsoftAuthenticator" => ["microsoftAuthenticatorPush"],
        "phone" => ["sms", "voice"],
        "softwareOath" => ["softwareOath"],
        "fido2" => ["fido2"],
        "email" => ["email"],
        RegisteredMethod.AccessPass when method.IsUsable is not false => ["temporaryAccessPassOneTime", "temporaryAccessPassMultiUse"],
        _ => [],
    };
}
