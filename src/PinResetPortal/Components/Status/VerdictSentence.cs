using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Readiness;

namespace PinResetPortal.Components.Status;

/// <summary>The answer in one sentence, and what else stands in the way.</summary>
public sealed record VerdictSentence(string Headline, IReadOnlyList<string> Also)
{
    private const string Service = "consent.pin-reset-service";
    private const string Client = "consent.pin-reset-client";
    private const string Recovery = "policy.pin-recovery";

    public static VerdictSentence For(TenantReadiness readiness)
    {
        var required = readiness.Findings.Select(assessed => assessed.Finding).Where(finding => finding.Required).ToList();
        var causes = readiness.Verdict switch
        {
            Verdict.NotReady => Broken([.. required.Where(finding => finding.Status == FindingStatus.Broken)]),
            Verdict.Unknown => Unseen([.. required.Where(finding => finding.Status == FindingStatus.Unknown)]),
            _ => [Capital(StageWords.Sentence(readiness.Stage, readiness.Devices))],
        };
        return new VerdictSentence(causes[0], [.. causes.Skip(1)]);
    }

    /// <summary>
    /// CAA20004 is what users see when the policy is on and the consent is missing; without the policy a reset deletes the keys instead
    /// (https://learn.microsoft.com/windows/security/identity-protection/hello-for-business/pin-reset).
    /// </summary>
    private static List<string> Broken(IReadOnlyList<Finding> broken)
    {
        var apps = broken.Where(finding => finding.CheckId is Service or Client).ToList();
        var recovery = broken.FirstOrDefault(finding => finding.CheckId == Recovery);
        var causes = new List<string>();
        if (apps.Count > 0)
        {
            causes.Add(recovery is null ? $"Users get CAA20004: {Apps(apps)}" : $"PIN reset is not set up: {Apps(apps)}, and {InSentence(Words(recovery))}");
        }
        else if (recovery is not null)
        {
            causes.Add(Words(recovery));
        }

        causes.AddRange(broken.Where(finding => finding.CheckId is not (Service or Client or Recovery)).Select(Words));
        return causes.Count > 0 ? causes : ["Users cannot reset their PIN"];
    }

    private static string Apps(List<Finding> apps) => apps.Count == 1 ? Words(apps[0]) : apps.Select(app => app.Cause).Distinct().ToList() switch
    {
        [FindingCause.AppDeleted] => "two apps were deleted",
        [FindingCause.AppDisabled] => "two apps are switched off",
        [_] => "two apps are missing",
        _ => "two apps are missing or switched off",
    };

    private static string Words(Finding finding) => finding.Headline ?? finding.Summary.TrimEnd('.');

    private static List<string> Unseen(IReadOnlyList<Finding> unknown)
    {
        var causes = unknown
            .GroupBy(finding => Why(finding.Reason))
            .Select(group => $"We could not see {What([.. group.Select(finding => finding.Area).Distinct()])}: {group.Key}")
            .ToList();
        return causes.Count > 0 ? causes : ["We could not tell whether users can reset their PIN"];
    }

    private static string What(IReadOnlyList<CheckArea> areas) => areas.Count == 1
        ? areas[0] switch
        {
            CheckArea.Consent => "the consent",
            CheckArea.Policy => "the policies",
            CheckArea.Devices => "the devices",
            CheckArea.SignIns => "the sign-ins",
            _ => "your access",
        }
        : "into this tenant";

    private static string Why(UnreadableReason? reason) => reason?.Kind switch
    {
        UnreadableKind.PermissionMissing => reason.Permission is null ? "a permission is missing" : $"the permission {reason.Permission} is missing",
        UnreadableKind.RoleMissing => reason.Role is null ? "your account lacks a role there" : $"your account lacks the role {reason.Role}",
        UnreadableKind.PortalNotConsented => "the portal is not consented there",
        UnreadableKind.LicenceMissing => "the tenant has no Intune licence",
        UnreadableKind.RelationshipEnded => "the GDAP relationship has ended",
        UnreadableKind.SignInRequired => "you must sign in for this tenant first",
        UnreadableKind.Throttled => "Microsoft Graph was too busy",
        UnreadableKind.Unavailable => "Microsoft Graph did not answer",
        UnreadableKind.CredentialRefused => "Entra ID refuses the portal's own credential",
        UnreadableKind.NotUnderstood => "we could not read the answer",
        UnreadableKind.TenantNotFound => "the tenant does not exist in this cloud",
        _ => "not everything could be read",
    };

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private static string InSentence(string text) => text.StartsWith("A ", StringComparison.Ordinal) ? $"a{text[1..]}" : text;
}
