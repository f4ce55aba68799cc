using Markdig.Extensions.Tables;
using Markdig.Renderers;
using Markdig.Renderers.Html;

namespace PinResetPortal.Components.Docs;

/// <summary>A table in a frame of its own, which scrolls sideways by touch and by keyboard and is named by its head.</summary>
internal sealed class ScrollingTableRenderer : HtmlTableRenderer
{
    protected override void Write(HtmlRenderer renderer, Table table)
    {
        var head = table.OfType<TableRow>().FirstOrDefault(row => row.IsHeader);
        renderer.Write("<div class=\"table-scroll\" role=\"region\" tabindex=\"0\" aria-label=\"");
        renderer.WriteEscape(string.Join(", ", head?.Select(CheckDocument.WordsOf) ?? []));
        renderer.Write("\">");
        table.GetAttributes().AddClass("grid");
        table.GetAttributes().AddClass("small");
        base.Write(renderer, table);
        renderer.WriteLine("</div>");
    }
}
