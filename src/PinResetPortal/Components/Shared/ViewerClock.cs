using System.Globalization;

namespace PinResetPortal.Components.Shared;

/// <summary>Times in the viewer's zone. One per circuit; UTC until the browser has told its zone.</summary>
public sealed class ViewerClock(TimeProvider time, BrowserBridge browser)
{
    private TimeZoneInfo _zone = TimeZoneInfo.Utc;
    private Task? _asked;

    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Asks the browser once; a zone this machine does not know leaves UTC.</summary>
    public Task EnsureZoneAsync() => _asked ??= ReadZoneAsync();

    /// <returns>For example <c>22 Nov 2026, 14:03:10 (UTC+01:00)</c>.</returns>
    public string Absolute(DateTimeOffset at)
    {
        var local = TimeZoneInfo.ConvertTime(at, _zone);
        var offset = local.Offset == TimeSpan.Zero ? "UTC" : local.ToString("'UTC'zzz", CultureInfo.InvariantCulture);
        return $"{local.ToString("d MMM yyyy, HH:mm:ss", CultureInfo.InvariantCulture)} ({offset})";
    }

    /// <returns>For example <c>just now</c>, <c>3 minutes ago</c>, <c>2 days ago</c>; older than a month: the date.</returns>
    public string Relative(DateTimeOffset at)
    {
        var age = Now - at;
        return age switch
        {
            { TotalSeconds: < 45 } => "just now",
            { TotalMinutes: < 90 } => Count((int)Math.Max(1, Math.Round(age.TotalMinutes)), "minute"),
            { TotalHours: < 36 } => Count((int)Math.Round(age.TotalHours), "hour"),
            { TotalDays: < 31 } => Count((int)Math.Round(age.TotalDays), "day"),
            _ => "on " + TimeZoneInfo.ConvertTime(at, _zone).ToString("d MMM yyyy", CultureInfo.InvariantCulture),
        };
    }

    private static string Count(int number, string unit) => number == 1 ? $"1 {unit} ago" : $"{number} {unit}s ago";

    private async Task ReadZoneAsync()
    {
        if (await browser.ReadTimeZoneAsync() is { Length: > 0 } name && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone))
        {
            _zone = zone;
        }
    }
}
