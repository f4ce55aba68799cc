using System.Globalization;
using PinResetPortal.Emulator.Directory;
using PinResetPortal.Emulator.Importing;
using PinResetPortal.Emulator.Scenarios;

namespace PinResetPortal.Emulator.Control;

/// <summary>Adds many tenants in a mix of states.</summary>
internal sealed class TenantGenerator(EmulatorState state, TenantImport import)
{
    private static readonly string[] _first = ["Alpine", "Bayside", "Cedar", "Delta", "Ember", "Fjord", "Granite", "Harbour", "Iris", "Juniper", "Kestrel", "Lumen", "Maple", "Nordic", "Orchard", "Pinewood", "Quartz", "River", "Summit", "Tidal"];
    private static readonly string[] _second = ["Logistics", "Dental", "Foods", "Legal", "Motors", "Optics", "Pharma", "Robotics", "Schools", "Textiles", "Travel", "Energy", "Media", "Homes", "Bakery"];

    /// <summary>States by weight; the very large tenant is left out, because many of it are no realistic mix.</summary>
    private static readonly Scenario[] _mix =
        [.. ScenarioCatalog.All.Where(scenario => scenario.Key != "very-large").SelectMany(scenario => Enumerable.Repeat(scenario, Weight(scenario.Key)))];

    public IReadOnlyList<GeneratedTenant> Generate(int count, int seed)
    {
        var random = new Random(seed);
        var made = new List<GeneratedTenant>(count);
        for (var i = 0; i < count; i++)
        {
            var scenario = _mix[random.Next(_mix.Length)];
            var name = string.Create(CultureInfo.InvariantCulture, $"{_first[random.Next(_first.Length)]} {_second[random.Next(_second.Length)]} {i + 1:D4}");
            var id = StableId.Guid("generated", seed, i);
            import.Import((scenario with { TenantId = id, DisplayName = name }).Document(state.Time.GetUtcNow()));
            state.Notes[id] = new ScenarioNote(scenario.Key, scenario.ExpectedVerdict);
            if (scenario.GdapExpired)
            {
                GdapCustomers.Expire(state, id);
            }

            made.Add(new GeneratedTenant(id, name, scenario.ExpectedVerdict));
        }

        return made;
    }

    private static int Weight(string key) => key switch
    {
        "all-ready" => 8,
        "nothing-consented" => 6,
        "service-missing" or "policy-unassigned" or "policy-off" => 2,
        _ => 1,
    };
}

internal sealed record GeneratedTenant(Guid TenantId, string DisplayName, string ExpectedVerdict);
