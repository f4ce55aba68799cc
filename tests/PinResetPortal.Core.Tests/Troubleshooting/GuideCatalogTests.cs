using System.Text.Json;
using PinResetPortal.Core.Troubleshooting.Guide;

namespace PinResetPortal.Core.Troubleshooting;

public sealed class GuideCatalogTests
{
    [Fact]
    public void Guide_AsItShips_HasNoMistakesAndEnoughEntries()
    {
        Assert.Empty(GuideRules.Mistakes(Guides.Catalog.All, Guides.Checks));
        Assert.True(Guides.Catalog.All.Count >= 300, $"{Guides.Catalog.All.Count} entries.");
        Assert.All(Enum.GetValues<GuideFamily>(), family => Assert.Contains(Guides.Catalog.All, entry => entry.Family == family));
    }

    [Fact]
    public void Guide_EveryCheckThatBlocks_HasACause()
    {
        var named = Guides.Catalog.All.Where(entry => entry.Family == GuideFamily.Causes).SelectMany(entry => entry.ConfirmedBy).ToHashSet();

        Assert.All(Guides.Checks.All.Where(check => check.Required), check => Assert.Contains(check.Id, named));
    }

    [Theory]
    [InlineData("id", "\"Not Kebab\"", "kebab-case")]
    [InlineData("title", "\"\"", "title is empty")]
    [InlineData("meaning", "\" \"", "meaning is empty")]
    [InlineData("who", "\"\"", "who is empty")]
    [InlineData("codes", "[]", "a sign needs a code")]
    [InlineData("codes", "[\"aadsts99999\"]", "is not written as the recogniser writes it")]
    [InlineData("causes", "[\"cause-nothing\"]", "there is no cause cause-nothing")]
    [InlineData("confirmedBy", "[\"consent.nothing\"]", "there is no check consent.nothing")]
    [InlineData("consentPage", "true", "a consent page belongs to an application")]
    [InlineData("unless", "{\"NoSuchField\":\"YES\"}", "dsregcmd has no field NoSuchField")]
    [InlineData("confirmedWhen", "{\"consent.nothing\":[\"NoPolicy\"]}", "there is no check consent.nothing")]
    [InlineData("notVisible", "null", "name the checks")]
    [InlineData("sources", "[]", "every entry has a source")]
    [InlineData("sources", "[\"http://example.com/\"]", "a source is an https address")]
    [InlineData("fields", "{\"NoSuchField\":\"YES\"}", "dsregcmd has no field NoSuchField")]
    public void Mistakes_OneThingWrong_IsNamed(string field, string value, string said)
    {
        var entry = Entry(field, value);

        Assert.Contains(GuideRules.Mistakes([entry], Guides.Checks), mistake => mistake.Contains(said, StringComparison.Ordinal));
    }

    [Fact]
    public void Mistakes_ValidEntry_AreNone() => Assert.Empty(GuideRules.Mistakes([Entry("title", "\"Fine\"")], Guides.Checks));

    [Fact]
    public void Mistakes_TwoAlike_NamesIdAndCode()
    {
        var mistakes = GuideRules.Mistakes([Entry("title", "\"One\""), Entry("title", "\"Two\"")], Guides.Checks);

        Assert.Contains(mistakes, mistake => mistake.Contains("The id test-entry is there twice", StringComparison.Ordinal));
        Assert.Contains(mistakes, mistake => mistake.Contains("AADSTS99999 belongs to two entries", StringComparison.Ordinal));
    }

    [Fact]
    public void Construction_WithMistakes_IsRefused() =>
        Assert.Throws<InvalidOperationException>(() => new GuideCatalog([Entry("who", "\"\"")], Guides.Checks));

    [Fact]
    public void Parse_UnknownProperty_IsRefused() =>
        Assert.Throws<JsonException>(() => GuideFile.Parse(GuideFamily.Caa, """[{"id":"a","tittle":"typing mistake"}]""").ToArray());

    [Theory]
    [InlineData("caa20004", "caa20004")]
    [InlineData("cannot open page right now", null)]
    [InlineData("key trust hybrid", "symptom-hybrid-key-trust")]
    [InlineData("ms-appx-web", "message-ms-appx-web")]
    public void Search_Words_FindsTheEntry(string text, string? expected)
    {
        var found = Guides.Catalog.Search(text).Select(entry => entry.Id).ToArray();

        Assert.NotEmpty(found);
        Assert.True(expected is null || found.Contains(expected), string.Join(", ", found));
    }

    private static GuideEntry Entry(string field, string value)
    {
        var row = new Dictionary<string, string>
        {
            ["id"] = "\"test-entry\"",
            ["title"] = "\"Title\"",
            ["codes"] = "[\"AADSTS99999\"]",
            ["meaning"] = "\"Meaning.\"",
            ["indicates"] = "\"Indicates.\"",
            ["notVisible"] = "\"Nobody sees it.\"",
            ["nextStep"] = "\"Do it.\"",
            ["who"] = "\"You\"",
            ["sources"] = "[\"https://learn.microsoft.com/\"]",
        };
        row[field] = value;
        return GuideFile.Parse(GuideFamily.Aadsts, $"[{{{string.Join(',', row.Select(pair => $"\"{pair.Key}\":{pair.Value}"))}}}]").Single();
    }
}
