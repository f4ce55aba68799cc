using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using PinResetPortal.Components.Reports;
using PinResetPortal.Core.Reports;

namespace PinResetPortal.Reports;

/// <summary>The component of the page as a document of its own: no script, no picture, nothing that is fetched. Razor encodes every value.</summary>
internal sealed class ReportHtml(IServiceProvider services, ILoggerFactory loggers)
{
    private const string Style = """
        body{font:14px/1.45 "Segoe UI",Arial,sans-serif;color:#1b1b1f;background:#fff;max-width:60rem;margin:0 auto;padding:16px}
        h1{font-size:22px}h2{font-size:17px;margin:24px 0 8px}
        table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:5px 10px;border-bottom:1px solid #c9c9d1}
        .quiet{color:#55555e}a{color:#0b57a4}
        """;

    /// <param name="portal">The portal's own address; null: nobody knows it, and nothing is a link.</param>
    /// <param name="page">Where the same is in the portal.</param>
    public async Task<string> OfAsync(FleetReport report, TimeZoneInfo zone, Uri? portal, Uri? page)
    {
        await using var scope = services.CreateAsyncScope();
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, loggers);
        var view = await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<ReportView>(ParameterView.FromDictionary(new Dictionary<string, object?>
        {
            [nameof(ReportView.Report)] = report,
            [nameof(ReportView.Zone)] = zone,
            [nameof(ReportView.Link)] = (Func<string, string?>)(path => portal is null ? null : new Uri(portal, path).AbsoluteUri),
        }))).ToHtmlString());
        var title = HtmlEncoder.Default.Encode(report.Title);
        var link = page is null ? "" : $"""<p><a href="{HtmlEncoder.Default.Encode(page.AbsoluteUri)}">Open in the portal, to print it or to go on from it</a></p>""";
        return $"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title><style>{Style}</style></head><body><h1>{title}</h1>{view}{link}</body></html>""";
    }
}
