using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using PinResetPortal.Architecture;
using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Core.Snapshot;
using PinResetPortal.Work;

namespace PinResetPortal.Core.Answers;

/// <summary>
/// Everything that the checks say and the repairs propose over <see cref="ManyTenants"/>, word for word, in files that a person reads when they
/// change: PINRESET_APPROVE=1 writes them anew. A sentence, a status or a request that changes shows there, with the tenants in which it does.
/// </summary>
public sealed class AnswersTests(AnswersTests.Said said) : IClassFixture<AnswersTests.Said>
{
    private static readonly string _folder = Path.Combine(Sources.Root, "tests/PinResetPortal.Core.Tests/Answers/approved");
    private static readonly ServiceProvider _services = new ServiceCollection().AddPinResetWork().BuildServiceProvider();
    private static readonly CheckCatalog _checks = new(_services.GetServices<ITenantCheck>());
    private static readonly RemediationPlanner _planner = new(_checks, _services.GetServices<IRemediation>(), new Bodies());

    public static TheoryData<string> Checks => [.. _checks.All.Select(check => check.Id)];

    [Theory]
    [MemberData(nameof(Checks))]
    public void Findings_OfManyTenants_AreTheApprovedOnes(string check) => Approve($"{check}.findings.txt", said.Findings.GetValueOrDefault(check, ""));

    [FactAttribute]
    public void Steps_OfManyTenants_AreTheApprovedOnes()
    {
        foreach (var check in _checks.All)
        {
            Approve($"{check.Id}.steps.txt", said.Steps.GetValueOrDefault(check.Id, ""));
        }
    }

    /// <summary>What each check is called, in the lists, in the queue by fault and in the guide.</summary>
    [FactAttribute]
    public void Checks_All_AreCalledAsApproved() => Approve("checks.txt", string.Join('\n', _checks.All.Select(check =>
        $"{check.Id}: {check.Title} | {_checks.TitleOf(check.Id)} | {_checks.InTable(check.Id)} | {_checks.FaultOf(check.Id)} | {check.Area}{(check.Required ? ", required" : "")}\n"
        + $"  {(check.Cause is { } cause ? $"{cause.Id} | {cause.Title} | {cause.Meaning} | {cause.Indicates} | {cause.NextStep} | {cause.Who} | {string.Join(' ', cause.Sources)}" : "no cause by itself")}\n")));

    [FactAttribute]
    public void Files_All_BelongToACheck() => Assert.Subset(
        _checks.All.SelectMany(check => (string[])[$"{check.Id}.findings.txt", $"{check.Id}.steps.txt"]).Append("checks.txt").ToHashSet(), Directory.GetFiles(_folder).Select(file => Path.GetFileName(file)).ToHashSet());

    [FactAttribute]
    public void Names_OfDifferences_AreUnique() => Assert.Distinct(ManyTenants.Differences.Select(difference => difference.Name));

    private static void Approve(string name, string now)
    {
        var file = Path.Combine(_folder, name);
        if (Environment.GetEnvironmentVariable("PINRESET_APPROVE") == "1")
        {
            Directory.CreateDirectory(_folder);
            File.Delete(file);
            if (now.Length > 0)
            {
                File.WriteAllText(file, now);
            }
        }

        Assert.Equal(File.Exists(file) ? File.ReadAllText(file) : "", now);
    }

    /// <summary>By check: each answer once, with the tenants that get it.</summary>
    private static Dictionary<string, string> Sorted(IEnumerable<(string CheckId, string Words, string Tenant)> said) => said
        .GroupBy(one => one.CheckId, StringComparer.Ordinal)
        .ToDictionary(
            check => check.Key,
            check => string.Join("\n", check.GroupBy(one => one.Words, StringComparer.Ordinal).OrderBy(answer => answer.Key, StringComparer.Ordinal)
                .Select(answer => $"{answer.Key}  in {Names([.. answer.Select(one => one.Tenant).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)])}\n")),
            StringComparer.Ordinal);

    /// <summary>An answer that most of them get names nobody: their number and a digest of their names do.</summary>
    private static string Names(string[] tenants) => tenants.Length <= 12
        ? string.Join("; ", tenants)
        : $"{tenants.Length} tenants, {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', tenants))))[..12]}: {string.Join("; ", tenants.Take(3))}; …";

    private static string Words(Finding finding)
    {
        var text = new StringBuilder($"{finding.Status}{(finding.Required ? ", required" : "")}, {finding.Cause}: {finding.Summary}\n");
        Line("headline", finding.Headline);
        Line("blade", finding.Blade?.ToString());
        Line("reason", finding.Reason is { } reason ? $"{reason.Message} {reason.NextStep}" : null);
        foreach (var evidence in finding.Evidence)
        {
            Line("evidence", $"{evidence.Kind} | {evidence.Name} | {evidence.Id} | {evidence.Value} | {evidence.Detail} | {evidence.Basis}{(evidence.Differs ? " | differs" : "")}");
        }

        foreach (var row in finding.Matrix ?? [])
        {
            Line("matrix", $"{row}");
        }

        return text.ToString();

        void Line(string name, string? value)
        {
            if (value is not null)
            {
                text.Append("  ").Append(name).Append(": ").Append(value).Append('\n');
            }
        }
    }

    /// <param name="isPair">Two things differ: then the first two choices are enough.</param>
    private static IEnumerable<(string CheckId, string Words)> Proposed(TenantFacts facts, IReadOnlyList<Finding> findings, bool isPair)
    {
        var repairable = _planner.Repairable(facts, findings);
        var group = new AssignmentChoice(AssignmentTarget.Group, ["g-staff"]);
        PolicyChoice[] choices =
        [
            new(), new("Chosen name", group), new(null, new(AssignmentTarget.AllUsers, [])), new(null, group) { Template = PolicyTemplateChoice.HelloBaseline },
            new(null, group) { Template = PolicyTemplateChoice.HelloBaseline, TurnHelloOn = true }, new() { Scopes = ["user_impersonation"] },
        ];
        foreach (var (check, can) in repairable)
        {
            yield return (check, $"can be repaired{(can.NeedsAudience ? ", needs an audience" : "")}{(can.OnlyWhenNamed ? ", only when named" : "")}{(can.NeedsScopes ? ", needs scopes" : "")}\n");
        }

        foreach (var (only, choice) in repairable.Keys.Prepend(null).SelectMany(only => choices.Take(isPair ? 2 : choices.Length).Select(choice => (only, choice))))
        {
            var plan = _planner.Plan(facts, only is null ? null : [only], choice);
            foreach (var step in plan.Steps)
            {
                yield return (step.CheckId, Words(step));
            }

            foreach (var warning in plan.Warnings)
            {
                yield return (only ?? repairable.Keys.FirstOrDefault() ?? "", $"warning: {warning}\n");
            }
        }
    }

    private static string Words(PlannedStep step) => $"""
        {step.Id}: {step.Summary}{(step.IsInferred ? " (inferred)" : "")}
          before: {step.Before}
          after: {step.After}
          needs: {step.Scope} and {step.Role}
          change: {JsonSerializer.Serialize(step.Change, step.Change.GetType())}
          traits: {Words(step.Change.Traits())}
          settings: {string.Join(" | ", step.Settings.Select(setting => $"{setting.Name} [{setting.Id}]: {setting.Now} -> {setting.Then}"))}
          undo: {step.Undo.Summary}
          undone by: {JsonSerializer.Serialize(step.Undo.Change, step.Undo.Change.GetType())}
          traits of the undo: {Words(step.Undo.Change.Traits())}

        """.ReplaceLineEndings("\n");

    private static string Words(ChangeTraits traits) => $"{traits.Action} {traits.Subject} {(traits.Deploys ? "deploys " : "")}{(traits.MakesAnother ? "makes another " : "")}{(traits.Removes ? "removes " : "")}{(traits.BringsBack ? "brings back " : "")}{traits.Settings}";

    /// <summary>Worked out once for all of these tests.</summary>
    public sealed class Said
    {
        public Said()
        {
            var tenants = ManyTenants.All().Select(tenant => (tenant.Name, tenant.Facts, tenant.IsPair, Findings: _checks.Evaluate(tenant.Facts))).ToList();
            Findings = Sorted(from tenant in tenants from finding in tenant.Findings select (finding.CheckId, Words(finding), tenant.Name));
            Steps = Sorted(from tenant in tenants from part in Proposed(tenant.Facts, tenant.Findings, tenant.IsPair) select (part.CheckId, part.Words, tenant.Name));
        }

        public IReadOnlyDictionary<string, string> Findings { get; }

        public IReadOnlyDictionary<string, string> Steps { get; }
    }

    /// <summary>The bodies hold what the change holds: how Graph wants it is not judged here.</summary>
    private sealed class Bodies : IChangeDescriber
    {
        public PlannedRequest Describe(PlannedChange change) => new("POST", "/x", change switch
        {
            PlannedChange.CreateConfigurationPolicy { Draft: { SettingsDocument: { } document } } => $$"""{ "settings": {{document}} }""",
            PlannedChange.CreateConfigurationPolicy { Draft: var draft } => JsonSerializer.Serialize(new { settings = draft.Settings.Select(setting => new { settingDefinitionId = setting.DefinitionId, simpleSettingValue = new { value = setting.Value } }) }),
            PlannedChange.ReplaceConfigurationPolicy { Document: var document } => document,
            PlannedChange.UpdatePolicy { Document: var document } => document,
            PlannedChange.CreateDeviceConfiguration { Document: var document } => document,
            _ => null,
        });
    }
}
