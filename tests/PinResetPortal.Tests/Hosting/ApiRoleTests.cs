using System.Net;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Hosting;

/// <summary>401 says that nobody knows who asks; 403 that who asks may not. Every endpoint with every kind of caller.</summary>
public sealed class ApiRoleTests(PortalHost host) : IClassFixture<PortalHost>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, HttpStatusCode> Strangers => new()
    {
        { "no token", HttpStatusCode.Unauthorized },
        { "signed by somebody else", HttpStatusCode.Unauthorized },
        { "an ID token", HttpStatusCode.Unauthorized },
        { "for another API", HttpStatusCode.Unauthorized },
        { "of a tenant off the list", HttpStatusCode.Unauthorized },
        { "an application without a role", HttpStatusCode.Forbidden },
        { "an application with a role of another name", HttpStatusCode.Forbidden },
        { "a person without a role", HttpStatusCode.Forbidden },
    };

    [Theory]
    [MemberData(nameof(Strangers))]
    public async Task EveryEndpoint_Stranger_IsRefusedWithTheRightStatus(string who, HttpStatusCode expected)
    {
        using var client = host.Caller(TokenOf(who));
        var wrong = new List<string>();
        foreach (var route in PortalRoute.All(host.Services).Where(route => !route.IsOpen && (route.IsApi || route.Pattern.StartsWith("/mcp", StringComparison.Ordinal))))
        {
            using var request = route.Request(PortalHost.Samples, FakeTenantCatalog.Customer);
            using var answer = await client.SendAsync(request, Token);
            if (answer.StatusCode != expected)
            {
                wrong.Add($"{route.Name}: {(int)answer.StatusCode}");
            }
        }

        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData(PortalRole.Reader)]
    [InlineData(PortalRole.Operator)]
    [InlineData(PortalRole.Admin)]
    public async Task EveryEndpoint_RoleThatIsEnough_IsNeither401Nor403(PortalRole role)
    {
        using var client = host.Caller(TestTokens.Application($"{role}"));
        var wrong = new List<string>();
        foreach (var route in PortalRoute.All(host.Services).Where(route => route.IsApi && (route.Needed ?? PortalRole.Reader) <= role))
        {
            using var request = route.Request(PortalHost.Samples, FakeTenantCatalog.Customer);
            using var answer = await client.SendAsync(request, Token);
            if (answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
            {
                wrong.Add($"{route.Name}: {(int)answer.StatusCode}");
            }
        }

        Assert.Empty(wrong);
    }

    private static string? TokenOf(string who) => who switch
    {
        "signed by somebody else" => TestTokens.Application("Admin", forged: true),
        "an ID token" => TestTokens.Identity("Admin"),
        "for another API" => TestTokens.Application("Admin", audience: "https://graph.microsoft.com"),
        "of a tenant off the list" => TestTokens.Application("Admin", $"{FakeTenantCatalog.Stranger}"),
        "an application without a role" => TestTokens.Application(role: null),
        "an application with a role of another name" => TestTokens.Application("Something.Else"),
        "a person without a role" => TestTokens.Person("Something.Else"),
        _ => null,
    };
}
