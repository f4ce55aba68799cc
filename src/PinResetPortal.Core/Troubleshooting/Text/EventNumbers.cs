namespace PinResetPortal.Core.Troubleshooting.Text;

/// <summary>Where a bare number is the id of an event: behind the word, or in a column of a log of Windows Hello, of registration or of Entra ID.</summary>
internal sealed class EventNumbers(string text)
{
    /// <summary>Numbers of an event that are not its id.</summary>
    private static readonly string[] OtherLabels = ["recordid", "recordnumber", "processid", "threadid", "sessionid", "task", "opcode", "level", "version", "keywords"];

    /// <summary>The sources as the list of the event viewer prints them, in the column before the id.</summary>
    private static readonly string[] Sources = ["windowshelloforbusiness", "windowsuserdeviceregistration", "windowsaad"];

    private static readonly string[] Logs = ["HelloForBusiness", "Device Registration", "Windows-AAD"];

    private static readonly string[] Levels = ["Information", "Warn", "Err", "Fehler", "Verbose"];

    private readonly bool _isLog = Logs.Any(log => text.Contains(log, StringComparison.OrdinalIgnoreCase));

    /// <param name="end">Behind the last digit.</param>
    public bool MayBe(int at, int end)
    {
        var before = SignInNumbers.LettersBefore(text, at, 26);
        if (OtherLabels.Any(label => before.EndsWith(label, StringComparison.Ordinal)))
        {
            return false;
        }

        if (before.Contains("event", StringComparison.Ordinal) || before.Contains("ereignis", StringComparison.Ordinal))
        {
            return true;
        }

        return _isLog && (before.EndsWith("id", StringComparison.Ordinal) || IsFollowedByLevel(end) || IsBehindSource(at));
    }

    /// <summary>The table of Get-WinEvent: time, id, level, message.</summary>
    private bool IsFollowedByLevel(int end)
    {
        var rest = text.AsSpan(end, Math.Min(24, text.Length - end)).TrimStart(" \t");
        foreach (var level in Levels)
        {
            if (rest.StartsWith(level, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsBehindSource(int at)
    {
        var before = SignInNumbers.LettersBefore(text, at, 40);
        return Sources.Any(source => before.EndsWith(source, StringComparison.Ordinal));
    }
}
