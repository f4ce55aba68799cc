using System.Globalization;
using MudBlazor;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Components.Status;

/// <summary>How a relationship is shown: its state as a word, and until when it lasts.</summary>
public static class RelationshipLook
{
    public static StatusLook Of(TenantRelationship relationship, DateTimeOffset now) => (relationship.Kind, relationship.StateAt(now), relationship.EndsAt) switch
    {
        (RelationshipKind.Home, _, _) => new("Own tenant", Icons.Material.Filled.Home, "quiet"),
        (RelationshipKind.Direct, _, _) => new("Added by hand", Icons.Material.Filled.Link, "quiet"),
        (_, RelationshipState.Expiring, { } end) => new($"GDAP ends {In(end - now)}", Icons.Material.Filled.HourglassBottom, "warn"),
        (_, RelationshipState.Ended, _) => new("GDAP ended", Icons.Material.Filled.LinkOff, "bad"),
        (_, RelationshipState.Unlisted, _) => new("No longer a customer", Icons.Material.Filled.LinkOff, "bad"),
        _ => new("GDAP active", Icons.Material.Filled.CheckCircle, "good"),
    };

    /// <returns>Null: nothing is known about an end.</returns>
    public static string? Until(TenantRelationship relationship, DateTimeOffset now) => relationship switch
    {
        { Kind: not RelationshipKind.Gdap } or { EndsAt: null } => null,
        { Active: false, EndsAt: { } end } => end <= now ? $"on {Date(end)}" : null,
        { AutoExtends: { } by, EndsAt: { } end } => string.Create(CultureInfo.InvariantCulture, $"extends itself on {Date(end)} by {by.TotalDays:0} days"),
        { EndsAt: { } end } => $"until {Date(end)}",
    };

    private static string Date(DateTimeOffset at) => at.UtcDateTime.ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    private static string In(TimeSpan left) => (int)Math.Ceiling(left.TotalDays) switch
    {
        <= 1 => "within a day",
        var days => $"in {days} days",
    };
}
