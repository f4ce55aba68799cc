using System.Globalization;
using PinResetPortal.Work.Notifications;

namespace PinResetPortal.Components.Settings;

/// <summary>What a destination is told, in a few words.</summary>
internal static class RouteWords
{
    public static string Of(DestinationSettings settings)
    {
        var route = settings.Route;
        string?[] parts =
        [
            route.Kinds.Count == 0 ? "everything" : string.Create(CultureInfo.InvariantCulture, $"{route.Kinds.Count} of {NotificationKinds.Routed.Count} kinds"),
            route.Least switch { NotificationSeverity.Error => "what is broken or failed", NotificationSeverity.Warning => "what may need somebody", _ => null },
            route.Tags.Count > 0 ? $"tenants with {string.Join(" or ", route.Tags)}" : null,
            settings.Quiet is { } quiet ? string.Create(CultureInfo.InvariantCulture, $"quiet {quiet.From:HH\\:mm} to {quiet.To:HH\\:mm} {quiet.TimeZone}") : null,
        ];
        return string.Join(", ", parts.OfType<string>());
    }
}
