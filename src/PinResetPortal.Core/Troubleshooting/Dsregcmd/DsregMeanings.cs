using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Core.Troubleshooting.Dsregcmd;

public enum DsregTone
{
    Good,
    Bad,

    /// <summary>May be right or wrong; depends on something else.</summary>
    Warn,

    /// <summary>For information.</summary>
    Quiet,
}

/// <summary>What a value means for PIN reset.</summary>
/// <param name="Name">The field, or "Join type".</param>
public sealed record DsregStatement(string Name, string Value, string Meaning, DsregTone Tone);

/// <summary>Explains an output line by line (https://learn.microsoft.com/entra/identity/devices/troubleshoot-device-dsregcmd).</summary>
internal static class DsregMeanings
{
    /// <param name="asked">The tenant that the question is about, if there is one.</param>
    /// <param name="ofDevice">The tenant that the device belongs to, if it is one of this portal's tenants.</param>
    public static IReadOnlyList<DsregStatement> Explain(DsregReading reading, Tenant? asked, Tenant? ofDevice)
    {
        var statements = new List<DsregStatement>();
        if (JoinType(reading) is { } joinType)
        {
            statements.Add(joinType);
        }

        foreach (var value in reading.Values)
        {
            if (value.IsRedacted)
            {
                continue;
            }

            if (value.Name == "TenantId")
            {
                statements.Add(OfTenant(reading, value, asked, ofDevice));
            }
            else if ((DsregNormal.Of(reading, value) ?? Meaning(value)) is var (meaning, tone))
            {
                statements.Add(new(value.Name, value.Value.Length == 0 ? "(empty)" : value.Value, meaning, tone));
            }
        }

        return statements;
    }

    private static DsregStatement? JoinType(DsregReading reading) => reading.Join switch
    {
        DsregJoin.Hybrid => new("Join type", "Microsoft Entra hybrid joined", "PIN reset with the keys kept works, from Settings and from the lock screen; the lock screen asks for the password first. With key trust the lock screen needs it.", DsregTone.Good),
        DsregJoin.Entra => new("Join type", "Microsoft Entra joined", "Both kinds of PIN reset work. The lock screen uses web sign-in, limited to the allowed addresses.", DsregTone.Good),
        DsregJoin.OnPremisesRegistration => new("Join type", "Joined to AD FS device registration", "Without Entra ID the keys cannot be kept.", DsregTone.Bad),
        DsregJoin.Domain => new("Join type", "Domain joined only", "The hybrid join is not done: the keys cannot be kept.", DsregTone.Bad),
        DsregJoin.Registered => new("Join type", "Microsoft Entra registered", "A personal device with a work account: PIN reset with the service is not meant for it.", DsregTone.Bad),
        DsregJoin.NotJoined => new("Join type", "Not joined", "PIN reset with the service needs a device in Entra ID.", DsregTone.Bad),
        _ => null,
    };

    private static DsregStatement OfTenant(DsregReading reading, DsregValue value, Tenant? asked, Tenant? ofDevice) => (reading.TenantId, asked, ofDevice) switch
    {
        (null, _, _) => new(value.Name, value.Value, "This is no tenant id; it may be cut off.", DsregTone.Warn),
        ({ } id, { } tenant, _) when tenant.Id == id => new(value.Name, value.Value, $"The device belongs to {tenant.DisplayName}, the tenant you ask about.", DsregTone.Good),
        (_, { } tenant, { } other) => new(value.Name, value.Value, $"The device belongs to {other.DisplayName}, not to {tenant.DisplayName}.", DsregTone.Bad),
        (_, { } tenant, null) => new(value.Name, value.Value, $"The device belongs to another tenant than {tenant.DisplayName}, and it is none of your tenants.", DsregTone.Bad),
        (_, null, { } other) => new(value.Name, value.Value, $"The device belongs to {other.DisplayName}, one of your tenants.", DsregTone.Good),
        _ => new(value.Name, value.Value, "The device belongs to a tenant that is none of yours.", DsregTone.Warn),
    };

    private static (string Meaning, DsregTone Tone)? Meaning(DsregValue value) => value.Name switch
    {
        "TenantName" => ("The name of the tenant the device is joined to.", DsregTone.Quiet),
        "DeviceId" => ("Finds the device in Entra ID.", DsregTone.Quiet),
        "DomainName" => ("The Active Directory domain of the device.", DsregTone.Quiet),
        "TpmProtected" => Yes(value, "The device key lies in a TPM.", "The device key lies in software. If the policy requires a security device, no PIN can be set up.", DsregTone.Warn),
        "DeviceAuthStatus" => DeviceAuth(value.Value),
        "MdmUrl" => value.Value.Length == 0
            ? ("No MDM for this user: Intune policies do not reach the device.", DsregTone.Bad)
            : ("An MDM is configured for this user. That alone does not prove that the device is managed.", DsregTone.Quiet),
        "NgcSet" => Yes(value, "The user has a Windows Hello key here, so there is a PIN that can be reset.", "This user has no PIN on this device: there is nothing to reset. Make sure it ran as the user.", DsregTone.Bad),
        "CanReset" => CanReset(value.Value),
        "WorkplaceJoined" => Yes(value, "A work account was added to Windows besides the join. It plays no part in PIN reset.", "No further work account.", DsregTone.Quiet, DsregTone.Quiet),
        "WamDefaultSet" => value.Value.StartsWith("ERROR", StringComparison.OrdinalIgnoreCase)
            ? ("Could not be read: normal when it runs elevated.", DsregTone.Warn)
            : Yes(value, "Windows has a default account for signing in to applications.", "No default account for applications: the sign-in windows may ask for the account.", DsregTone.Warn),
        "AzureAdPrt" => Yes(value, "The user is signed in to Entra ID on this device.", "The user is not signed in to Entra ID on this device: the reset starts from nothing, and the lines below say why.", DsregTone.Bad),
        "AzureAdPrtUpdateTime" => ("When the sign-in was renewed (UTC). Windows renews it every few hours while online.", DsregTone.Quiet),
        "Attempt Status" => ("The code with which the last attempt to sign in failed.", DsregTone.Warn),
        "Server Error Code" or "Server Error Description" => ("Why Entra ID refused the last attempt. The AADSTS code in it is explained below.", DsregTone.Warn),
        "EnterprisePrt" => Yes(value, "Signed in to AD FS as well (certificate trust).", "Not signed in to AD FS; only certificate trust needs it.", DsregTone.Quiet, DsregTone.Quiet),
        "OnPremTgt" or "CloudTgt" => Yes(value, "A Kerberos ticket from the cloud is there (cloud Kerberos trust).", "No Kerberos ticket from the cloud: with cloud Kerberos trust the PIN does not open domain resources.", DsregTone.Quiet, DsregTone.Quiet),
        "AadRecoveryEnabled" => No(value, "The device keys are usable.", "The device keys are not usable; Windows repairs the registration at the next sign-in."),
        "KeySignTest" => value.Value.StartsWith("PASS", StringComparison.OrdinalIgnoreCase) ? ("The device keys work.", DsregTone.Good)
            : value.Value.StartsWith("FAIL", StringComparison.OrdinalIgnoreCase) ? ("The device keys do not work; the device will be recovered at the next sign-in.", DsregTone.Bad)
            : ("Not tested: this test needs an elevated prompt.", DsregTone.Quiet),
        "IsDeviceJoined" => Yes(value, "The device is joined to Entra ID.", "The device is not joined to Entra ID.", DsregTone.Bad),
        "IsUserAzureAD" => Yes(value, "An Entra account is signed in.", "The account is not an Entra account: probably it did not run as the user.", DsregTone.Bad),
        "PolicyEnabled" => Yes(value, "A policy switches Windows Hello for Business on.", "No policy switches Windows Hello for Business on for this device.", DsregTone.Bad),
        "PostLogonEnabled" => Yes(value, "Windows sets up the PIN by itself after sign-in.", "Windows does not set up the PIN by itself after sign-in; another program has to.", DsregTone.Warn),
        "DeviceEligible" => Yes(value, "The hardware meets the policy.", "The hardware does not meet the policy, mostly because of the TPM.", DsregTone.Bad),
        "SessionIsNotRemote" => Yes(value, "It ran at the device.", "It ran in a remote session, where a PIN is neither set up nor reset.", DsregTone.Bad),
        "CertEnrollment" => ("Certificate trust: who issues the certificates; none for key trust and cloud Kerberos trust.", DsregTone.Quiet),
        "AdfsRefreshToken" => Yes(value, "The enterprise sign-in of AD FS is there.", "The enterprise sign-in of AD FS is missing.", DsregTone.Warn),
        "AdfsRaIsReady" => Yes(value, "AD FS can issue the certificates.", "AD FS cannot issue the certificates.", DsregTone.Warn),
        "LogonCertTemplateReady" => Yes(value, "The certificate template is ready.", "The certificate template is not ready.", DsregTone.Warn),
        "PreReqResult" => value.Value == "WillProvision"
            ? ("A PIN will be set up at the next sign-in: there is none yet.", DsregTone.Warn)
            : ("No PIN will be set up: one of the lines above says NO.", DsregTone.Bad),
        _ => null,
    };

    private static (string, DsregTone) DeviceAuth(string value) => value.StartsWith("SUCCESS", StringComparison.OrdinalIgnoreCase)
        ? ("Entra ID knows the device, and it is enabled.", DsregTone.Good)
        : value.Contains("disabled or deleted", StringComparison.OrdinalIgnoreCase)
            ? ("The device is disabled or deleted in Entra ID: no PIN works.", DsregTone.Bad)
            : ("The test could not run: no way to Entra ID in the system context.", DsregTone.Warn);

    private static (string, DsregTone) CanReset(string value) => value switch
    {
        "DestructiveOnly" => ("The reset throws the keys away: PIN recovery has no effect for this user, or the secret is not made yet.", DsregTone.Bad),
        "DestructiveAndNonDestructive" => ("The reset keeps the keys: the policy has arrived. Whether the tenant's consent is there, this line does not say.", DsregTone.Good),
        "NonDestructiveOnly" => ("Only the reset that keeps the keys is allowed: the policy has arrived.", DsregTone.Good),
        "Unknown" => ("Windows could not find out; often it did not run as the user.", DsregTone.Warn),
        _ => ("Not a documented value.", DsregTone.Warn),
    };

    private static (string, DsregTone)? Yes(DsregValue value, string yes, string no, DsregTone noTone, DsregTone yesTone = DsregTone.Good) =>
        value.IsYes ? (yes, yesTone) : value.IsNo ? (no, noTone) : ("The value is neither YES nor NO; it may be cut off.", DsregTone.Warn);

    private static (string, DsregTone)? No(DsregValue value, string no, string yes) =>
        value.IsNo ? (no, DsregTone.Good) : value.IsYes ? (yes, DsregTone.Bad) : ("The value is neither YES nor NO; it may be cut off.", DsregTone.Warn);
}
