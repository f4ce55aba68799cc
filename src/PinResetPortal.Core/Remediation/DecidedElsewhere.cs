using System.Globalization;
using PinResetPortal.Core.Field;
using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Snapshot;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Core.Remediation;

/// <summary>
/// What assigned policies and the enrolment configurations say about Windows Hello already. What is decided there is left there: a second
/// value would contradict it, lower it, or switch Windows Hello on for people for whom somebody switched it off.
/// </summary>
internal sealed class DecidedElsewhere
{
    private readonly List<IntunePolicy> _assigned;
    private readonly IReadOnlyList<HelloEnrolmentFacts>? _enrolments;
    private readonly TenantId _tenantId;

    public DecidedElsewhere(TenantFacts facts)
    {
        _assigned = [.. facts.AllPolicies.Where(policy => facts.AudienceOf(policy).Reach != AudienceReach.Nobody)];
        _enrolments = facts.HelloEnrolment.ValueOrDefault;
        _tenantId = facts.TenantId;
    }

    /// <summary>Whether an assigned policy or an enrolment configuration switches Windows Hello off, or may do so unseen.</summary>
    private bool HelloIsOffSomewhere =>
        _enrolments is null
        || _enrolments.Any(enrolment => enrolment.State == HelloState.Disabled)
        || _assigned.Exists(policy => PolicyReading.Hello(policy, _tenantId).Any(found => !found.Enabled));

    /// <summary>The draft less what is decided elsewhere. EnablePinRecovery stays: it is what the finding is about.</summary>
    public PolicyDraft Narrow(PolicyDraft draft, PolicyChoice choice)
    {
        var wanted = choice.TurnHelloOn && !draft.Settings.Any(setting => IsHelloSwitch(setting.DefinitionId)) ? [.. draft.Settings, HelloOn] : draft.Settings;
        var left = wanted.Select(setting => Narrow(setting, choice)).OfType<DraftSetting>().ToList();
        return left.SequenceEqual(draft.Settings) ? draft : draft with { Settings = left, SettingsDocument = null };
    }

    /// <summary>
    /// Whether a policy that waits for its assignment may be given to people: it carries PIN recovery alone, or Windows Hello switched on
    /// with nothing against it where the template with Windows Hello was chosen.
    /// </summary>
    public bool AllowsAssigning(IntunePolicy policy, PolicyChoice choice) =>
        policy.Assignments.All(assignment => assignment.Target == AssignmentTarget.ExcludeGroup) && !policy.CarriesMore
        && (CarriesNothingElse(policy)
            || (choice.Template == PolicyTemplateChoice.HelloBaseline
                && PolicyReading.Hello(policy, _tenantId) is var hello && hello.All(found => found.Enabled)
                && (hello.Count == 0 || choice.TurnHelloOn || !HelloIsOffSomewhere)
                && (PolicyDocument.IsConfigurationPolicy(policy.Kind)
                    ? policy.Settings.All(setting => IsPinRecovery(setting.DefinitionId) || (!Has(setting.DefinitionId) && EnrolmentValue(setting.DefinitionId) is null))
                    : !_assigned.Exists(CarriesHello) && _enrolments?.Any(enrolment => enrolment.State == HelloState.Enabled) == false)));

    private static DraftSetting HelloOn => HelloDefinitions.Find(KnownSettings.DeviceUsePassportForWork) is { } definition
        ? definition.Draft("true")
        : throw new InvalidOperationException("The setting that switches Windows Hello on is not defined.");

    private DraftSetting? Narrow(DraftSetting setting, PolicyChoice choice)
    {
        if (IsPinRecovery(setting.DefinitionId))
        {
            return setting;
        }

        if (_enrolments is null || Has(setting.DefinitionId) || EnrolmentDecides(setting.DefinitionId))
        {
            return null;
        }

        return IsHelloSwitch(setting.DefinitionId)
            ? choice.TurnHelloOn || !HelloIsOffSomewhere ? setting : null
            : NotWeaker(setting);
    }

    /// <summary>Whether a setting is decided, in either scope, or may be by a policy of an older kind, whose settings have other names.</summary>
    private bool Has(string definitionId) =>
        _assigned.Exists(policy => PolicyDocument.IsConfigurationPolicy(policy.Kind)
            ? policy.Settings.Any(setting => WithoutScope(setting.DefinitionId).Equals(WithoutScope(definitionId), StringComparison.OrdinalIgnoreCase))
            : CarriesHello(policy));

    private bool EnrolmentDecides(string definitionId) =>
        _enrolments?.Any(enrolment => enrolment.State == HelloState.Enabled && enrolment.Settings.Any(setting => Same(setting.DefinitionId, definitionId))) == true;

    private string? EnrolmentValue(string definitionId) => _enrolments?
        .Where(enrolment => enrolment.State != HelloState.NotConfigured)
        .SelectMany(enrolment => enrolment.Settings)
        .FirstOrDefault(setting => Same(setting.DefinitionId, definitionId))?.Value;

    /// <summary>An enrolment configuration that is off may hold a stricter value for the day when it is on.</summary>
    private DraftSetting NotWeaker(DraftSetting setting) =>
        setting.Kind == DraftSettingKind.Number
        && int.TryParse(EnrolmentValue(setting.DefinitionId), NumberStyles.Integer, CultureInfo.InvariantCulture, out var there)
        && int.TryParse(setting.Value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var ours)
        && setting.DefinitionId.EndsWith("_minimumpinlength", StringComparison.OrdinalIgnoreCase) && there > ours
            ? setting with { Value = there.ToString(CultureInfo.InvariantCulture) }
            : setting;

    private bool CarriesNothingElse(IntunePolicy policy) => policy.Kind switch
    {
        PolicyKind.CustomOmaUri => policy.OmaSettingCount <= PolicyReading.PinRecovery(policy, _tenantId).Count,
        PolicyKind.IdentityProtection => false,
        _ => policy.Settings.All(setting => IsPinRecovery(setting.DefinitionId) || Same(setting.DefinitionId, KnownSettings.IntentPinRecovery)),
    };

    private static bool CarriesHello(IntunePolicy policy) =>
        policy.Kind == PolicyKind.IdentityProtection
        || policy.Settings.Any(setting => KnownSettings.IsHello(setting.DefinitionId))
        || policy.OmaSettings.Any(row => row.OmaUri.Contains("PassportForWork", StringComparison.OrdinalIgnoreCase) && !row.OmaUri.Contains("EnablePinRecovery", StringComparison.OrdinalIgnoreCase));

    private static bool IsPinRecovery(string definitionId) => Same(WithoutScope(definitionId), WithoutScope(KnownSettings.DeviceEnablePinRecovery));

    private static bool IsHelloSwitch(string definitionId) => Same(WithoutScope(definitionId), WithoutScope(KnownSettings.DeviceUsePassportForWork));

    private static string WithoutScope(string definitionId) => definitionId[(definitionId.IndexOf('_', StringComparison.Ordinal) + 1)..];

    private static bool Same(string one, string two) => one.Equals(two, StringComparison.OrdinalIgnoreCase);
}
