using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Hosting;

/// <summary>
/// Two home tenants look after one customer: each sees what it did itself, and of the other not even that there is something. The endpoints come from the portal
/// itself; what the first one stored holds <see cref="TwoHomesHost.Secret"/>.
/// </summary>
public sealed class CommonCustomerTests(TwoHomesHost host) : IClassFixture<TwoHomesHost>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private Dictionary<string, string> Samples => new(PortalHost.Samples, StringComparer.Ordinal)
    {
        ["operations/id"] = $"{host.OperationId}",
        ["scans/id"] = $"{host.ScanId}",
        ["bulk-repairs/id"] = $"{host.BulkRepairId}",
        ["bulk/Id"] = $"{host.BulkRepairId}",
    };

    [FactAttribute]
    public async Task EveryEndpoint_AskedByTheOtherHome_TellsNothingOfTheFirst()
    {
        await host.AddCustomerAsync(TwoHomesHost.Other, "Ours too");
        using var program = host.CallerOf(TwoHomesHost.Other, PortalRole.Admin);
        using var browser = host.SignedIn(PortalRole.Admin, TwoHomesHost.Other);
        var told = new List<string>();
        var seen = 0;
        foreach (var route in PortalRoute.All(host.Services).Where(route => !route.IsStatic && route.Pattern is not "/authentication/login" and not "/authentication/challenge"))
        {
            foreach (var query in route.Method == "GET" ? new[] { "", $"?tenantId={TwoHomesHost.Customer}" } : [""])
            {
                using var request = route.Request(Samples, TwoHomesHost.Customer, query);
                using var answer = await (route.IsApi ? program : browser).SendAsync(request, Token);
                var text = $"{answer.Headers} {await answer.Content.ReadAsStringAsync(Token)}";
                seen += text.Contains("Ours too", StringComparison.Ordinal) ? 1 : 0;
                if (Secrets(route).Any(secret => text.Contains(secret, StringComparison.OrdinalIgnoreCase)))
                {
                    told.Add($"{route.Name}{query}: {(int)answer.StatusCode} {text[..Math.Min(text.Length, 400)]}");
                }
            }
        }

        Assert.Empty(told);
        Assert.True(seen >= 2, $"The customer is the other one's too, but stood in {seen} answers only.");
    }

    /// <summary>An answer may repeat the id that it was asked for.</summary>
    private IEnumerable<string> Secrets(PortalRoute route) => new[] { TwoHomesHost.Secret, $"{host.OperationId}", $"{host.ScanId}", $"{host.BulkRepairId}" }
        .Except(route.Parameters.Select(parameter => route.SampleOf(Samples, parameter)))
        .OfType<string>();
}
