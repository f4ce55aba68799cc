using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Snapshot;

namespace PinResetPortal.Core.Remediation;

public sealed class RemediationPlannerTests
{
    private readonly List<string> _asked = [];

    [FactAttribute]
    public void Repairable_EveryRepair_IsAskedOnceOrTwice()
    {
        var planner = Planner(new Repair(this, "test.sure", 1), new Repair(this, "test.people", 2, needsPeople: true), new Repair(this, "test.none", 3, canDo: false));

        var repairable = planner.Repairable(TenantFactsBuilder.Healthy(), Everything.All);

        Assert.Equal(new Repairability(NeedsAudience: false, OnlyWhenNamed: false), repairable["test.sure"]);
        Assert.Equal(new Repairability(NeedsAudience: true, OnlyWhenNamed: false), repairable["test.people"]);
        Assert.DoesNotContain("test.none", repairable.Keys);
        Assert.Equal(["test.sure", "test.people", "test.people", "test.none", "test.none"], _asked);
    }

    [FactAttribute]
    public void Plan_Always_EvaluatesTheChecksOnce()
    {
        var checks = new Everything(this);
        var plan = new RemediationPlanner(new([checks]), [new Repair(this, "test.sure", 1)], new NoRequests()).Plan(TenantFactsBuilder.Healthy(), null, new());

        Assert.Equal(1, checks.Evaluated);
        Assert.Single(plan.Steps);
        Assert.Empty(plan.NeedAudience);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("test.people", true)]
    [InlineData("test.sure", false)]
    public void Plan_RepairWaitsForPeople_IsNamedWhereItWasAskedFor(string? only, bool expected)
    {
        var planner = new RemediationPlanner(new([new Everything(this)]), [new Repair(this, "test.people", 1, needsPeople: true)], new NoRequests());

        Assert.Equal(expected, planner.Plan(TenantFactsBuilder.Healthy(), only is null ? null : [only], new()).NeedAudience.Contains("test.people"));
    }

    /// <summary>The name and the people are given again when the plan is started; what goes in and what is sent is not.</summary>
    [FactAttribute]
    public void Hash_OfAPlan_CoversWhatIsChosenButForNameAndPeople()
    {
        var planner = new RemediationPlanner(new([new Everything(this)]), [new Repair(this, "test.sure", 1)], new NoRequests());
        string Hash(PolicyChoice choice) => planner.Plan(TenantFactsBuilder.Healthy(), null, choice).Hash;
        var groups = new AssignmentChoice(AssignmentTarget.Group, ["g-1"]);

        Assert.Equal(Hash(new(Assign: AssignmentChoice.AllDevices)), Hash(new("Name", groups)));
        Assert.Equal(Hash(new("Name", groups)), Hash(new("Another", new(AssignmentTarget.Group, ["g-2", "g-3"]))));
        Assert.NotEqual(Hash(new()), Hash(new() { Template = PolicyTemplateChoice.HelloBaseline }));
        Assert.NotEqual(Hash(new(Assign: groups)), Hash(new(Assign: groups) { TurnHelloOn = true }));
        Assert.NotEqual(
            Hash(new()),
            new RemediationPlanner(new([new Everything(this)]), [new Repair(this, "test.sure", 1)], new OtherRequests()).Plan(TenantFactsBuilder.Healthy(), null, new()).Hash);
    }

    [Theory]
    [InlineData("a b", "consent.grants", null)]
    [InlineData("a c d", "consent.grants", "The Service does not offer c and d here now: it does not publish it, or a grant for everybody is listed already.")]
    [InlineData("c", "consent.user-access", "Scopes belong to the check consent.grants, which has to be asked for by its id.")]
    [InlineData("c", null, "Scopes belong to the check consent.grants, which has to be asked for by its id.")]
    [InlineData("", null, null)]
    public void ProblemWithScopes_NamedScopes_MustBeOffered(string scopes, string? only, string? expected)
    {
        var plan = new RemediationPlan(TenantFactsBuilder.Tenant, [], "hash") { ScopesToChoose = [new("a", null), new("b", null)] };

        Assert.Equal(expected, RemediationPlanner.ProblemWithScopes(plan, only is null ? null : [only], new() { Scopes = scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries) }));
    }

    /// <summary>Scopes are offered where the check was asked for by its id, never in a plan of everything.</summary>
    [Theory]
    [InlineData(null, 0)]
    [InlineData("consent.grants", 1)]
    public void ScopesToChoose_OnlyWhereItWasAskedFor(string? only, int expected)
    {
        _only = CheckIds.Grants;
        var planner = new RemediationPlanner(new([new Everything(this)]), [new GrantClientScopes()], new NoRequests());
        var facts = TenantFactsBuilder.Healthy() with { PinResetService = TenantFactsBuilder.Present("sp-service") with { PublishedScopes = [new("a", null)] } };

        Assert.Equal(expected, planner.Plan(facts, only is null ? null : [only], new()).ScopesToChoose.Count);
    }

    /// <summary>A finding that nobody could look at is never repaired, nor is one of another check.</summary>
    [Theory]
    [InlineData(FindingStatus.Unknown, "test.sure", false)]
    [InlineData(FindingStatus.Healthy, "test.sure", false)]
    [InlineData(FindingStatus.Broken, "test.other", false)]
    [InlineData(FindingStatus.Broken, "test.sure", true)]
    public void Repairable_OnlyWhatWasFound(FindingStatus status, string checkId, bool expected)
    {
        var planner = Planner(new Repair(this, "test.sure", 1));

        Assert.Equal(expected, planner.Repairable(TenantFactsBuilder.Healthy(), [new(checkId, CheckArea.Policy, true, status, "It says so.", [])]).ContainsKey("test.sure"));
    }

    private static RemediationPlanner Planner(params IRemediation[] repairs) => new(new([]), repairs, new NoRequests());

    /// <summary>One finding, under the id of the repair that is asked about.</summary>
    private sealed class Everything(RemediationPlannerTests test) : ITenantCheck
    {
        public int Evaluated { get; private set; }

        public static IReadOnlyList<Finding> All => [.. ((string[])["test.sure", "test.people", "test.none"]).Select(Broken)];

        public string Id => test.ToString()!;

        public string Title => Id;

        public string InTable => Id;

        public string Fault => Id;

        public CheckCause? Cause => null;

        public CheckArea Area => CheckArea.Policy;

        public bool Required => true;

        public string Headline(Finding finding) => Id;

        public Finding Evaluate(TenantFacts facts)
        {
            Evaluated++;
            return Broken(test._only);
        }

        private static Finding Broken(string id) => new(id, CheckArea.Policy, true, FindingStatus.Broken, "It is broken.", []);
    }

    private string _only = "test.sure";

    private sealed class Repair : IRemediation
    {
        private readonly RemediationPlannerTests _test;
        private readonly bool _needsPeople;
        private readonly bool _canDo;

        public Repair(RemediationPlannerTests test, string checkId, int order, bool needsPeople = false, bool canDo = true)
        {
            (_test, CheckId, Order, _needsPeople, _canDo) = (test, checkId, order, needsPeople, canDo);
            test._only = checkId;
        }

        public string CheckId { get; }

        public int Order { get; }

        public IReadOnlyList<ProposedChange> Propose(TenantFacts facts, PolicyChoice choice)
        {
            _test._asked.Add(CheckId);
            var change = new PlannedChange.DeleteConfigurationPolicy("p");
            return _canDo && (!_needsPeople || choice.Assign is { Target: AssignmentTarget.Group }) ? [new("step", "Do it", change, "before", "after", "Scope", "Role", "Undo it", change)] : [];
        }
    }

    private sealed class OtherRequests : IChangeDescriber
    {
        public PlannedRequest Describe(PlannedChange change) => new("DELETE", "/y", null);
    }

    private sealed class NoRequests : IChangeDescriber
    {
        public PlannedRequest Describe(PlannedChange change) => new("DELETE", "/x", null);
    }
}
