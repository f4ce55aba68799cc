using PinResetPortal.Core.Findings;

namespace PinResetPortal.Core.Troubleshooting;

/// <summary>What is published whole is known whole.</summary>
public sealed class GuideFamiliesTests
{
    public static TheoryData<string> Families => [.. GuideFamilies.All.Select(family => family.Name)];

    [Theory]
    [MemberData(nameof(Families))]
    public void Guide_FamilyOfCodes_IsKnownWhole(string name)
    {
        var (_, source, codes) = GuideFamilies.All.Single(family => family.Name == name);

        Assert.StartsWith("https://", source, StringComparison.Ordinal);
        Assert.All(codes.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries), code => Assert.NotNull(Guides.Catalog.FindCode(code)));
    }

    [FactAttribute]
    public void Guide_EveryCode_IsRecognisedPastedAloneAndLeadsSomewhere()
    {
        Assert.True(Guides.Catalog.All.Count(entry => entry.Family != Guide.GuideFamily.Causes) >= 250, "Fewer than 250 signs.");
        Assert.All(Guides.Catalog.All.SelectMany(entry => entry.Codes.Select(code => (entry, code))), one =>
        {
            var found = Guides.Recogniser.Recognise(PinResetPortal.Core.Troubleshooting.Text.PastedText.From(one.code)!, null);
            Assert.Equal(one.entry.Id, Assert.Single(found.Items).EntryId);
            Assert.NotEmpty(Guides.Catalog.CausesOf(one.entry));
        });
    }

    [Theory]
    [InlineData("CAA2F123")]
    [InlineData("AADSTS9999999")]
    public void Recognise_CodeThatNobodyKnows_HasALookUpLink(string code) =>
        Assert.Equal("https", Assert.Single(Guides.Recogniser.Recognise(PinResetPortal.Core.Troubleshooting.Text.PastedText.From(code)!, null).Unknown).LookUp?.Scheme);

    /// <summary>A constant is for judgements elsewhere that speak of a check; a check that nobody speaks of needs none.</summary>
    [FactAttribute]
    public void CheckIds_EveryConstant_NamesACheck() =>
        Assert.All(typeof(CheckIds).GetFields().Select(field => (string)field.GetRawConstantValue()!), id => Assert.NotNull(Guides.Checks.Find(id)));
}
