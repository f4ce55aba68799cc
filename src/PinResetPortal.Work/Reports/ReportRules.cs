using PinResetPortal.Work.Notifications;

namespace PinResetPortal.Work.Reports;

/// <summary>Says what is wrong with a report before anything is written, each with its field.</summary>
internal static class ReportRules
{
    private const int LongestName = 100;
    private const int LongestTag = 100;
    private const int MostAddresses = 20;

    /// <summary>RFC 5321, section 4.5.3.1.</summary>
    private const int LongestAddress = 254;

    public static Dictionary<string, string> Errors(ReportDraft draft, Destination? destination, bool knowsTenant, IReportMail mail)
    {
        var errors = new Dictionary<string, string>(StringComparer.Ordinal);
        if (string.IsNullOrWhiteSpace(draft.Name) || draft.Name.Length > LongestName || draft.Name.Any(char.IsControl))
        {
            errors["name"] = $"The name takes 1 to {LongestName} letters.";
        }

        if (draft.Scope is { Tag: not null, TenantId: not null })
        {
            errors["tag"] = "A report is about the tenants with a tag, or about one tenant.";
        }
        else if (draft.Scope.Tag is { } tag && (string.IsNullOrWhiteSpace(tag) || tag.Length > LongestTag || tag.Any(char.IsControl)))
        {
            errors["tag"] = "The tag takes letters, or is left out: then the report is about all tenants.";
        }

        if (!knowsTenant)
        {
            errors["tenantId"] = "There is no such tenant on your list.";
        }

        if (draft.Timing.Day is < 1 or > ReportTiming.LastDay)
        {
            errors["day"] = $"The day of the month is a number from 1 to {ReportTiming.LastDay}: every month has it.";
        }

        if (!TimeZoneInfo.TryFindSystemTimeZoneById(draft.Timing.TimeZone, out _))
        {
            errors["timeZone"] = "The time zone is a name such as Europe/Berlin.";
        }

        if (destination is null || destination.Channel != mail.Channel)
        {
            errors["destinationId"] = "A report goes by one of your mail destinations: the settings of the notifications have them.";
        }

        if (draft.To.Count > MostAddresses || draft.To.Any(address => address.Length > LongestAddress || !mail.IsAddress(address)))
        {
            errors["to"] = $"This takes up to {MostAddresses} mail addresses, or none: then it goes to those of the destination.";
        }

        return errors;
    }
}
