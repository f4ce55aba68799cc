using System.Globalization;
using System.Text.RegularExpressions;
using PinResetPortal.Work.Scans;

namespace PinResetPortal.Components.Settings;

public enum ScanRhythm
{
    Never,
    Daily,
    Workdays,

    /// <summary>An expression that the other choices cannot say.</summary>
    Custom,
}

/// <summary>A schedule as a person edits it: most need a time of day, not a cron expression.</summary>
public sealed partial class ScanScheduleEdit
{
    public ScanScheduleEdit(ScanSchedule schedule)
    {
        TimeZone = schedule.TimeZone;
        Cron = schedule.Cron ?? "";
        if (Simple().Match(Cron) is { Success: true } match)
        {
            Rhythm = match.Groups["days"].Value == "*" ? ScanRhythm.Daily : ScanRhythm.Workdays;
            TimeOfDay = new TimeOnly(Number(match.Groups["hour"]), Number(match.Groups["minute"]));
        }
        else
        {
            Rhythm = Cron.Length == 0 ? ScanRhythm.Never : ScanRhythm.Custom;
        }
    }

    public ScanRhythm Rhythm { get; set; }

    public TimeOnly TimeOfDay { get; set; } = new(5, 30);

    public string Cron { get; set; }

    public string TimeZone { get; set; }

    public ScanSchedule ToSchedule() => new(
        Rhythm switch
        {
            ScanRhythm.Daily => string.Create(CultureInfo.InvariantCulture, $"0 {TimeOfDay.Minute} {TimeOfDay.Hour} * * ?"),
            ScanRhythm.Workdays => string.Create(CultureInfo.InvariantCulture, $"0 {TimeOfDay.Minute} {TimeOfDay.Hour} ? * MON-FRI"),
            ScanRhythm.Custom => Cron.Trim(),
            _ => "",
        },
        TimeZone.Trim());

    private static int Number(Group group) => int.Parse(group.Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^0 (?<minute>[0-5]?\d) (?<hour>1?\d|2[0-3]) ((?<days>\*) \* \?|\? \* (?<days>MON-FRI))$")]
    private static partial Regex Simple();
}
