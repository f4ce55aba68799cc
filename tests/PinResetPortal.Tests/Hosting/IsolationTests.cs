using System.Net;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Hosting;

/// <summary>
/// Only a home tenant's own people see what it stored. The endpoints come from the portal itself: one that is added tomorrow is asked here
/// tomorrow, and one whose ids or body nobody named fails.
/// </summary>
public sealed class IsolationTests(TwoHomesHost host) : IClassFixture<TwoHomesHost>
{
    /// <summary>What stands in the place of a parameter: by name, and for <c>id</c> by the segment before it.</summary>
    private Dictionary<string, string> Samples => new(StringComparer.Ordinal)
    {
        ["tenantId"] = TwoHomesHost.Customer.ToString(),
        ["tenants/Id"] = TwoHomesHost.Customer.ToString(),
        ["operations/id"] = host.OperationId.ToString(),
        ["scans/id"] = host.ScanId.ToString(),
        ["bulk-repairs/id"] = host.BulkRepairId.ToString(),
        ["destinations/id"] = host.DestinationId.ToString(),
        ["reports/id"] = host.ReportId.ToString(),
        ["reports/Id"] = host.ReportId.ToString(),
        ["mail"] = host.MailId.ToString(),
        ["bulk/Id"] = host.BulkRepairId.ToString(),
        ["userId"] = "cccccccc-0000-4000-8000-000000000001",
        ["UserId"] = "cccccccc-0000-4000-8000-000000000001",
        ["policyId"] = "a-policy",
    };

    /// <summary>What a Reader may do although it is no look: a check of one tenant, stopping one's own, and asking about a text.</summary>
    private static readonly string[] _forReaders = ["POST /api/v1/scans", "POST /api/v1/scans/{id}/cancel", "POST /api/v1/diagnose"];

    /// <summary>Documents and subjects of the portal itself: the parameter is no id of anything stored.</summary>
    private static readonly string[] _everybodys = ["/docs/checks/{CheckId}", "/guide/{EntryId}", "/settings/{Subject}"];

    private IReadOnlyList<PortalRoute> Routes =>
    [
        .. PortalRoute.All(host.Services).Where(route => !route.IsFramework && !_everybodys.Contains(route.Pattern)),
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [FactAttribute]
    public void EveryRouteWithAnId_HasASampleAndABody()
    {
        var routes = Routes;
        var open = routes.SelectMany(route => route.Parameters.Where(parameter => route.SampleOf(Samples, parameter) is null).Select(parameter => $"{route.Name}: {parameter}"))
            .Concat(routes.Where(route => route.IsApi && route.Method != "GET" && !PortalRoute.Bodies.ContainsKey(route.Name)).Select(route => $"{route.Name}: its body"));

        Assert.Empty(open);
        Assert.True(routes.Count(route => route.IsApi && route.Parameters.Count > 0) > 20);
        Assert.Contains(routes, route => !route.IsApi && route.Parameters.Count > 0);
        Assert.Empty(PortalRoute.Bodies.Keys.Except(routes.Select(route => route.Name)));
    }

    [FactAttribute]
    public async Task EveryApiRouteAndExportWithAnId_AskedByAnotherHome_Is404AndTellsNothing()
    {
        var problems = new List<string>();
        foreach (var route in Routes.Where(route => route.Parameters.Count > 0 && !route.IsPage))
        {
            var (status, text) = await AskAsync(TwoHomesHost.Other, PortalRole.Admin, route);
            if (status != HttpStatusCode.NotFound || Tells(route, text))
            {
                problems.Add($"{route.Name}: {(int)status} {text}");
            }
        }

        Assert.True(problems.Count == 0, string.Join(Environment.NewLine, problems.Select(problem => problem.Length > 300 ? problem[..300] : problem)));
    }

    [FactAttribute]
    public async Task EveryListExportAndPage_AskedByAnotherHome_TellsNothing()
    {
        var problems = new List<string>();
        var told = new List<string>();
        foreach (var route in Routes.Where(route => route.Method == "GET" && (route.Parameters.Count == 0 || route.IsPage)))
        {
            foreach (var query in new[] { "", $"?tenantId={TwoHomesHost.Customer}" })
            {
                var (status, text) = await AskAsync(TwoHomesHost.Other, PortalRole.Admin, route, query);
                if (Tells(route, text) || status == HttpStatusCode.InternalServerError)
                {
                    problems.Add($"{route.Name}{query}: {(int)status} {text}");
                }

                var own = await AskAsync(FakeTenantCatalog.Home, PortalRole.Admin, route, query);
                if (Tells(route, own.Text))
                {
                    told.Add(route.Name);
                }
            }
        }

        Assert.True(problems.Count == 0, string.Join(Environment.NewLine, problems.Select(problem => problem.Length > 300 ? problem[..300] : problem)));

        // The same questions from the home tenant itself are answered: what is not told could have been. Pages fill themselves over the
        // circuit, from the same services.
        Assert.Superset(
            new HashSet<string>(["GET /api/v1/tenants", "GET /api/v1/scans", "GET /api/v1/bulk-repairs", "GET /api/v1/destinations", "GET /api/v1/audit", "GET /api/v1/evidence.csv", "GET /export/audit.csv", "GET /export/audit.json", "GET /export/tenants.csv"], StringComparer.Ordinal),
            told.ToHashSet(StringComparer.Ordinal));
    }

    [FactAttribute]
    public async Task EveryBodyThatNamesATenant_OfAnotherHome_IsRefused()
    {
        foreach (var route in Routes.Where(route => PortalRoute.Bodies.GetValueOrDefault(route.Name)?.Contains("{tenant}", StringComparison.Ordinal) == true))
        {
            var (status, text) = await AskAsync(TwoHomesHost.Other, PortalRole.Admin, route);

            Assert.True(status is HttpStatusCode.NotFound or HttpStatusCode.BadRequest, $"{route.Name}: {(int)status} {text}");
            Assert.False(Tells(route, text), text);
        }
    }

    [FactAttribute]
    public async Task EveryChange_ByALesserRole_Is403()
    {
        var problems = new List<string>();
        foreach (var route in Routes.Where(route => route.IsApi && !route.IsForEverybody))
        {
            var needed = route.Method == "GET" || _forReaders.Contains(route.Name) ? PortalRole.Reader : route.Needed;
            if (needed is null)
            {
                problems.Add($"{route.Name}: its summary does not say \"Needs the role …\"");
            }

            for (var role = PortalRole.None; role < needed; role++)
            {
                var (status, text) = await AskAsync(FakeTenantCatalog.Home, role, route);
                if (status != HttpStatusCode.Forbidden)
                {
                    problems.Add($"{route.Name} as {role}: {(int)status} {text}");
                }
            }
        }

        Assert.True(problems.Count == 0, string.Join(Environment.NewLine, problems.Select(problem => problem.Length > 300 ? problem[..300] : problem)));
    }

    /// <summary>Whether an answer holds anything of the first home tenant's; it may repeat the id that it was asked for.</summary>
    private bool Tells(PortalRoute route, string text) => new[] { TwoHomesHost.Secret, $"{host.OperationId}", $"{host.ScanId}", $"{host.BulkRepairId}", $"{host.DestinationId}", $"{host.ReportId}", $"{host.MailId}" }
        .Except(route.Parameters.Select(parameter => route.SampleOf(Samples, parameter)))
        .OfType<string>()
        .Any(secret => text.Contains(secret, StringComparison.OrdinalIgnoreCase));

    private async Task<(HttpStatusCode Status, string Text)> AskAsync(TenantId home, PortalRole role, PortalRoute route, string query = "")
    {
        using var request = route.Request(Samples, TwoHomesHost.Customer, query);
        using var client = route.IsApi ? host.CallerOf(home, role) : host.SignedIn(role, home);
        using var response = await client.SendAsync(request, Cancellation);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Cancellation));
    }
}
