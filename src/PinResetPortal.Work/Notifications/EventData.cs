using System.Globalization;
using System.Text.Json.Serialization;
using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Readiness;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Operations;

namespace PinResetPortal.Work.Notifications;

/// <summary>
/// What one kind of notification tells besides its sentence: the fields of <c>data</c> in its CloudEvent, as docs/events.md lists them. Fields
/// are added, never changed.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "$kind")]
[JsonDerivedType(typeof(ProblemOpened), nameof(NotificationKind.ProblemOpened))]
[JsonDerivedType(typeof(ProblemRecovered), nameof(NotificationKind.ProblemRecovered))]
[JsonDerivedType(typeof(StageChanged), nameof(NotificationKind.StageChanged))]
[JsonDerivedType(typeof(TenantUnread), nameof(NotificationKind.TenantUnread))]
[JsonDerivedType(typeof(RelationshipChanged), nameof(NotificationKind.RelationshipChanged))]
[JsonDerivedType(typeof(CredentialEnding), nameof(NotificationKind.CredentialEnding))]
[JsonDerivedType(typeof(RolloutFinished), nameof(NotificationKind.RolloutFinished))]
[JsonDerivedType(typeof(ScanFinished), nameof(NotificationKind.ScanFinished))]
[JsonDerivedType(typeof(RepairEnded), nameof(NotificationKind.RepairEnded))]
[JsonDerivedType(typeof(TestData), nameof(NotificationKind.Test))]
[JsonDerivedType(typeof(Digest), nameof(NotificationKind.Digest))]
public abstract record EventData
{
    [JsonIgnore]
    public abstract NotificationKind Kind { get; }

    /// <summary>The same for people: names and values for cards and mails.</summary>
    public virtual IEnumerable<EventFact> Facts() => [];
}

public sealed record EventFact(string Name, string Value);

/// <param name="CheckId">Permanent id of the check.</param>
/// <param name="CheckTitle">Its title.</param>
/// <param name="Required">Whether the check decides the verdict.</param>
internal sealed record ProblemOpened(string CheckId, string CheckTitle, bool Required) : EventData
{
    [JsonIgnore]
    public override NotificationKind Kind => NotificationKind.ProblemOpened;

    public override IEnumerable<EventFact> Facts() => [new("Check", CheckTitle)];
}

/// <param name="CheckId">Permanent id of the check.</param>
/// <param name="CheckTitle">Its title.</param>
/// <param name="Required">Whether the check decides the verdict.</param>
/// <param name="Status">What the check says now; never that it could not look.</param>
internal sealed record ProblemRecovered(string CheckId, string CheckTitle, bool Required, FindingStatus Status) : EventData
{
    [JsonIgnore]
    public override NotificationKind Kind => NotificationKind.ProblemRecovered;

    public override IEnumerable<EventFact> Facts() => [new("Check", CheckTitle)];
}

/// <param name="Before">The stage that was told last.</param>
/// <param name="After">The stage now.</param>
/// <param name="BrokenChecks">Ids of the checks that are broken now.</param>
internal sealed record StageChanged(TenantStage Before, TenantStage After, IReadOnlyList<string> BrokenChecks) : EventData
{
    [JsonIgnore]
    public override NotificationKind Kind => NotificationKind.StageChanged;

    public override IEnumerable<EventFact> Facts() => [new("Before", StageNames.Of(Before)), new("Now", StageNames.Of(After))];
}

/// <param name="UnreadSince">Since when the tenant could not be read.</param>
/// <param name="KnownAt">When what the portal says of the tenant was read.</param>
internal sealed record TenantUnread(DateTimeOffset UnreadSince, DateTimeOffset KnownAt) : EventData
{
    [JsonIgnore]
    public override NotificationKind Kind => NotificationKind.TenantUnread;
}

/// <param name="State">Where the relationship stands now.</param>
/// <param name="EndsAt">When it ends; left out when it has no end.</param>
internal sealed record RelationshipChanged(RelationshipState State, DateTimeOffset? EndsAt) : EventData
{
    [JsonIgnore]
    public override NotificationKind Kind => NotificationKind.RelationshipChanged;
}

/// <param name="Works">False: Entra does not take it any more, or it has ended.</param>
/// <param name="EndsAt">When it ends or ended; left out when nobody could tell.</param>
/// <param name="DaysLeft">Whole days; 0 on the last one, below 0 afterwards; left out when nobody could tell.</param>
internal sealed record CredentialEnding(bool Works, DateTimeOffset? EndsAt, int? DaysLeft) : EventData
{
    [JsonIgnore]
    public override NotificationKind Kind => NotificationKind.CredentialEnding;
}

/// <param name="Finished">False: it is not, after the longest time that it is followed.</param>
/// <param name="ChangedAt">When the repair was verified.</param>
/// <param name="Stage">The tenant's stage now.</param>
internal sealed record RolloutFinished(bool Finished, DateTimeOffset ChangedAt, TenantStage Stage) : EventData
{
    [JsonIgnore]
    public override NotificationKind Kind => NotificationKind.RolloutFinished;

    public override IEnumerable<EventFact> Facts() => [new("Stage", StageNames.Of(Stage))];
}

/// <param name="ScanId">The scan's id, as GET /api/v1/scans/{id} takes it.</param>
/// <param name="Total">Tenants of the scan.</param>
/// <param name="Read">Those that were read.</param>
/// <param name="Failed">Those that gave no usable answer.</param>
/// <param name="Blocked">Those that did not let the portal read.</param>
/// <param name="Skipped">Those that were not looked at.</param>
internal sealed record ScanFinished(Guid ScanId, int Total, int Read, int Failed, int Blocked, int Skipped) : EventData
{
    [JsonIgnore]
    public override NotificationKind Kind => NotificationKind.ScanFinished;

    public override IEnumerable<EventFact> Facts() =>
        [new("Read", string.Create(CultureInfo.InvariantCulture, $"{Read} of {Total}"))];
}

/// <param name="OperationId">The run's id, as GET /api/v1/operations/{id} takes it.</param>
/// <param name="Operation">A repair, or taking one back.</param>
/// <param name="State">How it ended.</param>
/// <param name="Checks">Ids of the checks that its steps are for.</param>
internal sealed record RepairEnded(Guid OperationId, OperationKind Operation, OperationState State, IReadOnlyList<string> Checks) : EventData
{
    [JsonIgnore]
    public override NotificationKind Kind => NotificationKind.RepairEnded;
}

internal sealed record TestData : EventData
{
    [JsonIgnore]
    public override NotificationKind Kind => NotificationKind.Test;
}

/// <param name="Events">What is told together, oldest first.</param>
internal sealed record Digest(IReadOnlyList<DigestEntry> Events) : EventData
{
    private const int ListedAtMost = 50;

    [JsonIgnore]
    public override NotificationKind Kind => NotificationKind.Digest;

    public override IEnumerable<EventFact> Facts() =>
    [
        .. Events.Take(ListedAtMost).Select(one => new EventFact(one.Time.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture), one.Summary)),
        .. Events.Count > ListedAtMost ? [new EventFact("More", string.Create(CultureInfo.InvariantCulture, $"{Events.Count - ListedAtMost} further ones stand in the delivery log."))] : Array.Empty<EventFact>(),
    ];
}

/// <param name="Id">The id under which it would have been told by itself.</param>
/// <param name="Type">The type of its CloudEvent.</param>
/// <param name="Time">When it was seen.</param>
/// <param name="TenantId">The tenant's id; left out when it is about no single one.</param>
/// <param name="DedupeKey">The same for everything that is told of one matter.</param>
/// <param name="Summary">One plain sentence.</param>
internal sealed record DigestEntry(Guid Id, string Type, DateTimeOffset Time, TenantId? TenantId, string DedupeKey, string Summary);

/// <summary>A word or two for each stage, also for those that a verdict says already.</summary>
internal static class StageNames
{
    public static string Of(TenantStage stage) => stage switch
    {
        TenantStage.Blocked => "Blocked",
        TenantStage.Unknown => "Unknown",
        _ => StageWords.Word(stage) ?? $"{stage}",
    };
}
