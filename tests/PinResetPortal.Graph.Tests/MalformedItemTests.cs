using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Core.Snapshot;
using PinResetPortal.Work;

namespace PinResetPortal.Graph;

/// <summary>
/// Over HTTP, in every scenario of the demo, one item after the other of what Graph answers is no answer: nothing gets better or worse by
/// it, and nothing is repaired because of it. Positions and shapes are paired so that each position meets each shape in some tenant.
/// </summary>
public sealed class MalformedItemTests
{
    private const int Positions = 20;

    /// <summary>Bodies of an item; null: the item is left out.</summary>
    private static readonly string?[] Shapes =
        ["""{"error":{"code":"generalException","message":"x"}}""", "null", "\"<html>Sign in</html>\"", "{}", """{"value":null}""", """{"value":[{}]}""", """{"value":[null]}""", null];

    [FactAttribute]
    public async Task Read_OneItemMalformed_NothingIsSaidThatWasNotSo()
    {
        await using var world = await EmulatedWorld.StartAsync(options => (options.FirstPause, options.LongestPause) = (TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(2)));
        await using var core = new ServiceCollection().AddLogging().AddPinResetWork().AddSingleton(world.Executor).BuildServiceProvider();
        var (catalog, planner) = (core.GetRequiredService<CheckCatalog>(), core.GetRequiredService<RemediationPlanner>());
        var (hits, problems) = (0, new List<string>());
        foreach (var (number, (tenant, scenario, _)) in (await world.ScenariosAsync()).Index())
        {
            var whole = await world.ReadAsync(tenant);
            var (said, offered) = (catalog.Evaluate(whole), Repairs(planner, catalog, whole));
            for (var position = 0; position < Positions; position++)
            {
                var (at, shape, isHit) = (0, Shapes[(number + position) % Shapes.Length], false);
                world.OfGraph = response => EveryItemAsync(response, item =>
                {
                    var isMeant = Interlocked.Increment(ref at) == position + 1;
                    isHit |= isMeant;
                    return !isMeant ? item : shape is null ? null : With(item, shape);
                });

                var half = await world.ReadAsync(tenant);

                world.OfGraph = _ => Task.CompletedTask;
                if (!isHit)
                {
                    break;
                }

                hits++;
                var findings = catalog.Evaluate(half);
                problems.AddRange(said.Zip(findings).Where(pair => IsNew(pair.First, pair.Second, half)).Select(pair =>
                    $"{scenario}, item {position}, {shape ?? "left out"}: {pair.First.CheckId} was {pair.First.Status} and is {pair.Second.Status}: {pair.Second.Summary}"));
                var repairs = Repairs(planner, catalog, half);
                problems.AddRange(repairs.Where(check => findings.Single(finding => finding.CheckId == check).Status == FindingStatus.Unknown || (!offered.Contains(check) && half.Devices.WhyUnreadable is null))
                    .Select(check => $"{scenario}, item {position}, {shape ?? "left out"}: a repair of {check} is offered."));
            }
        }

        Assert.True(hits >= 300, $"{hits} items were met.");
        Assert.True(problems.Count == 0, string.Join('\n', problems.Take(20)));
    }

    /// <summary>Broken that was not, or healthy that was not. Without the devices reach is judged by the assignments alone.</summary>
    private static bool IsNew(Finding before, Finding after, TenantFacts half) =>
        (after.Status == FindingStatus.Broken && before.Status != FindingStatus.Broken)
        || (after.Status == FindingStatus.Healthy && before.Status is FindingStatus.Broken && half.Devices.WhyUnreadable is null);

    private static HashSet<string> Repairs(RemediationPlanner planner, CheckCatalog catalog, TenantFacts facts) => [.. planner.Repairable(facts, catalog.Evaluate(facts)).Keys];

    private static JsonObject With(JsonObject item, string body)
    {
        var changed = item.DeepClone().AsObject();
        changed["body"] = JsonNode.Parse(body);
        return changed;
    }

    private static async Task EveryItemAsync(HttpResponseMessage response, Func<JsonObject, JsonObject?> change)
    {
        if (JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)) is not JsonObject answer || answer["responses"] is not JsonArray items)
        {
            return;
        }

        answer["responses"] = new JsonArray([.. items.OfType<JsonObject>().OrderBy(item => item["id"]!.GetValue<string>(), StringComparer.Ordinal).Select(change).OfType<JsonObject>().Select(item => item.DeepClone())]);
        response.Content = new StringContent(answer.ToJsonString(), Encoding.UTF8, "application/json");
    }
}
