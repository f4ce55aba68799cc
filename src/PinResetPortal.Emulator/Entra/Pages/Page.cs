using System.Text.Encodings.Web;

namespace PinResetPortal.Emulator.Entra.Pages;

/// <summary>The frame of the sign-in pages: own style sheet, no script, nothing from outside.</summary>
internal static class Page
{
    public const string StylePath = "/_signin/signin.css";

    public static string Encode(string? text) => HtmlEncoder.Default.Encode(text ?? "");

    public static string Hidden(string name, string? value) => $"""<input type="hidden" name="{Encode(name)}" value="{Encode(value)}">""";

    /// <param name="redirectUri">Where a form of this page may lead in the end.</param>
    public static IResult Show(HttpContext context, string title, string body, string? redirectUri = null, int status = 200, string? scriptNonce = null)
    {
        var headers = context.Response.Headers;
        var target = Uri.TryCreate(redirectUri, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? " " + uri!.GetLeftPart(UriPartial.Authority) : "";
        var script = scriptNonce is null ? "" : $"; script-src 'nonce-{scriptNonce}'";
        headers.ContentSecurityPolicy = $"default-src 'none'; style-src 'self'; img-src data:; form-action 'self'{target}; frame-ancestors 'none'; base-uri 'none'{script}";
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers.CacheControl = "no-store";
        return Results.Text(
            $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{Encode(title)}</title>
            <link rel="icon" href="data:,">
            <link rel="stylesheet" href="{StylePath}">
            </head>
            <body>
            <header><p class="banner"><strong>Emulator.</strong> This is a stand-in for Microsoft Entra: nothing here is real, no password is asked for.</p></header>
            <main>
            {body}
            </main>
            </body>
            </html>
            """,
            "text/html; charset=utf-8",
            statusCode: status);
    }
}
