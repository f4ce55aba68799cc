using Microsoft.Extensions.DependencyInjection;
using PinResetPortal.Core.Checks;
using PinResetPortal.Work;

namespace PinResetPortal.Graph;

/// <summary>
/// What Microsoft leaves open decides nothing: every scenario has the same findings when it is answered the other way
/// (<c>POST /_control/faults {"contrary":true}</c>).
/// </summary>
public sealed class ContraryVerdictTests
{
    [Fact]
    public async Task Findings_OfAllScenarios_AreTheSameInContraryMode()
    {
        await using var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddPinResetWork().BuildServiceProvider();
        var checks = services.GetRequiredService<CheckCatalog>();
        await using var usual = await EmulatedWorld.StartAsync();
        await using var contrary = await EmulatedWorld.StartAsync();
        await contrary.FaultsAsync("""{"contrary":true}""");
        var scenarios = await usual.ScenariosAsync();

        var differences = new List<string>();
        foreach (var (tenant, scenario, _) in scenarios)
        {
            var expected = checks.Evaluate(await usual.ReadAsync(tenant));
            var actual = checks.Evaluate(await contrary.ReadAsync(tenant));
            if (CheckCatalog.VerdictOf(expected) != CheckCatalog.VerdictOf(actual))
            {
                differences.Add($"{scenario}: {CheckCatalog.VerdictOf(expected)} became {CheckCatalog.VerdictOf(actual)}");
            }

            differences.AddRange(expected.Zip(actual).Where(pair => pair.First.Status != pair.Second.Status)
                .Select(pair => $"{scenario}, {pair.First.CheckId}: {pair.First.Status} ({pair.First.Summary}) became {pair.Second.Status} ({pair.Second.Summary})"));
        }

        Assert.NotEmpty(scenarios);
        Assert.True(differences.Count == 0, string.Join(Environment.NewLine, differences));
    }
}
