namespace PinResetPortal.Core.Findings;

/// <summary>
/// What a check found, besides its status. Sentences are made from it and from the evidence; nothing is read back out of a sentence.
/// Names are stored and part of the API: they are added to, never renamed.
/// </summary>
public enum FindingCause
{
    /// <summary>Nothing to tell apart: the status says it all.</summary>
    None,

    /// <summary>The service principal does not exist in the tenant.</summary>
    AppAbsent,

    /// <summary>The service principal lies in deleted items.</summary>
    AppDeleted,

    /// <summary>The service principal is switched off.</summary>
    AppDisabled,

    /// <summary>Assignment is required, and nobody or only some people are assigned.</summary>
    AssignmentRequired,

    /// <summary>Assignment is required, and only groups are assigned.</summary>
    AssignedGroupsOnly,

    /// <summary>No delegated permission grant of the two applications is listed: not proven, not refuted.</summary>
    GrantNotListed,

    /// <summary>Grants exist for single people only.</summary>
    GrantForSomePeople,

    /// <summary>A sign-in was refused for lack of a grant (AADSTS65001) after both applications were there.</summary>
    GrantRefused,

    /// <summary>No policy turns PIN recovery on.</summary>
    NoPolicy,

    /// <summary>A policy turns PIN recovery off, and none turns it on.</summary>
    TurnedOff,

    /// <summary>A policy turns PIN recovery on and is assigned to nobody.</summary>
    Unassigned,

    /// <summary>A policy is assigned, but certainly reaches nobody: empty or deleted group, everybody excluded again, filters that match no device.</summary>
    ReachesNobody,

    /// <summary>The users that a policy reaches own no Windows device yet.</summary>
    NoDeviceYet,

    /// <summary>Whom a policy reaches can't be told.</summary>
    ReachUnclear,

    /// <summary>Policies give opposite values to the same people.</summary>
    Conflict,

    /// <summary>Policies give opposite values, perhaps to the same people.</summary>
    PossibleConflict,

    /// <summary>A custom row whose path or value does not work, or is documented differently in two places.</summary>
    PathDoubtful,

    /// <summary>A policy switches Windows Hello for Business off.</summary>
    HelloOffByPolicy,

    /// <summary>An enrolment configuration switches Windows Hello for Business off.</summary>
    HelloOffByEnrolment,

    /// <summary>No policy carries the web sign-in allow list.</summary>
    AllowListMissing,

    /// <summary>The web sign-in allow list lacks the host.</summary>
    AllowListLacksHost,

    /// <summary>The host that the web sign-in allow list needs could not be read.</summary>
    HostUnreadable,

    /// <summary>No device has answered yet.</summary>
    AllPending,

    /// <summary>Devices report an error or a conflict.</summary>
    DevicesFail,

    /// <summary>Some devices are not reached.</summary>
    SomeNotReached,

    /// <summary>A custom profile holds the web sign-in allow list, and Intune hides its text.</summary>
    AllowListHidden,

    /// <summary>A domain is federated, but no Entra-joined device or no user needs the web sign-in allow list.</summary>
    AllowListNotNeeded,

    /// <summary>Devices that PIN recovery does not serve: only registered, another kind of device, too old, Windows Home.</summary>
    DevicesNotServed,

    /// <summary>Co-managed devices take their configuration from Configuration Manager.</summary>
    ConfiguredElsewhere,

    /// <summary>Devices have not synchronised for a while.</summary>
    DevicesStale,

    /// <summary>A policy sets what Microsoft names as breaking the reset at the lock screen.</summary>
    LockScreenSetting,

    /// <summary>A policy blocks the hosted content that the reset page is made of.</summary>
    ResetPageBlocked,

    /// <summary>A sign-in to the Client application succeeded: its consent works.</summary>
    ConsentProven,

    /// <summary>Sign-ins to the two applications fail.</summary>
    SignInsFail,

    /// <summary>A directory role for repairs is missing.</summary>
    RolesMissing,

    /// <summary>Hybrid-joined devices, and no visible policy says which trust they use.</summary>
    TrustNotVisible,
}
