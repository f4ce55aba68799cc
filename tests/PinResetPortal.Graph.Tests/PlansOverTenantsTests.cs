using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using PinResetPortal.Components.Status;
using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Devices;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Field;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Readiness;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Core.Snapshot;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work;

namespace PinResetPortal.Graph;

/// <summary>What holds for every tenant, over all scenarios and 300 generated ones, read over HTTP.</summary>
public sealed partial class PlansOverTenantsTests(PlansOverTenantsTests.Tenants tenants) : IClassFixture<PlansOverTenantsTests.Tenants>
{
    private static readonly PolicyChoice Baseline = new() { Template = PolicyTemplateChoice.HelloBaseline };
    private static readonly PolicyChoice SomeGroup = new(Assign: new(AssignmentTarget.Group, ["9a000000-0000-4000-8000-0000000000ff"]));
    private static readonly string[] Own = [KnownSettings.DeviceEnablePinRecovery, KnownSettings.UserEnablePinRecovery, KnownSettings.WebSignInAllowedUrls];

    [FactAttribute]
    public void Plan_NothingChosen_TouchesNoSettingButTheFindingsOwn()
    {
        foreach (var facts in tenants.All)
        {
            foreach (var step in tenants.Planner.Plan(facts, null, new()).Steps)
            {
                Assert.All(step.Settings.Where(setting => setting.Id.Contains("vendor_msft", StringComparison.OrdinalIgnoreCase)), setting => Assert.Contains(setting.Id, Own, StringComparer.OrdinalIgnoreCase));
                if (step.Change is PlannedChange.CreateConfigurationPolicy)
                {
                    Assert.All(DefinitionsIn(step.Request.Body), id => Assert.Contains(id, Own, StringComparer.OrdinalIgnoreCase));
                }
            }
        }
    }

    [FactAttribute]
    public void Plan_WhateverIsChosen_EverySettingOfABodyStandsInItsWords()
    {
        foreach (var (facts, choice) in tenants.All.SelectMany(facts => new[] { new PolicyChoice(), Baseline, SomeGroup, SomeGroup with { TurnHelloOn = true } }.Select(choice => (facts, choice))))
        {
            foreach (var step in tenants.Planner.Plan(facts, null, choice).Steps.Where(step => step.Change is PlannedChange.CreateConfigurationPolicy))
            {
                var named = step.Settings.Select(setting => setting.Id).ToHashSet(StringComparer.OrdinalIgnoreCase);
                Assert.All(DefinitionsIn(step.Request.Body), id => Assert.Contains(id, named));
                Assert.All(step.Settings, setting => Assert.Contains(setting.Name, step.Summary, StringComparison.Ordinal));
            }
        }
    }

    [FactAttribute]
    public void Plan_BaselineChosen_NeverSwitchesHelloOnWhereAnythingSwitchesItOff()
    {
        foreach (var facts in tenants.All.Where(IsOffSomewhere))
        {
            var bodies = tenants.Planner.Plan(facts, null, Baseline).Steps.Select(step => step.Request.Body ?? "");

            Assert.DoesNotContain(bodies, body => body.Contains("usepassportforwork_true", StringComparison.OrdinalIgnoreCase));
        }

        Assert.NotEqual(0, tenants.All.Count(IsOffSomewhere));
    }

    [FactAttribute]
    public void Plan_NothingChosen_WidensNoPolicyThatSomebodyScoped_AndDropsNoExclusion()
    {
        foreach (var facts in tenants.All)
        {
            foreach (var assign in tenants.Planner.Plan(facts, null, new()).Steps.Select(step => step.Change).OfType<PlannedChange.AssignPolicy>())
            {
                var before = facts.AllPolicies.FirstOrDefault(policy => policy.Id == assign.Policy.Id)?.Assignments ?? [];
                Assert.All(before, assignment => Assert.True(assignment.Target == AssignmentTarget.ExcludeGroup || assign.Assignments.Count == 0, $"{facts.TenantId}: {assign.Policy}"));
                Assert.True(assign.Assignments.Count == 0 || before.All(assign.Assignments.Contains));
            }
        }
    }

    [FactAttribute]
    public void Headline_OfATenantThatIsReady_ClaimsNoMoreThanItsStage()
    {
        foreach (var readiness in tenants.All.Select(tenants.Judge).Where(readiness => readiness.Verdict == Verdict.Ready))
        {
            var headline = VerdictSentence.For(readiness).Headline;

            Assert.DoesNotContain("can reset", headline, StringComparison.OrdinalIgnoreCase);
            Assert.Equal(
                readiness.Devices is { Reports: true, Windows: > 0 } devices && Math.Max(devices.Reached, devices.Arrived) > 0 ? $"{devices.Arrived} of {Math.Max(devices.Reached, devices.Arrived)} " : "",
                CountOf().Match(headline).Value);
            Assert.Equal(readiness.Devices is { Arrived: > 0 }, readiness.Stage >= TenantStage.RollingOut);
        }
    }

    [GeneratedRegex(@"\d+ of \d+ (?=devices?)")]
    private static partial Regex CountOf();

    /// <summary>
    /// Takes each fact away from each tenant: what could not be read breaks nothing, offers no repair that was not there, and is said by a
    /// check that needs it. Without the devices reach is judged by the assignments alone; without anything else nothing gets better.
    /// </summary>
    [FactAttribute]
    public void Judgement_OneFactIsUnread_IsUnknownAndOffersNoRepair()
    {
        var unread = new UnreadableReason(UnreadableKind.NotUnderstood, "What came back is not an answer of Graph.", "Check again.");
        var facts = typeof(TenantFacts).GetProperties().Where(property => property.PropertyType.IsGenericType && property.PropertyType.GetGenericTypeDefinition() == typeof(Fact<>)).ToList();
        var told = new HashSet<string>();
        foreach (var known in tenants.All)
        {
            var before = tenants.Judge(known);
            var offered = Repairs(known, before);
            foreach (var property in facts)
            {
                var without = known with { };
                property.SetValue(without, Activator.CreateInstance(property.PropertyType.GetNestedType("Unreadable")!.MakeGenericType(property.PropertyType.GenericTypeArguments), unread));

                var after = tenants.Judge(without);

                Assert.All(after.Findings.Zip(before.Findings), pair => Assert.True(
                    pair.First.Finding.Status != FindingStatus.Broken || pair.Second.Finding.Status == FindingStatus.Broken, $"{known.TenantId} without {property.Name}: {pair.First.Finding.Summary}"));
                Assert.True(after.Verdict != Verdict.Ready || before.Verdict == Verdict.Ready || property.Name == nameof(TenantFacts.Devices), $"{known.TenantId} without {property.Name}");
                var repairs = Repairs(without, after);
                Assert.True(offered.IsSupersetOf(repairs) || property.Name == nameof(TenantFacts.Devices), $"{known.TenantId} without {property.Name}: {string.Join(' ', repairs.Except(offered))}");
                Assert.DoesNotContain(after.Findings, assessed => assessed.Finding.Status == FindingStatus.Unknown && repairs.Contains(assessed.Finding.CheckId));
                if (after.Findings.Any(assessed => assessed.Finding is { Status: FindingStatus.Unknown, Reason: var reason } && reason == unread))
                {
                    told.Add(property.Name);
                }
            }
        }

        // The organisation names the tenant, and the licences choose what is read: no check is about them.
        Assert.Equal(facts.Select(property => property.Name).Except([nameof(TenantFacts.Organization), nameof(TenantFacts.Licences)]).Order(), told.Order());
    }

    private HashSet<string> Repairs(TenantFacts facts, TenantReadiness readiness) =>
        [.. tenants.Planner.Repairable(facts, [.. readiness.Findings.Select(assessed => assessed.Finding)]).Keys];

    [Theory]
    [InlineData(nameof(CaseTenants.NoDevice), FindingStatus.Healthy, FindingCause.None, Verdict.Ready)]
    [InlineData(nameof(CaseTenants.NothingButApps), FindingStatus.Broken, FindingCause.NoPolicy, Verdict.NotReady)]
    [InlineData(nameof(CaseTenants.EmptyGroup), FindingStatus.Broken, FindingCause.ReachesNobody, Verdict.NotReady)]
    [InlineData(nameof(CaseTenants.DeletedGroup), FindingStatus.Broken, FindingCause.ReachesNobody, Verdict.NotReady)]
    [InlineData(nameof(CaseTenants.AllDevicesExcludedAgain), FindingStatus.Broken, FindingCause.ReachesNobody, Verdict.NotReady)]
    [InlineData(nameof(CaseTenants.GroupExcludedThroughAnotherGroup), FindingStatus.Broken, FindingCause.ReachesNobody, Verdict.NotReady)]
    [InlineData(nameof(CaseTenants.FilterMatchesNothing), FindingStatus.Broken, FindingCause.ReachesNobody, Verdict.NotReady)]
    [InlineData(nameof(CaseTenants.UsersWithoutDevices), FindingStatus.NeedsAttention, FindingCause.NoDeviceYet, Verdict.Ready)]
    [InlineData(nameof(CaseTenants.OneFilterTwoWays), FindingStatus.Healthy, FindingCause.None, Verdict.Ready)]
    public async Task PinRecovery_OfACase_IsJudgedByWhomItReaches(string name, FindingStatus status, FindingCause cause, Verdict verdict)
    {
        var facts = await tenants.ReadAsync((string)typeof(CaseTenants).GetProperty(name)!.GetValue(null)!);

        var readiness = tenants.Judge(facts);

        var finding = readiness.Findings.Single(assessed => assessed.Finding.CheckId == "policy.pin-recovery").Finding;
        Assert.Equal((status, cause, verdict), (finding.Status, finding.Cause, readiness.Verdict));
        Assert.DoesNotContain(readiness.Findings, assessed => assessed.Finding is { CheckId: "policy.conflict", Status: FindingStatus.NeedsAttention or FindingStatus.Broken });
    }

    private static bool IsOffSomewhere(TenantFacts facts) =>
        facts.HelloEnrolment.ValueOrDefault?.Any(enrolment => enrolment.State == HelloState.Disabled) == true
        || facts.AllPolicies.Any(policy => facts.AudienceOf(policy).Reach != AudienceReach.Nobody && PolicyReading.Hello(policy, facts.TenantId).Any(hello => !hello.Enabled));

    private static IEnumerable<string> DefinitionsIn(string? body) => body is null ? [] : Walk(JsonNode.Parse(body));

    private static IEnumerable<string> Walk(JsonNode? node) => node switch
    {
        JsonObject item => item.SelectMany(property => Walk(property.Value)).Concat(
            item["settingDefinitionId"] is { } id && !item.ContainsKey("groupSettingCollectionValue") ? [id.GetValue<string>()] : []),
        JsonArray array => array.SelectMany(Walk),
        _ => [],
    };

    /// <summary>The facts of all of them, read once.</summary>
    public sealed class Tenants : IAsyncLifetime
    {
        private ServiceProvider? _core;

        public IReadOnlyList<TenantFacts> All { get; private set; } = [];

        internal RemediationPlanner Planner => _core?.GetRequiredService<RemediationPlanner>() ?? throw new InvalidOperationException("Not started.");

        public async ValueTask InitializeAsync()
        {
            var world = await EmulatedWorld.StartAsync();
            await world.GenerateAsync(300, seed: 7);
            var directory = await world.Directory.ReadCustomersAsync(EmulatedWorld.Application.HomeTenantId, EmulatedWorld.Application, TestContext.Current.CancellationToken);
            var facts = new List<TenantFacts>();
            foreach (var tenant in Known(directory).Where(tenant => tenant.Relationship.Active))
            {
                facts.Add(await world.ReadAsync(tenant));
            }

            foreach (var graph in CaseTenants.All)
            {
                facts.Add(await world.ReadAsync(world.Add(graph)));
            }

            All = facts;
            var services = new ServiceCollection();
            services.AddLogging();
            services.AddPinResetWork();
            services.AddSingleton(world.Executor);
            _core = services.BuildServiceProvider();
            _world = world;
        }

        public Task<TenantFacts> ReadAsync(string graph) => _world is { } world ? world.ReadAsync(world.Add(graph)) : throw new InvalidOperationException("Not started.");

        public TenantReadiness Judge(TenantFacts facts)
        {
            var findings = _core!.GetRequiredService<CheckCatalog>().Evaluate(facts);
            var (verdict, rollout) = (CheckCatalog.VerdictOf(findings), Rollout.Of(facts));
            return new(facts.TenantId, "", verdict, facts.ReadAt, [.. findings.Select(finding => new AssessedFinding(finding, false))], facts.Cost) { Stage = Stages.Of(verdict, rollout), Devices = rollout.ValueOrDefault };
        }

        public async ValueTask DisposeAsync()
        {
            if (_core is not null)
            {
                await _core.DisposeAsync();
            }

            if (_world is not null)
            {
                await _world.DisposeAsync();
            }
        }

        private EmulatedWorld? _world;

        private static IReadOnlyList<Tenant> Known(Fact<IReadOnlyList<Tenant>> directory) => directory.ValueOrDefault ?? throw new InvalidOperationException(directory.WhyUnreadable?.Message);
    }
}
