using System.Text.RegularExpressions;
using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;
using PinResetPortal.Core.Findings;
using PinResetPortal.Work.Operations;

namespace PinResetPortal.Components.Rendering;

/// <summary>Finds what is written for machines in what people read: ids with a dot, names of our own states, marks of Markdown, "1 causes".</summary>
internal static partial class Words
{
    /// <summary>Here an id is asked for or named as such; the words beside it are for people.</summary>
    private const string ForMachines = "code, pre, textarea, script, style";

    private const string Titles = "h1, h2, h3, h4, h5, h6, th, legend, summary, option, label, [role=option], .chip, .tag, nav a";

    /// <summary>The states of Core and Work that are more than one word, as they are written in code.</summary>
    private static readonly IReadOnlySet<string> StateNames = new[] { typeof(Finding), typeof(Operation) }
        .SelectMany(type => type.Assembly.GetTypes())
        .Where(type => type.IsEnum)
        .SelectMany(Enum.GetNames)
        .Where(name => Humps().IsMatch(name) && name is not ("CanReset" or "PowerShell")) // Windows writes the one in the output of dsregcmd /status; the other is a product
        .ToHashSet(StringComparer.Ordinal);

    public static IReadOnlyList<string> Wrong(IRenderedComponent<IComponent> drawn)
    {
        var titles = drawn.FindAll(Titles).Select(title => title.TextContent).SelectMany(DottedIds);
        foreach (var machine in drawn.FindAll(ForMachines))
        {
            machine.Remove();
        }

        // Each text by itself, and each line of text with its inline marks: what is one sentence on screen is one here.
        var texts = drawn.Nodes.SelectMany(node => node.GetDescendantsAndSelf()).OfType<IText>().Select(text => text.Data)
            .Concat(drawn.FindAll("p, li, td, h1, h2, h3, span, [aria-label], [title]").SelectMany(element => new[] { Inline(element), element.GetAttribute("aria-label") ?? "", element.GetAttribute("title") ?? "" }));
        return [.. titles.Concat(texts.SelectMany(Wrong)).Distinct()];
    }

    internal static IEnumerable<string> Wrong(string text) =>
    [
        .. DottedIds(text),
        .. Identifier().Matches(text).Select(match => match.Value).Where(StateNames.Contains).Select(name => $"the name of a state: {name}"),
        .. Marks().Matches(text).Select(match => $"Markdown: {match.Value}"),
        .. OneOfMany().Matches(text).Select(match => $"one of many: {match.Value}"),
    ];

    private static IEnumerable<string> DottedIds(string text) => Dotted().Matches(text).Select(match => $"an id: {match.Value}");

    private static string Inline(IElement element) => element.ChildElementCount < 4 && element.QuerySelector("p, li, td, div, dd") is null ? element.TextContent : "";

    [GeneratedRegex("^[A-Z][a-z]+([A-Z][a-z]+)+$")]
    private static partial Regex Humps();

    [GeneratedRegex(@"\b[A-Z]\w+\b")]
    private static partial Regex Identifier();

    [GeneratedRegex(@"\b(access|consent|devices?|policy|sign-ins|person|method|portal)\.[a-z][a-z-]+\b")]
    private static partial Regex Dotted();

    [GeneratedRegex(@"\*\*|\]\(|`|^#{1,6} |<https?:")]
    private static partial Regex Marks();

    [GeneratedRegex(@"(?<![\d.,:/-])\b1 (?!is\b|was\b|has\b|does\b|as\b)[a-z]+[^\Ws]s\b")]
    private static partial Regex OneOfMany();
}
