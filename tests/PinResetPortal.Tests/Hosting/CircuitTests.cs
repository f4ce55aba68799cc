using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Hosting;

/// <summary>What a browser may say to its circuit, said over the wire: no message that is too long, no component and no state that the portal did not make.</summary>
public sealed partial class CircuitTests(PortalHost host) : IClassFixture<PortalHost>
{
    /// <summary>SignalR's own limit, which nothing here raises.</summary>
    private const int Longest = 32 * 1024;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [FactAttribute]
    public async Task Page_AsItWasMade_BeginsACircuit()
    {
        var (said, hungUp) = await StartAsync(records => records, "");

        Assert.False(hungUp, said);
        Assert.Contains(Completed, said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("descriptor")]
    [InlineData("twice")]
    [InlineData("invented")]
    public async Task Page_ComponentTamperedWith_BeginsNone(string what)
    {
        var (said, hungUp) = await StartAsync(
            records =>
            {
                var first = JsonNode.Parse(records)!.AsArray()[0]!;
                first["descriptor"] = what switch
                {
                    "descriptor" => Altered((string?)first["descriptor"] ?? ""),
                    "invented" => "bm90aGluZw",
                    _ => (string?)first["descriptor"],
                };
                return what == "twice" ? $"[{first.ToJsonString()},{first.ToJsonString()}]" : $"[{first.ToJsonString()}]";
            },
            "");

        Assert.True(hungUp, said);
        Assert.DoesNotContain(Completed, said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bm90aGluZw")]
    [InlineData("CfDJ8NrAkS7hJ1pFqkQxQm7k")]
    public async Task Page_StateThatThePortalDidNotMake_BeginsNone(string state)
    {
        var (said, hungUp) = await StartAsync(records => records, state);

        Assert.True(hungUp, said);
        Assert.DoesNotContain(Completed, said, StringComparison.Ordinal);
    }

    [FactAttribute]
    public async Task Message_TooLong_EndsThatConnectionOnly()
    {
        using var browser = host.SignedIn(PortalRole.Reader);
        using var shorter = await CircuitCaller.ConnectAsync(host, browser);
        using var longer = await CircuitCaller.ConnectAsync(host, browser);

        await shorter.CallAsync("NoSuchMethod", new string('x', Longest - 200));
        await longer.CallAsync("NoSuchMethod", new string('x', Longest + 1));

        Assert.False((await shorter.ReadAsync(said => said.Contains("NoSuchMethod", StringComparison.Ordinal) || said.Contains("\u0096\u0003", StringComparison.Ordinal) || said.Contains("\u0095\u0003", StringComparison.Ordinal))).HungUp);
        Assert.True((await longer.ReadAsync(_ => false)).HungUp);
        using var page = await browser.GetAsync("/", Token);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    /// <summary>A completion that carries a result: the name of the circuit.</summary>
    private const string Completed = "\u0095\u0003\u0080\u00a11\u0003";

    private async Task<(string Said, bool HungUp)> StartAsync(Func<string, string> change, string state)
    {
        using var browser = host.SignedIn(PortalRole.Admin);
        using var page = await browser.GetAsync("/", Token);
        var records = Marker().Matches(await page.Content.ReadAsStringAsync(Token)).Select(match => JsonNode.Parse(match.Groups["record"].Value)!)
            .Where(record => record["descriptor"] is not null).Take(1).ToList();
        Assert.NotEmpty(records);
        using var circuit = await CircuitCaller.ConnectAsync(host, browser);
        await circuit.CallAsync("StartCircuit", "http://localhost/", "http://localhost/", change(new JsonArray([.. records]).ToJsonString()), state);
        return await circuit.ReadAsync(said => said.Contains(Completed, StringComparison.Ordinal));
    }

    private static string Altered(string text) => text[..^10] + (text[^10] == 'A' ? 'B' : 'A') + text[^9..];

    [GeneratedRegex("<!--Blazor:(?<record>\\{.*?\\})-->")]
    private static partial Regex Marker();
}
