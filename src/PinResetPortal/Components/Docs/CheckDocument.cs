using System.Reflection;
using Markdig;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Microsoft.AspNetCore.Components;

namespace PinResetPortal.Components.Docs;

/// <summary>
/// The page of one check: <c>docs/checks/{id}.md</c>, which travels inside the assembly, as Markdig renders it
/// (https://github.com/xoofx/markdig). HTML in the text stays text; links to other check pages become routes of the portal, other pages
/// open in a new tab, and whatever leads neither to a check nor to an https address is only its words.
/// </summary>
/// <param name="Title">The one heading of the first level; the page shows it.</param>
/// <param name="Body">Everything below it, without the picture of the card that the reader comes from.</param>
public sealed record CheckDocument(string Title, MarkupString Body)
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .DisableHtml()
        .UseAutoIdentifiers(Markdig.Extensions.AutoIdentifiers.AutoIdentifierOptions.GitHub)
        .UsePipeTables()
        .UseAutoLinks()
        .Build();

    /// <returns>Null when there is no page for this id.</returns>
    public static CheckDocument? Find(string checkId)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"docs/checks/{checkId}.md");
        if (stream is null)
        {
            return null;
        }

        using var reader = new StreamReader(stream);
        return Parse(checkId, reader.ReadToEnd());
    }

    public static CheckDocument Parse(string checkId, string markdown)
    {
        var document = Markdown.Parse(markdown, Pipeline);
        var title = document.OfType<HeadingBlock>().FirstOrDefault(heading => heading.Level == 1);
        if (title is not null)
        {
            document.Remove(title);
        }

        foreach (var picture in document.OfType<ParagraphBlock>().Where(block => block.Inline?.FirstChild is LinkInline { IsImage: true }).ToList())
        {
            document.Remove(picture);
        }

        foreach (var link in document.Descendants<LinkInline>().ToList())
        {
            Lead(link, checkId);
        }

        foreach (var link in document.Descendants<AutolinkInline>())
        {
            OpenElsewhere(link);
        }

        using var html = new StringWriter();
        var renderer = new HtmlRenderer(html);
        Pipeline.Setup(renderer);
        renderer.ObjectRenderers.Replace<Markdig.Extensions.Tables.HtmlTableRenderer>(new ScrollingTableRenderer());
        renderer.Render(document);
        return new CheckDocument(WordsOf(title?.Inline), new MarkupString(html.ToString()));
    }

    /// <summary>What is read of an inline, without its marks.</summary>
    internal static string WordsOf(MarkdownObject? inline) => inline switch
    {
        null => "",
        LiteralInline literal => literal.Content.ToString(),
        CodeInline code => code.Content,
        ContainerInline container => string.Concat(container.Select(WordsOf)),
        ContainerBlock block => string.Concat(block.Select(WordsOf)),
        LeafBlock leaf => WordsOf(leaf.Inline),
        _ => "",
    };

    private static void Lead(LinkInline link, string checkId)
    {
        var parts = (link.Url ?? "").Split('#', 2);
        var heading = parts.Length > 1 ? "#" + parts[1] : "";
        if (!link.IsImage && link.Url?.StartsWith("https://", StringComparison.Ordinal) == true)
        {
            OpenElsewhere(link);
        }
        else if (!link.IsImage && (parts[0].Length == 0 || (parts[0].EndsWith(".md", StringComparison.Ordinal) && !parts[0].Contains('/', StringComparison.Ordinal))))
        {
            // With the path also for a heading of the same page: the base address would send a bare fragment to the start page.
            link.Url = $"/docs/checks/{(parts[0].Length == 0 ? checkId : parts[0][..^3])}{heading}";
        }
        else
        {
            link.ReplaceBy(new LiteralInline(WordsOf(link)), copyChildren: false);
        }
    }

    private static void OpenElsewhere(MarkdownObject link)
    {
        var attributes = link.GetAttributes();
        attributes.AddProperty("target", "_blank");
        attributes.AddProperty("rel", "noopener noreferrer");
    }
}
