namespace PinResetPortal.Core.Troubleshooting.Dsregcmd;

/// <summary>
/// Values that look wrong and are normal for the way in which this device is joined, or as long as no PIN is set up: explained, and never a
/// cause (https://learn.microsoft.com/entra/identity/devices/troubleshoot-device-dsregcmd).
/// </summary>
internal static class DsregNormal
{
    /// <returns>Null when the value is not one of these.</returns>
    public static (string Meaning, DsregTone Tone)? Of(DsregReading reading, DsregValue value)
    {
        // Of the reset that keeps the keys nothing can be said of a device that Entra ID does not know as joined.
        if (value.Name == "CanReset" && !IsJoinedToEntra(reading.Join))
        {
            return value.Value is "DestructiveAndNonDestructive" or "NonDestructiveOnly"
                ? ("This does not fit the lines about the join: keys are kept on devices that are joined to Entra ID. The lines may be of two devices, or of two times.", DsregTone.Warn)
                : ("Follows from the join type: keys are kept on devices that are joined to Entra ID, whatever the policies say.", DsregTone.Quiet);
        }

        var meaning = value.Name switch
        {
            "OnPremTgt" when value.IsNo => OnPremTgt(reading.Join),
            "CloudTgt" when value.IsNo => "No Kerberos ticket from the cloud. It is for cloud Kerberos trust and for files in Azure; the reset does not need it.",
            "EnterprisePrt" when value.IsNo => "Not signed in to AD FS: normal, only certificate trust with AD FS needs it.",
            "WamDefaultSet" when !value.IsYes => "Windows named no default account for applications. Normal when the command runs elevated; the reset does not need it.",
            "AdfsRefreshToken" or "AdfsRaIsReady" or "LogonCertTemplateReady" when !value.IsYes && HasNoCertificates(reading) =>
                "Only certificate trust needs it, and no certificates are used here: normal.",
            "KeySignTest" when !IsVerdict(value) => "Not tested: this test needs an elevated prompt. Normal.",
            "TpmProtected" when value.IsNo && reading.Has("NgcSet", "YES") =>
                "The device key lies in software. The user has a Hello key all the same, so the policy does not require a TPM here.",
            "PreReqResult" when !value.IsYes && value.Value != "WillProvision" && reading.Has("NgcSet", "YES") => "Nothing to set up: this user has a PIN already.",
            "NgcSet" or "PreReqResult" when !value.IsYes && reading.Has("PreReqResult", "WillProvision") => "There is no PIN yet: Windows sets it up at the next sign-in. Normal before that.",
            _ when value.IsNo && NeedsEntraJoin(value.Name) && !IsJoinedToEntra(reading.Join) => "Follows from the join type: this device is not joined to Entra ID.",
            _ => null,
        };
        return meaning is null ? null : (meaning, DsregTone.Quiet);
    }

    /// <summary>Lines that cannot say YES on a device that Entra ID does not know as joined.</summary>
    private static bool NeedsEntraJoin(string name) => name is "AzureAdPrt" or "NgcSet" or "IsDeviceJoined" or "IsUserAzureAD" or "PolicyEnabled" or "DeviceEligible" or "PostLogonEnabled";

    private static bool IsJoinedToEntra(DsregJoin join) => join is DsregJoin.Entra or DsregJoin.Hybrid or DsregJoin.Unknown;

    private static bool HasNoCertificates(DsregReading reading) => reading.Find("CertEnrollment") is null or { Value: "none" or "None" or "" };

    private static bool IsVerdict(DsregValue value) =>
        value.Value.StartsWith("PASS", StringComparison.OrdinalIgnoreCase) || value.Value.StartsWith("FAIL", StringComparison.OrdinalIgnoreCase);

    private static string OnPremTgt(DsregJoin join) => join switch
    {
        DsregJoin.Entra => "No Kerberos ticket for a domain: normal on a device that is joined to Entra ID only. The reset does not need it.",
        DsregJoin.Hybrid => "No Kerberos ticket for the domain from the cloud: normal without cloud Kerberos trust. With it, the PIN does not open domain resources. The reset does not need it.",
        _ => "No Kerberos ticket for a domain from the cloud. The reset does not need it.",
    };
}
