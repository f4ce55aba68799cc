using Microsoft.Extensions.DependencyInjection;
using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Registration;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Work;
using PinResetPortal.Work.Operations;

namespace PinResetPortal.Graph;

/// <summary>
/// The Emulator gives the portal exactly what its registration asks for. Where one of it is missing, the answer is Unknown with its name:
/// never another verdict, never green, never a repair that cannot run without saying so.
/// </summary>
public sealed class MissingPermissionTests(MissingPermissionTests.FullSet full) : IClassFixture<MissingPermissionTests.FullSet>
{
    private static readonly IReadOnlyList<string> _repairs = PortalPermissions.NamesFor(PermissionUse.Repair);

    public static TheoryData<string> Reads => [.. PortalPermissions.ForPeople];

    public static TheoryData<string> Writes => [PortalPermissions.ApplicationWrite, PortalPermissions.IntuneConfigurationWrite];

    /// <summary>What no other permission opens as well: a list of two that open the same would hide that one of them is not needed.</summary>
    public static TheoryData<string> Needed =>
        [PortalPermissions.DirectoryRead, PortalPermissions.IntuneConfigurationRead, PortalPermissions.ManagedDevicesRead, PortalPermissions.FederationRead];

    [Fact]
    public void Verdicts_OfAllScenarios_WithExactlyThatSet_AreTheExpected() =>
        Assert.All(full.Findings, one => Assert.Equal(one.Expected, CheckCatalog.VerdictOf(one.Findings).ToString()));

    [Theory]
    [MemberData(nameof(Reads))]
    public async Task Findings_OneMissing_AreTheSameOrUnknownWithItsName(string missing)
    {
        var wrong = new List<string>();
        foreach (var (scenario, expected, actual) in await CompareAsync([missing, .. _repairs]))
        {
            foreach (var (with, without) in expected.Zip(actual))
            {
                if (without.Status != with.Status && !(without.Status == FindingStatus.Unknown && Names(without, missing)) && !IsLeftOut(without))
                {
                    wrong.Add($"{scenario}, {with.CheckId}: {with.Status} became {without.Status}: {without.Summary} ({without.Reason?.Message} {without.Reason?.NextStep})");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
    }

    [Theory]
    [MemberData(nameof(Needed))]
    public async Task Findings_OneMissingThatIsNeeded_SomeAreUnknown(string missing)
    {
        var compared = await CompareAsync([missing, .. _repairs]);

        Assert.Contains(compared, one => one.Without.Any(finding => finding.Status == FindingStatus.Unknown && Names(finding, missing)));
    }

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task Repair_ItsPermissionMissing_IsRefusedWithItsName(string missing)
    {
        await using var world = await EmulatedWorld.StartAsync();
        world.Revoke([missing]);
        var planner = full.Planner(world.Executor);
        var refused = 0;
        foreach (var (tenant, scenario, _) in await world.ScenariosAsync())
        {
            foreach (var step in planner.Plan(await world.ReadAsync(tenant), null, new()).Steps.Where(step => step.Scope == missing).Take(1))
            {
                var outcome = Assert.IsType<ChangeOutcome.Refused>(await world.ExecuteAsync(tenant, step.Change));
                Assert.True(outcome.Reason.Permission == missing, $"{scenario}: {outcome.Reason.Message} {outcome.Reason.NextStep}");
                refused++;
            }
        }

        Assert.NotEqual(0, refused);
    }

    private static bool Names(Finding finding, string permission) =>
        finding.Reason?.Permission == permission
        || new[] { finding.Summary, finding.Reason?.Message, finding.Reason?.NextStep }.Concat(finding.Evidence.SelectMany(one => new[] { one.Name, one.Value, one.Detail }))
            .Any(text => text?.Contains(permission, StringComparison.Ordinal) == true);

    /// <summary>
    /// The sign-in log is a stronger sign than what Graph lists, and is taken along where the token and the licence allow it. Without it its own
    /// check says that it was not read, and the grants are judged as in a tenant that has no log: "that proves nothing".
    /// </summary>
    private static bool IsLeftOut(Finding finding) =>
        finding is { CheckId: CheckIds.SignIns, Status: FindingStatus.NotApplicable } && finding.Summary.StartsWith("The sign-in log was not read.", StringComparison.Ordinal)
        || finding is { CheckId: CheckIds.Grants, Status: FindingStatus.NotApplicable } && finding.Summary.Contains("That proves nothing", StringComparison.Ordinal);

    private async Task<List<(string Scenario, IReadOnlyList<Finding> With, IReadOnlyList<Finding> Without)>> CompareAsync(IReadOnlyCollection<string> missing)
    {
        await using var world = await EmulatedWorld.StartAsync();
        world.Revoke(missing);
        var compared = new List<(string, IReadOnlyList<Finding>, IReadOnlyList<Finding>)>();
        foreach (var (tenant, scenario, _) in await world.ScenariosAsync())
        {
            compared.Add((scenario, full.Findings.Single(one => one.Scenario == scenario).Findings, full.Checks.Evaluate(await world.ReadAsync(tenant))));
        }

        return compared;
    }

    /// <summary>All scenarios, read once with everything that the registration asks for.</summary>
    public sealed class FullSet : IAsyncLifetime
    {
        private readonly ServiceProvider _services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddPinResetWork().BuildServiceProvider();

        public CheckCatalog Checks => _services.GetRequiredService<CheckCatalog>();

        internal List<(string Scenario, string Expected, IReadOnlyList<Finding> Findings)> Findings { get; } = [];

        public async ValueTask InitializeAsync()
        {
            await using var world = await EmulatedWorld.StartAsync();
            foreach (var (tenant, scenario, expected) in await world.ScenariosAsync())
            {
                Findings.Add((scenario, expected, Checks.Evaluate(await world.ReadAsync(tenant))));
            }
        }

        public ValueTask DisposeAsync() => _services.DisposeAsync();

        internal RemediationPlanner Planner(IChangeExecutor executor) => new(Checks, _services.GetServices<IRemediation>(), executor);
    }
}
