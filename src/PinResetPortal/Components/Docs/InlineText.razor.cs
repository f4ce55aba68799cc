using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;

namespace PinResetPortal.Components.Docs;

/// <summary>One line of a page: <c>`code`</c>, <c>**strong**</c>, <c>[words](https://…)</c> and bare https addresses.</summary>
public partial class InlineText
{
    private enum PieceKind
    {
        Plain,
        Code,
        Strong,
        Link,
    }

    [Parameter, EditorRequired]
    public required string Text { get; set; }

    private IEnumerable<(PieceKind Kind, string Text, string? Address)> Pieces
    {
        get
        {
            var from = 0;
            foreach (Match match in Marks().Matches(Text))
            {
                yield return (PieceKind.Plain, Text[from..match.Index], null);
                yield return match.Groups switch
                {
                    var groups when groups["code"].Success => (PieceKind.Code, groups["code"].Value, null),
                    var groups when groups["strong"].Success => (PieceKind.Strong, groups["strong"].Value, null),
                    var groups when groups["words"].Success => (PieceKind.Link, groups["words"].Value, groups["target"].Value),
                    var groups => (PieceKind.Link, groups["bare"].Value, groups["bare"].Value),
                };
                from = match.Index + match.Length;
            }

            yield return (PieceKind.Plain, Text[from..], null);
        }
    }

    [GeneratedRegex(@"`(?<code>[^`]+)`|\*\*(?<strong>[^*]+)\*\*|\[(?<words>[^\]]+)\]\((?<target>https://[^)\s]+)\)|(?<bare>https://[^\s)<>,]*[^\s)<>,.;])")]
    private static partial Regex Marks();
}
