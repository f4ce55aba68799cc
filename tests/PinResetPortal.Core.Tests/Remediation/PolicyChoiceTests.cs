using PinResetPortal.Core.Policies;

namespace PinResetPortal.Core.Remediation;

/// <summary>A plan holds for one choice; whoever chooses otherwise gets another plan.</summary>
public sealed class PolicyChoiceTests
{
    private static readonly AssignmentChoice _group = new(AssignmentTarget.Group, ["g"]);

    private static PolicyChoice Whole => new("Name", _group) { Template = PolicyTemplateChoice.HelloBaseline, TurnHelloOn = true, Scopes = ["a", "b"] };

    [FactAttribute]
    public void Equals_EverythingChosenAlike_IsTrue()
    {
        Assert.Equal(Whole, Whole);
        Assert.Equal(Whole.GetHashCode(), Whole.GetHashCode());
        Assert.Equal(new PolicyChoice(), new PolicyChoice());
        Assert.False(Whole.Equals(null));
    }

    /// <summary>Each property alone; one that is added is among them.</summary>
    [FactAttribute]
    public void Equals_OnePropertyDiffers_IsFalse()
    {
        foreach (var property in typeof(PolicyChoice).GetProperties().Where(property => property.CanWrite))
        {
            var other = Whole with { };
            property.SetValue(other, property.GetValue(new PolicyChoice()));

            Assert.True(Whole != other, property.Name);
        }

        Assert.NotEqual(Whole, Whole with { Scopes = ["b", "a"] });
        Assert.NotEqual(Whole, Whole with { Scopes = ["A", "b"] });
    }

    [FactAttribute]
    public void Problem_HelloTurnedOn_NeedsNamedGroups()
    {
        const string needsGroups = "Switching Windows Hello on needs groups that were chosen for it: name them, all devices or all users will not do.";
        static string? Problem(AssignmentChoice? assign, bool turnHelloOn = true) => new PolicyChoice(Assign: assign) { TurnHelloOn = turnHelloOn }.Problem;

        Assert.Null(Problem(_group));
        Assert.All([null, AssignmentChoice.AllDevices, new(AssignmentTarget.AllUsers, []), new(AssignmentTarget.Group, [])], assign => Assert.Equal((needsGroups, null), (Problem(assign), Problem(assign, turnHelloOn: false))));
    }
}
