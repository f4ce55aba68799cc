namespace PinResetPortal.Core.Policies;

/// <summary>The six kinds of Intune policy that can carry EnablePinRecovery, and two that carry a neighbour of it.</summary>
public enum PolicyKind
{
    /// <summary>Settings catalog (<c>configurationPolicies</c>, no template family).</summary>
    SettingsCatalog,

    /// <summary>Endpoint security, account protection (<c>configurationPolicies</c>, templateFamily endpointSecurityAccountProtection).</summary>
    AccountProtection,

    /// <summary>Security baseline (<c>configurationPolicies</c>, templateFamily baseline).</summary>
    SecurityBaseline,

    /// <summary>Legacy account protection (<c>intents</c>).</summary>
    Intent,

    /// <summary>Identity protection profile (<c>deviceConfigurations</c>, windowsIdentityProtectionConfiguration).</summary>
    IdentityProtection,

    /// <summary>Custom OMA-URI profile (<c>deviceConfigurations</c>, windows10CustomConfiguration).</summary>
    CustomOmaUri,

    /// <summary>
    /// Device restrictions or endpoint protection profile (<c>deviceConfigurations</c>): only read for what breaks the reset at the lock
    /// screen (<see cref="LockScreenSettings.ProfileProperties"/>), never changed.
    /// </summary>
    DeviceRestrictions,

    /// <summary>Administrative template profile (<c>groupPolicyConfigurations</c>): read for the same, never changed.</summary>
    AdministrativeTemplate,
}

/// <summary>What is documented about a kind of policy as a whole.</summary>
internal static class PolicyKinds
{
    /// <summary>
    /// Kinds that Microsoft keeps for those who have them (since July 2024:
    /// https://learn.microsoft.com/mem/intune/protect/endpoint-security-account-protection-policy).
    /// </summary>
    public static bool IsLegacy(PolicyKind kind) => kind is PolicyKind.IdentityProtection or PolicyKind.Intent;

    /// <summary>For evidence of a legacy kind.</summary>
    public const string LegacyRemark = "profiles of this kind can be edited, but no longer created (since July 2024)";
}

/// <summary>
/// A policy as read: raw setting values, no judgement. Only the settings that matter to the portal are kept
/// (<see cref="SettingsOfInterest.Contains"/>), because a policy can carry hundreds of others.
/// </summary>
public sealed record IntunePolicy
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required PolicyKind Kind { get; init; }

    /// <summary>Settings of interest in document order. For intents and identity protection the definition id is the property path of facts section 5.</summary>
    public IReadOnlyList<SettingValue> Settings { get; init; } = [];

    /// <summary>Rows of a custom profile that mention EnablePinRecovery or another node of interest; empty for the other kinds.</summary>
    public IReadOnlyList<OmaSetting> OmaSettings { get; init; } = [];

    /// <summary>How many rows the custom profile has in all.</summary>
    public int OmaSettingCount { get; init; }

    /// <summary>Whether the policy sets anything besides Windows Hello: giving it to more people would give them that, too.</summary>
    public bool CarriesMore { get; init; }

    public IReadOnlyList<PolicyAssignment> Assignments { get; init; } = [];

    public DateTimeOffset? LastModifiedAt { get; init; }

    /// <summary>Description as stored: the portal writes its operation marker there (see <see cref="PinResetPortal.Core.Policies.PolicyDraft"/>).</summary>
    public string? Description { get; init; }

    /// <summary>
    /// The policy document as Graph gave it (JSON), kept for policies that carry a setting of interest: a change replaces one value in it
    /// and sends the rest back as it was. Null for policies of no interest.
    /// </summary>
    public string? Document { get; init; }

    /// <summary>Why the object could not be understood, for example an unknown shape of a setting we looked for; null when it was.</summary>
    public string? NotUnderstood { get; init; }
}

/// <summary>One setting instance, flattened out of its groups.</summary>
/// <param name="DefinitionId">settingDefinitionId, or the property name for identity protection (<c>pinRecoveryEnabled</c>).</param>
/// <param name="Value">Raw value: option id, string, number or JSON literal; null when present without a value.</param>
public sealed record SettingValue(string DefinitionId, string? Value);

/// <summary>One row of a custom OMA-URI profile.</summary>
/// <param name="ODataType">For example <c>#microsoft.graph.omaSettingBoolean</c>; null when Graph gave none.</param>
/// <param name="Value">Raw value as text; null when masked.</param>
/// <param name="IsMasked">The value is encrypted and Graph shows only asterisks or nothing.</param>
public sealed record OmaSetting(string? DisplayName, string OmaUri, string? ODataType, string? Value, bool IsMasked)
{
    /// <summary>
    /// Whether Graph hides the value: it shows asterisks, or nothing, for what it keeps as a secret. A boolean that can be read is no secret
    /// whatever the flag says (https://learn.microsoft.com/graph/api/resources/intune-deviceconfig-omasetting).
    /// </summary>
    public static bool Hides(string? value, bool isEncrypted, bool refersToSecret) =>
        value is { Length: > 0 } ? value.All(character => character == '*') || (isEncrypted && !bool.TryParse(value, out _)) : isEncrypted || refersToSecret;
}

public enum AssignmentTarget
{
    AllDevices,
    AllUsers,
    Group,
    ExcludeGroup,

    /// <summary>A target that the portal does not know; kept as it is when assignments are merged.</summary>
    Other,
}

public enum AssignmentFilterMode
{
    None,
    Include,
    Exclude,
}

/// <summary>One assignment of a policy.</summary>
/// <param name="GroupId">Object id, for the two group targets.</param>
/// <param name="TargetDocument">The <c>target</c> object as Graph gave it (JSON), so that a merge loses nothing; null for targets we make.</param>
public sealed record PolicyAssignment(
    AssignmentTarget Target,
    string? GroupId = null,
    string? FilterId = null,
    AssignmentFilterMode FilterMode = AssignmentFilterMode.None,
    string? TargetDocument = null)
{
    /// <summary>Name of the assignment filter, where it could be read.</summary>
    public string? FilterName { get; init; }

    /// <summary>Rule of the assignment filter, where it could be read.</summary>
    public string? FilterRule { get; init; }
}
