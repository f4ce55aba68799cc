using PinResetPortal.Core.Tenants;
using PinResetPortal.Emulator.Scenarios;

namespace PinResetPortal.Identity;

/// <summary>A person's token repairs every customer of the demo in which there is something to repair, as far as the portal may repair it.</summary>
public sealed class ScenarioRepairTests(EmulatedPortal portal) : IClassFixture<EmulatedPortal>
{
    private const string Verified = "verified, Ready";

    public static TheoryData<string, string> Scenarios => new()
    {
        { "nothing-consented", Verified },
        { "service-missing", Verified },
        { "client-disabled", Verified },
        { "client-soft-deleted", Verified },
        { "assignment-required", Verified },
        { "policy-off", Verified },
        { "policy-unassigned", Verified },
        { "only-excluded", Verified },
        { "wrong-oma-uri", Verified },
        { "conflict", Verified },
        { "user-scope-false", Verified },
        { "federated-without-urls", Verified },

        // The conflict is gone. That somebody was refused for lack of consent after both apps were there stays in the sign-in log, and what helps
        // against it is for an administrator to choose (consent.grants): no repair of everything sends it.
        { "people-policies", "verified, NotReady" },
        { "people-unconsented", Verified },
    };

    /// <summary>Each customer that is not ready is one of them.</summary>
    [Fact]
    public void Scenarios_NotReady_AreAllHere() =>
        Assert.Equal(ScenarioCatalog.All.Where(one => one.ExpectedVerdict == "NotReady").Select(one => one.Key), Scenarios.Select(row => row.Data.Item1));

    [Theory]
    [MemberData(nameof(Scenarios))]
    public async Task Repair_ByPersonsToken_EndsAsWritten(string scenario, string expected)
    {
        var way = new TokenWay(await portal.PersonAsync());

        Assert.Null(await way.RepairAsync(new TenantId(ScenarioCatalog.All.Single(one => one.Key == scenario).TenantId)));

        Assert.Equal(expected, (await way.SettledAsync()).Words);
    }
}
