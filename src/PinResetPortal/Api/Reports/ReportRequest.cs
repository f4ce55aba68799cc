using System.Globalization;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Reports;

namespace PinResetPortal.Api.Reports;

/// <param name="Name">What people call it; the subject of the mail begins with it.</param>
/// <param name="Rhythm">How often it goes out; its period is as long.</param>
/// <param name="At">A time of day such as 07:00.</param>
/// <param name="TimeZone">By whose clocks: an IANA name such as Europe/Berlin.</param>
/// <param name="DestinationId">The mail destination whose server and sender it goes by.</param>
/// <param name="Weekday">Of a weekly one; monday when left out.</param>
/// <param name="Day">Of a monthly one: 1 to 28; 1 when left out.</param>
/// <param name="Enabled">True (as when left out): it goes out.</param>
/// <param name="Tag">Only about tenants with this tag.</param>
/// <param name="TenantId">Only about this tenant. With neither it is about all tenants.</param>
/// <param name="To">Mail addresses; those of the destination when left out or empty.</param>
/// <param name="Revision">The revision that was read; needed to change one.</param>
internal sealed record ReportRequest(
    string Name,
    ReportRhythm Rhythm,
    string At,
    string TimeZone,
    Guid DestinationId,
    DayOfWeek? Weekday = DayOfWeek.Monday,
    int? Day = 1,
    bool? Enabled = true,
    string? Tag = null,
    Guid? TenantId = null,
    IReadOnlyList<string>? To = null,
    int? Revision = null)
{
    /// <returns>The draft; null with what is wrong.</returns>
    public (ReportDraft? Draft, Dictionary<string, string> Errors) Read()
    {
        var errors = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!TimeOnly.TryParseExact(At, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at))
        {
            errors["at"] = "at is a time such as 07:00.";
        }

        if (To?.Any(address => address is null) == true)
        {
            errors["to"] = "to holds mail addresses.";
        }

        return errors.Count > 0 ? (null, errors) : (
            new(
                Name ?? "", Enabled ?? true, new(Tag, TenantId is { } tenant ? new TenantId(tenant) : null),
                new(Rhythm, Weekday ?? DayOfWeek.Monday, Day ?? 1, at, TimeZone ?? ""), DestinationId, To ?? []),
            errors);
    }
}
