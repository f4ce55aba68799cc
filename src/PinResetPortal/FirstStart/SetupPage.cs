using System.Net;
using System.Security.Cryptography;
using System.Text;
using PinResetPortal.Configuration;
using PinResetPortal.Setup;

namespace PinResetPortal.FirstStart;

/// <summary>The page <c>/setup</c>: one text without scripts, forms, or anything that somebody sent.</summary>
internal static class SetupPage
{
    private const string Example = "https://pin.example.com";

    private const string Style = """
        :root{color-scheme:light dark}
        body{font:1rem/1.5 system-ui,sans-serif;max-width:44rem;margin:0 auto;padding:1.5rem}
        h1{font-size:1.6rem}h2{font-size:1.2rem;margin-top:2rem}
        li{margin:.4rem 0}code{overflow-wrap:anywhere}
        pre{padding:1rem;border:1px solid;border-radius:.4rem;white-space:pre-wrap}
        """;

    /// <summary>Nothing but this page's own style.</summary>
    public static HeaderPolicyCollection Policy { get; } = new HeaderPolicyCollection()
        .AddFrameOptionsDeny()
        .AddContentTypeOptionsNoSniff()
        .AddReferrerPolicyNoReferrer()
        .AddCrossOriginOpenerPolicy(policy => policy.SameOrigin())
        .AddCrossOriginResourcePolicy(policy => policy.SameOrigin())
        .RemoveServerHeader()
        .AddContentSecurityPolicy(csp =>
        {
            csp.AddDefaultSrc().None();
            csp.AddStyleSrc().WithHash256(Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style))));
            csp.AddBaseUri().None();
            csp.AddFormAction().None();
            csp.AddFrameAncestors().None();
        });

    public static string Of(IReadOnlyList<MissingSetting> missing, IConfiguration configuration)
    {
        var address = configuration["Portal:PublicUrl"]?.TrimEnd('/');
        var inContainer = configuration["DOTNET_RUNNING_IN_CONTAINER"] == "true";
        var command = $"{(inContainer ? "docker exec -it CONTAINER " : "")}dotnet PinResetPortal.dll setup --url {address ?? Example}{(inContainer ? " --device-code" : "")}";
        var keys = string.Concat(missing.Select(one => $"<li><code>{Text(one.Key)}</code>: {Text(one.Words)}</li>"));
        var choices = string.Concat(new SetupSyntax().Features.Select(option => $"<li><code>{Text(option.Name)}</code>: {Text(option.Description ?? "")}.</li>"));
        return $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Set up the PIN reset portal</title>
            <style>{Style}</style>
            </head>
            <body>
            <main>
            <h1>The portal is not set up yet</h1>
            <p>It has no registration in Entra ID, so nobody can sign in and nothing is read. These settings are missing:</p>
            <ul>{keys}</ul>
            <h2>One command sets them</h2>
            <p>Run it {(inContainer ? "on the machine of the container, with its name in the place of CONTAINER," : "where the portal runs, in the folder of its program,")} and sign in as a Cloud Application Administrator; for <code>--unattended</code> as a Privileged Role Administrator. It shows every request before it asks and sends.</p>
            <pre tabindex="0"><code>{Text(command)}</code></pre>
            {(address is null ? $"<p>In the place of <code>{Example}</code> goes the address under which people will open the portal.</p>" : "")}
            <p>Decide what the portal may do, and add it:</p>
            <ul>{choices}</ul>
            <p>The portal starts by itself when the command has written its file. Settings in environment variables count from the next start on.</p>
            <p>This page has no rights and takes nothing in: it cannot set anything up. <a href="/">Look whether the portal has started</a></p>
            </main>
            </body>
            </html>
            """;
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
