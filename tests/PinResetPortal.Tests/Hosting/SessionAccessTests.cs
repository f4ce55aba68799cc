using System.Net;
using PinResetPortal.Core.Tenants;
using PinResetPortal.SignIn;

namespace PinResetPortal.Hosting;

/// <summary>A sign-in that has come to its end opens nothing any more: no page, no file, no circuit. The endpoints come from the portal itself.</summary>
public sealed class SessionAccessTests(SessionsHost host) : IClassFixture<SessionsHost>
{
    private const string Sid = "00000000-aaaa-4aaa-8aaa-000000000001";

    public static TheoryData<string> Ends => ["signed out", "signed out elsewhere", "too old", "role gone", "disabled", "tenant off the list"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IReadOnlyList<PortalRoute> Guarded => [.. PortalRoute.All(host.Services).Where(route => !route.IsOpen && !route.IsApi && !route.Pattern.StartsWith(TokenPaths.Mcp, StringComparison.Ordinal))];

    [FactAttribute]
    public void Guarded_ArePagesFilesAndTheCircuit()
    {
        Assert.Contains(Guarded, route => route.Pattern == "/_blazor/negotiate");
        Assert.Contains(Guarded, route => route.Pattern == "/export/audit.csv");
        Assert.Contains(Guarded, route => route.Pattern == "/authentication/challenge");
        Assert.True(Guarded.Count(route => route.IsPage) > 10);
    }

    [Theory]
    [MemberData(nameof(Ends))]
    public async Task EveryEndpoint_SessionEnded_IsNotOpened(string end)
    {
        host.Roles.Now = PortalRole.Admin;
        using var client = end == "tenant off the list" ? host.SignedIn(PortalRole.Admin, FakeTenantCatalog.Stranger) : host.SignedIn(PortalRole.Admin, sid: Sid);
        await BringAsync(end);

        var opened = new List<string>();
        foreach (var route in Guarded)
        {
            using var answer = await AskAsync(client, route);
            if (!IsTurnedAway(answer))
            {
                opened.Add($"{route.Name}: {(int)answer.StatusCode} {answer.Headers.Location}");
            }
        }

        Assert.Empty(opened);
    }

    [FactAttribute]
    public async Task EveryEndpoint_SessionGoesOn_DoesNotSendToSignIn()
    {
        host.Roles.Now = PortalRole.Admin;
        using var client = host.SignedIn(PortalRole.Admin);
        host.Time.Advance(TimeSpan.FromHours(1));

        var closed = new List<string>();
        foreach (var route in Guarded.Where(route => route.Method == "GET" && route.Pattern is not "/authentication/challenge" and not "/_blazor/initializers/"))
        {
            using var answer = await AskAsync(client, route);
            if (IsTurnedAway(answer) && answer.Headers.Location is not null)
            {
                closed.Add($"{route.Name}: {(int)answer.StatusCode} {answer.Headers.Location}");
            }
        }

        Assert.Empty(closed);
    }

    private async Task BringAsync(string end)
    {
        switch (end)
        {
            case "signed out" or "signed out elsewhere":
                using (var entra = host.Caller(null))
                {
                    using var told = await entra.GetAsync($"/signout-oidc?sid={Sid}{(end == "signed out" ? "" : $"&iss={Uri.EscapeDataString(TestTokens.Issuer)}")}", Token);
                    Assert.Equal(HttpStatusCode.OK, told.StatusCode);
                }

                break;
            case "too old":
                host.Time.Advance(TimeSpan.FromHours(24));
                break;
            case "role gone":
                host.Roles.Now = PortalRole.Operator;
                host.Time.Advance(SessionCheck.RoleAge);
                break;
            case "disabled":
                host.Roles.Now = PortalRole.None;
                host.Time.Advance(SessionCheck.RoleAge);
                break;
        }
    }

    private static async Task<HttpResponseMessage> AskAsync(HttpClient client, PortalRoute route)
    {
        using var request = route.Request(PortalHost.Samples, FakeTenantCatalog.Customer);
        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);
    }

    private static bool IsTurnedAway(HttpResponseMessage answer) =>
        answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.MethodNotAllowed
        || (answer.StatusCode == HttpStatusCode.Redirect && answer.Headers.Location?.OriginalString.Contains("/sign-in", StringComparison.Ordinal) == true);
}
