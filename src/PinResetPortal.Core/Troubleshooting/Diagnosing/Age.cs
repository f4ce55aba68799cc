namespace PinResetPortal.Core.Troubleshooting.Diagnosing;

/// <summary>How old a finding is, in words.</summary>
internal static class Age
{
    public static string Of(DateTimeOffset at, DateTimeOffset now) => (now - at) switch
    {
        { TotalSeconds: < 45 } => "just now",
        { TotalMinutes: < 90 } age => Count((int)Math.Max(1, Math.Round(age.TotalMinutes)), "minute"),
        { TotalHours: < 36 } age => Count((int)Math.Round(age.TotalHours), "hour"),
        var age => Count((int)Math.Round(age.TotalDays), "day"),
    };

    private static string Count(int number, string unit) => number == 1 ? $"1 {unit} ago" : $"{number} {unit}s ago";
}
