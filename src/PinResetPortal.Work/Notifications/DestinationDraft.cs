namespace PinResetPortal.Work.Notifications;

/// <summary>A destination as somebody enters it.</summary>
/// <param name="Values">By field, in the clear; a secret that is left out stays as it is.</param>
public sealed record DestinationDraft(string Name, string Channel, bool Enabled, IReadOnlyDictionary<string, string> Values, DestinationRoute Route, QuietHours? Quiet, DateTimeOffset? PausedUntil);

/// <summary>A destination after it was changed.</summary>
/// <param name="NewSecret">A signing secret that the portal made: shown this once.</param>
public sealed record SavedDestination(Destination Destination, string? NewSecret = null);
