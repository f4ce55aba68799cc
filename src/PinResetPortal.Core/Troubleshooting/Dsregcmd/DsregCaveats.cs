namespace PinResetPortal.Core.Troubleshooting.Dsregcmd;

/// <summary>What makes an output less certain.</summary>
internal static class DsregCaveats
{
    public static IReadOnlyList<string> For(string text, IReadOnlyList<DsregValue> values, IReadOnlyList<DsregWorkAccount> accounts, bool repeats) =>
        [.. Find(text, values, accounts, repeats)];

    private static IEnumerable<string> Find(string text, IReadOnlyList<DsregValue> values, IReadOnlyList<DsregWorkAccount> accounts, bool repeats)
    {
        if (Has("User Context", "SYSTEM") || text.Contains("psexec", StringComparison.OrdinalIgnoreCase))
        {
            yield return "It ran as SYSTEM: the lines about the user (NgcSet, CanReset, AzureAdPrt) are not about the person who called.";
        }
        else if (Has("KeySignTest", "PASS") || Has("KeySignTest", "FAIL") || Has("WamDefaultSet", "ERROR") || HasElevatedPrompt(text))
        {
            yield return "It seems to have run elevated: if another account was used for that, the lines about the user are about that account. Run it once more as the user, not elevated.";
        }

        if (Has("SessionIsNotRemote", "NO") || text.Contains("]: PS ", StringComparison.Ordinal) || text.Contains("Enter-PSSession", StringComparison.OrdinalIgnoreCase))
        {
            yield return "It ran in a remote session: the lines about the user are about that session. Run it at the device itself.";
        }

        if (Has("IsUserAzureAD", "NO"))
        {
            yield return "The account that ran it is not an Entra account, a local administrator for example.";
        }

        if (!values.Any(value => value.Name == "NgcSet"))
        {
            yield return "The section User State is missing or cut off: whether the user has a PIN and how it can be reset cannot be told.";
        }
        else if (values.Any(value => value is { Name: "NgcSet", IsYes: true }) && !values.Any(value => value.Name == "CanReset"))
        {
            yield return "NgcSet is YES and the line CanReset is missing: the output is cut off, or this version of Windows does not print it.";
        }

        if (values.FirstOrDefault(value => value.Name == "CanReset") is { IsRedacted: false } canReset && !DsregFields.CanResetValues.Contains(canReset.Value))
        {
            yield return "The value of CanReset is none that Microsoft documents; it may be cut off.";
        }

        if (values.Where(value => value.IsRedacted).Select(value => value.Name).ToArray() is { Length: > 0 } redacted)
        {
            yield return $"Taken out before pasting, and so not judged: {string.Join(", ", redacted)}.";
        }

        if (repeats)
        {
            yield return "The text holds more than one output; the first one is explained.";
        }

        if (accounts.Count > 1)
        {
            yield return $"{accounts.Count} work accounts are registered in this Windows profile; PIN reset concerns the one the device is joined with.";
        }

        bool Has(string name, string value) => values.Any(line => line.Name == name && line.Value.StartsWith(value, StringComparison.OrdinalIgnoreCase));
    }

    private static bool HasElevatedPrompt(string text) =>
        text.Contains("\\system32>", StringComparison.OrdinalIgnoreCase)
        || text.Contains("Administrator: ", StringComparison.OrdinalIgnoreCase);
}
