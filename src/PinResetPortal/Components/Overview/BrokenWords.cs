namespace PinResetPortal.Components.Overview;

/// <summary>A broken check in two or three words, for a table.</summary>
public static class BrokenWords
{
    public static string Of(string checkId) => checkId switch
    {
        "consent.pin-reset-service" => "Service app",
        "consent.pin-reset-client" => "Client app",
        "consent.grants" => "Consent refused",
        "consent.user-access" => "Users shut out",
        "policy.pin-recovery" => "PIN recovery not on",
        "policy.conflict" => "Policies conflict",
        "policy.oma-uri" => "OMA-URI without effect",
        "policy.hello-enabled" => "Windows Hello off",
        "policy.web-sign-in-urls" => "Sign-in page not allowed",
        _ => checkId,
    };
}
