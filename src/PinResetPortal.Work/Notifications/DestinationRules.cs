namespace PinResetPortal.Work.Notifications;

/// <summary>Says what is wrong with a destination before anything is written, each with its field.</summary>
internal static class DestinationRules
{
    private const int LongestName = 100;
    private const int LongestValue = 2000;
    private const int MostTags = 20;

    public static Dictionary<string, string> Errors(DestinationDraft draft, INotificationChannel? channel, Destination? before)
    {
        var errors = new Dictionary<string, string>(StringComparer.Ordinal);
        if (string.IsNullOrWhiteSpace(draft.Name) || draft.Name.Length > LongestName || draft.Name.Any(char.IsControl))
        {
            errors["name"] = $"The name takes 1 to {LongestName} letters.";
        }

        if (draft.Route.Tags.Count > MostTags || draft.Route.Kinds.Any(kind => NotificationKinds.Routed.All(one => one.Kind != kind)))
        {
            errors["route"] = $"A route takes up to {MostTags} tags, and kinds that can be chosen.";
        }

        if (draft.Quiet is { } quiet && (quiet.From == quiet.To || !TimeZoneInfo.TryFindSystemTimeZoneById(quiet.TimeZone, out _)))
        {
            errors["quiet"] = "Quiet hours take two different times and a time zone such as Europe/Berlin.";
        }

        if (channel is null)
        {
            errors["channel"] = "There is no such channel.";
            return errors;
        }

        if (before is not null && before.Channel != draft.Channel)
        {
            errors["channel"] = "A destination keeps its channel. Make another one.";
        }

        foreach (var unknown in draft.Values.Keys.Where(name => channel.Fields.All(field => field.Name != name)))
        {
            errors[unknown] = $"'{unknown}' is no field of this channel; it takes {string.Join(", ", channel.Fields.Select(field => field.Name))}.";
        }

        foreach (var field in channel.Fields)
        {
            if (Problem(field, draft, before) is { } problem)
            {
                errors.TryAdd(field.Name, problem);
            }
        }

        return errors;
    }

    private static string? Problem(ChannelField field, DestinationDraft draft, Destination? before)
    {
        var entered = draft.Values.GetValueOrDefault(field.Name)?.Trim() ?? "";
        var kept = field.IsSecret && before?.Settings.Secrets.ContainsKey(field.Name) == true;
        return entered.Length > LongestValue || entered.Any(char.IsControl) ? $"{field.Title} is too long, or has letters that cannot be seen."
            : entered.Length == 0 && field.Required && !kept && field.Kind != ChannelFieldKind.SigningSecret ? $"{field.Title} is missing."
            : entered.Length > 0 && field.Kind == ChannelFieldKind.SigningSecret && !DestinationSecrets.IsSigningSecret(entered)
                ? $"{field.Title} begins with {DestinationSecrets.SigningPrefix}, and goes on with the base64 of 24 to 64 bytes. Leave it out, and the portal makes one."
            : entered.Length > 0 && field.Kind == ChannelFieldKind.Number && !(int.TryParse(entered, out var number) && number is >= 1 and <= 65535) ? $"{field.Title} is a number from 1 to 65535."
            : entered.Length == 0 && kept && field.OnlyFor.FirstOrDefault(name => (draft.Values.GetValueOrDefault(name)?.Trim() ?? "") != (before?.Settings.Values.GetValueOrDefault(name) ?? "")) is not null
                ? $"Enter it again ({field.Title}): it was entered for another address."
            : null;
    }
}
