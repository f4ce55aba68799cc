using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;

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
    public void Actions_HaveWords() => Assert.All(Enum.GetValues<ChangeAction>(), action => Assert.Contains("1 ", ChangeActions.Words(action, 1), StringComparison.Ordinal));

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
