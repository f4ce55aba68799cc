using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Troubleshooting.Guide;
using PinResetPortal.EndToEnd.Emulation;
using PinResetPortal.EndToEnd.Journeys;
using PinResetPortal.Work;

namespace PinResetPortal.EndToEnd.Crawling;

/// <summary>Every address that the demo has: the pages by reflection, with everything that can stand in their routes.</summary>
internal sealed partial class SiteMap
{
    private const string Nobody = "00000000-0000-4000-8000-00000000dead";

    private readonly List<Target> _targets = [];

    public IReadOnlyList<Target> Targets => _targets;

    public IReadOnlyCollection<string> Checks { get; private set; } = [];

    public static async Task<SiteMap> DrawAsync(PortalApi api, EmulatorControl emulator)
    {
        var map = new SiteMap();
        var tenants = await emulator.TenantIdsAsync();
        var people = new Dictionary<string, IReadOnlyList<string>>();
        foreach (var tenant in tenants)
        {
            people[tenant] = [.. await emulator.PeopleAsync(tenant), Nobody];
        }

        var core = new ServiceCollection().AddPinResetWork().BuildServiceProvider();
        map.Checks = [.. core.GetServices<ITenantCheck>().Select(check => check.Id)];
        var values = new Dictionary<string, IReadOnlyList<string>>
        {
            ["Id"] = tenants,
            ["Id:guid"] = [await BulkRepairAsync(api, tenants), Nobody],
            ["CheckId"] = [.. map.Checks, "no.such-check"],
            ["Subject"] = [.. PinResetPortal.Components.Settings.SettingsSubject.All.Select(subject => subject.Slug), "no-such-settings"],
            ["EntryId"] = [.. core.GetRequiredService<GuideCatalog>().All.Select(entry => entry.Id), "no-such-entry"],
        };
        foreach (var route in Routes())
        {
            map.Add(route, values, people);
        }

        map._targets.AddRange(tenants.SelectMany(tenant => new Target[]
        {
            new("plan", tenant, TenantPages.Plan(tenant)),
            new("plan by hand", tenant, TenantPages.Plan(tenant) + "&tab=manual"),
            new("plan as a script", tenant, TenantPages.Plan(tenant) + "&tab=script"),
        }));
        map._targets.Add(new("run", tenants[0], await RunAsync(api)));
        return map;
    }

    private static IEnumerable<string> Routes() => typeof(PinResetPortal.Components.App).Assembly.GetTypes()
        .SelectMany(page => page.GetCustomAttributes(typeof(RouteAttribute), inherit: false).Cast<RouteAttribute>())
        .Select(route => route.Template)
        .Order(StringComparer.Ordinal);

    private static async Task<string> BulkRepairAsync(PortalApi api, IEnumerable<string> tenants) =>
        (string)(await api.PostAsync("/api/v1/bulk-repairs", new { tenants = tenants.Take(3), checks = "all" }))["id"]!;

    private static async Task<string> RunAsync(PortalApi api)
    {
        const string nothingConsented = "a0000002-0000-4000-8000-000000000002";
        var id = await api.FixEverythingAsync(nothingConsented);
        await api.EndAsync(id);
        return $"{TenantPages.Health(nothingConsented)}?operation={id}";
    }

    /// <summary>A parameter that is not known here is a mistake of this map: whoever adds one says what can stand there.</summary>
    private void Add(string route, Dictionary<string, IReadOnlyList<string>> values, Dictionary<string, IReadOnlyList<string>> people)
    {
        switch (Parameter().Matches(route).Select(match => match.Groups[1].Value).ToList())
        {
            case []:
                _targets.Add(new(route, "", route));
                break;
            case [var one] when values.TryGetValue(one, out var known):
                _targets.AddRange(known.Select(value => new Target(route, value, Parameter().Replace(route, value))));
                break;
            case ["Id", "UserId"]:
                _targets.AddRange(people.SelectMany(pair => pair.Value.Select(person => new Target(route, pair.Key, route.Replace("{Id}", pair.Key, StringComparison.Ordinal).Replace("{UserId}", person, StringComparison.Ordinal)))));
                break;
            default:
                Assert.Fail($"The crawler does not know what stands in {route}.");
                break;
        }
    }

    [GeneratedRegex(@"\{([^}]*)\}")]
    private static partial Regex Parameter();
}
