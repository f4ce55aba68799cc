namespace PinResetPortal.Work.Notifications;

public enum NotificationKind
{
    ProblemOpened,
    ProblemRecovered,
    StageChanged,

    /// <summary>A tenant that answered once could not be read for a day.</summary>
    TenantUnread,

    /// <summary>A GDAP relationship ends soon, has ended, or is no longer listed.</summary>
    RelationshipChanged,

    /// <summary>The portal's own credential ends within 30 days, or Entra does not take it.</summary>
    CredentialEnding,

    /// <summary>The rollout of a repair is finished, or is not after the longest time that it is followed.</summary>
    RolloutFinished,

    ScanFinished,
    RepairEnded,

    /// <summary>Somebody pressed the test button.</summary>
    Test,

    /// <summary>What fell into quiet hours, told afterwards as one.</summary>
    Digest,
}

/// <summary>A kind in words.</summary>
/// <param name="Type">The <c>type</c> of its CloudEvent; permanent.</param>
/// <param name="Title">Goes on after "Tell about".</param>
public sealed record NotificationKindWords(NotificationKind Kind, string Type, string Title);

public static class NotificationKinds
{
    public static readonly IReadOnlyList<NotificationKindWords> All =
    [
        new(NotificationKind.ProblemOpened, "pinresetportal.problem.opened", "a check that is broken now"),
        new(NotificationKind.ProblemRecovered, "pinresetportal.problem.recovered", "a check that is broken no more"),
        new(NotificationKind.StageChanged, "pinresetportal.stage.changed", "a tenant that reached another stage"),
        new(NotificationKind.TenantUnread, "pinresetportal.tenant.unread", "a tenant that could not be read for a day"),
        new(NotificationKind.RelationshipChanged, "pinresetportal.relationship.changed", "a GDAP relationship that ends within 30 days, has ended, or is gone"),
        new(NotificationKind.CredentialEnding, "pinresetportal.credential.ending", "the portal's own credential, when it ends within 30 days or does not work"),
        new(NotificationKind.RolloutFinished, "pinresetportal.rollout.finished", "the rollout of a repair that is finished, or is not after 14 days"),
        new(NotificationKind.ScanFinished, "pinresetportal.scan.finished", "a scan of several tenants that ended, or any that could not read all"),
        new(NotificationKind.RepairEnded, "pinresetportal.repair.ended", "a repair, or taking one back, that ended"),
        new(NotificationKind.Test, "pinresetportal.test", "the test button"),
        new(NotificationKind.Digest, "pinresetportal.digest", "what fell into quiet hours"),
    ];

    /// <summary>Those that a route chooses from; the others are sent for what they are.</summary>
    public static readonly IReadOnlyList<NotificationKindWords> Routed = [.. All.Where(one => one.Kind is not (NotificationKind.Test or NotificationKind.Digest))];

    public static NotificationKindWords Of(NotificationKind kind) => All.Single(one => one.Kind == kind);
}
