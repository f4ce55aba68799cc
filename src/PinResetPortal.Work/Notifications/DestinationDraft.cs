namespace PinResetPortal.Work.Notifications;

/// <summary>A destination as somebody enters it.</summary>
/// <param name="Values">By field, in the clear; a secret that is left out stays as it is.</param>
public sealed record DestinationDraft(string Name, string Channel, bool Enabled, IReadOnlyDictionary<string, string> Values, DestinationRoute Route, QuietHours? Quiet, DateTimeOffset? PausedUntil);

/// <summary>What became of a change of a destination.</summary>
public abstract record DestinationOutcome
{
    /// <param name="NewSecret">A signing secret that the portal made: shown this once.</param>
    public sealed record Done(Destination Destination, string? NewSecret = null) : DestinationOutcome;

    /// <summary>Only the portal role Admin may; nothing was written.</summary>
    public sealed record Denied : DestinationOutcome;

    public sealed record NotFound : DestinationOutcome;

    /// <summary>Somebody else saved meanwhile; nothing was written. Read again and decide.</summary>
    public sealed record ChangedMeanwhile : DestinationOutcome;

    /// <param name="Errors">A sentence for each field that is wrong.</param>
    public sealed record Refused(IReadOnlyDictionary<string, string> Errors) : DestinationOutcome;
}
