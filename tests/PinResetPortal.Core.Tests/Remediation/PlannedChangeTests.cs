using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using PinResetPortal.Core.Policies;

namespace PinResetPortal.Core.Remediation;

/// <summary>What every kind of change has to give; a new kind is among them on the day it is added.</summary>
public sealed class PlannedChangeTests
{
    private static readonly Type[] Kinds = [.. typeof(PlannedChange).Assembly.GetTypes().Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(PlannedChange)))];

    public static TheoryData<string> Names => new(Kinds.Select(kind => kind.Name));

    [FactAttribute]
    public void Kinds_HaveANameInStoredRuns()
    {
        var stored = typeof(PlannedChange).GetCustomAttributes(typeof(JsonDerivedTypeAttribute), inherit: false).Cast<JsonDerivedTypeAttribute>().ToList();

        Assert.Equal(Kinds.OrderBy(kind => kind.Name), stored.Select(attribute => attribute.DerivedType).OrderBy(kind => kind.Name));
        Assert.Equal(stored.Count, stored.Select(attribute => attribute.TypeDiscriminator).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Traits_NameTheReferenceThatAnEarlierStepMakes(string name)
    {
        var kind = Kinds.Single(type => type.Name == name);
        var change = Some(kind);
        var references = kind.GetProperties().Where(property => property.PropertyType == typeof(ObjectReference)).ToList();
        var traits = change.Traits();

        Assert.Equal(references.Count, traits.Open is null ? 0 : 1);
        if (traits.Open is { } open)
        {
            Assert.Equal("earlier", open.Reference.StepId);
            Assert.Equal("known", ((ObjectReference)references[0].GetValue(open.At(new("known", "earlier")))!).Id);
        }

        Assert.NotEmpty(ChangeActions.Words(traits.Action, 2));
        Assert.Equal(traits.Settings == SettingsSource.Stated, traits.Stated.Count > 0);
    }

    /// <summary>"switch 3 service principals on" is never said of switching them off.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Traits_OfASwitch_TellItsTwoPositionsApart(string name)
    {
        var kind = Kinds.Single(type => type.Name == name);
        foreach (var position in kind.GetProperties().Where(property => property.PropertyType == typeof(bool)))
        {
            Assert.NotEqual(Words(false), Words(true));

            string Words(bool value)
            {
                var change = Some(kind);
                position.SetValue(change, value);
                return ChangeActions.Words(change.Traits().Action, 1);
            }
        }
    }

    /// <summary>A kind that deletes is told as deleting (or taking back) what its name says, and no other kind is.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Traits_OfADeletion_SayWhatIsDeleted(string name)
    {
        var kind = Kinds.Single(type => type.Name == name);
        var words = ChangeActions.Words(Some(kind).Traits().Action, 1);

        Assert.Equal(name.StartsWith("Delete", StringComparison.Ordinal), words.StartsWith("delete", StringComparison.Ordinal) || words.StartsWith("take", StringComparison.Ordinal));
        Assert.Equal(name.EndsWith("ServicePrincipal", StringComparison.Ordinal), words.Contains("service principal", StringComparison.Ordinal) && !words.StartsWith("switch", StringComparison.Ordinal));
    }

    /// <summary>Runs are stored: what is told about a kind must not become part of it.</summary>
    [FactAttribute]
    public void Traits_AreNotStored() =>
        Assert.Equal("""{"$type":"deleteConfigurationPolicy","Policy":{"Id":"p","StepId":null}}""", JsonSerializer.Serialize<PlannedChange>(new PlannedChange.DeleteConfigurationPolicy("p")));

    [FactAttribute]
    public void Actions_InWords_SayHowManyOfWhat() => Assert.Equal(
        """
        create 1 service principal, create 2 service principals
        restore 1 service principal, restore 2 service principals
        switch 1 service principal on, switch 2 service principals on
        open 1 app to all users, open 2 apps to all users
        create 1 policy, create 2 policies
        assign 1 policy, assign 2 policies
        change 1 policy, change 2 policies
        delete 1 policy, delete 2 policies
        give 1 permission grant, give 2 permission grants
        delete 1 service principal, delete 2 service principals
        switch 1 service principal off, switch 2 service principals off
        ask for an assignment in 1 app, ask for an assignment in 2 apps
        take 1 permission grant back, take 2 permission grants back
        take the assignments of 1 policy away, take the assignments of 2 policies away
        """,
        string.Join(Environment.NewLine, Enum.GetValues<ChangeAction>().Select(action => $"{ChangeActions.Words(action, 1)}, {ChangeActions.Words(action, 2)}")));

    /// <summary>Both are one request, with another list: "assign 3 policies" is never said of taking their assignments away.</summary>
    [FactAttribute]
    public void Traits_OfAssignments_TellGivingFromTakingAway()
    {
        var given = new PlannedChange.AssignPolicy(PolicyKind.SettingsCatalog, "p", [TenantFactsBuilder.AllDevices]);

        Assert.Equal((ChangeAction.AssignPolicy, SettingsSource.Given), (given.Traits().Action, given.Traits().Settings));
        Assert.Equal((ChangeAction.UnassignPolicy, SettingsSource.TakenAway), ((given with { Assignments = [] }).Traits().Action, (given with { Assignments = [] }).Traits().Settings));
    }

    /// <summary>A stored step is compared with the one that would be sent now, and two lists are the same when they hold the same.</summary>
    [FactAttribute]
    public void AssignPolicy_IsEqual_WhenKindPolicyAndEveryAssignmentAre()
    {
        static PlannedChange.AssignPolicy Assign(PolicyKind kind = PolicyKind.SettingsCatalog, string policy = "p", params string[] groups) =>
            new(kind, policy, [.. groups.Select(group => new PolicyAssignment(AssignmentTarget.Group, group))]);

        Assert.Equal(Assign(groups: ["a", "b"]), Assign(groups: ["a", "b"]));
        Assert.Equal(Assign(groups: ["a", "b"]).GetHashCode(), Assign(groups: ["a", "b"]).GetHashCode());
        Assert.All([Assign(PolicyKind.Intent, groups: ["a", "b"]), Assign(policy: "q", groups: ["a", "b"]), Assign(groups: ["b", "a"]), Assign(groups: ["a"])], other => Assert.NotEqual(Assign(groups: ["a", "b"]), other));
        Assert.False(Assign().Equals(null));
    }

    [FactAttribute]
    public void ObjectReference_StandsForItsStep_UntilThatHasRun()
    {
        var open = ObjectReference.CreatedBy("create");
        var created = new Dictionary<string, string> { ["create"] = "new" };

        Assert.Equal(("{create}", "known"), (open.ToString(), new ObjectReference("known").ToString()));
        Assert.Equal(new ObjectReference("new", "create"), open.Resolve(created));
        Assert.Equal(new ObjectReference("new", "create"), new ObjectReference("old", "create").Resolve(created));
        Assert.Equal(new ObjectReference("old"), new ObjectReference("old").Resolve(created));
        Assert.Equal(ObjectReference.CreatedBy("another"), ObjectReference.CreatedBy("another").Resolve(created));
    }

    private static PlannedChange Some(Type kind)
    {
        var change = (PlannedChange)RuntimeHelpers.GetUninitializedObject(kind);
        foreach (var property in kind.GetProperties().Where(property => property.CanWrite))
        {
            property.SetValue(change, property.PropertyType == typeof(ObjectReference) ? ObjectReference.CreatedBy("earlier") : property.PropertyType == typeof(string) ? "x" : property.GetValue(change));
        }

        return change;
    }
}
