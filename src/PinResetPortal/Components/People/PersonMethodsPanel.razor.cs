using Microsoft.AspNetCore.Components;
using PinResetPortal.Core.People;

namespace PinResetPortal.Components.People;

/// <summary>The user's authentication methods, and whether they are enough for a reset.</summary>
public partial class PersonMethodsPanel
{
    [Parameter, EditorRequired]
    public required PersonFacts Facts { get; set; }

    private static string Words(string kind) => kind switch
    {
        RegisteredMethod.Hello => "Windows Hello for Business",
        "microsoftAuthenticator" => "Microsoft Authenticator",
        "fido2" => "Passkey (FIDO2)",
        "phone" => "Phone",
        "email" => "E-mail",
        "password" => "Password",
        "softwareOath" => "Software OATH token",
        "temporaryAccessPass" => "Temporary Access Pass",
        _ => kind,
    };
}
