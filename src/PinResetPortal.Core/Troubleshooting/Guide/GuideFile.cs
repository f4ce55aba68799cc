using System.Text.Json;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Troubleshooting.Text;

namespace PinResetPortal.Core.Troubleshooting.Guide;

/// <summary>Reads the data files of the guide, which travel inside the assembly: one for each family.</summary>
internal static class GuideFile
{
    public static IEnumerable<GuideEntry> ReadAll() => Enum.GetValues<GuideFamily>().SelectMany(ReadFamily);

    /// <exception cref="JsonException">The file does not have the form of the guide.</exception>
    public static IEnumerable<GuideEntry> Parse(GuideFamily family, string json) => EmbeddedJson.Parse<Row[]>(json).Select(row => row.ToEntry(family));

    private static IEnumerable<GuideEntry> ReadFamily(GuideFamily family) =>
        EmbeddedJson.Read<Row[]>($"guide/{family.ToString().ToLowerInvariant()}.json").Select(row => row.ToEntry(family));

    /// <summary>One entry as it is written down; what is left out is empty.</summary>
    private sealed record Row
    {
        public string Id { get; init; } = "";

        public string Title { get; init; } = "";

        public string[] Codes { get; init; } = [];

        public string[] Phrases { get; init; } = [];

        public Dictionary<string, string> Fields { get; init; } = [];

        public Dictionary<string, string> Unless { get; init; } = [];

        public bool Explains { get; init; }

        public bool Interrupt { get; init; }

        public bool Generic { get; init; }

        public string? App { get; init; }

        public bool ConsentPage { get; init; }

        public string Meaning { get; init; } = "";

        public string Indicates { get; init; } = "";

        public string[] Causes { get; init; } = [];

        public string[] ConfirmedBy { get; init; } = [];

        public Dictionary<string, FindingCause[]> ConfirmedWhen { get; init; } = [];

        public bool OnlyWhenShown { get; init; }

        public string[] RuledOutBy { get; init; } = [];

        public Dictionary<string, string[]> RuledOutByFields { get; init; } = [];

        public string? NotVisible { get; init; }

        public string NextStep { get; init; } = "";

        public string Who { get; init; } = "";

        public Uri[] Sources { get; init; } = [];

        public GuideEntry ToEntry(GuideFamily family) => new(
            family, Id, Title, Codes, Phrases, Fields, Unless, Explains, Interrupt, Generic, App, ConsentPage, Meaning, Indicates, Causes, ConfirmedBy,
            ConfirmedWhen.ToDictionary(found => found.Key, found => (IReadOnlyList<FindingCause>)found.Value), OnlyWhenShown, RuledOutBy,
            RuledOutByFields.ToDictionary(field => field.Key, field => (IReadOnlyList<string>)field.Value), NotVisible, NextStep, Who, Sources);
    }
}
