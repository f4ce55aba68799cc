using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Field;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Core.Snapshot;
using PinResetPortal.Work;

namespace PinResetPortal.Graph;

/// <summary>A tenant that is ready, over HTTP, with something between the portal and Microsoft that answers 200 to everything.</summary>
public sealed class WholeTenantTests
{
    private const string AllDevices = """[{"target":{"@odata.type":"#microsoft.graph.allDevicesAssignmentTarget"}}]""";
    private const string Rubbish = "<html><body>Please sign in to the network</body></html>";

    [Theory]
    [InlineData("""{"error":{"code":"generalException","message":"An error has occurred."}}""")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"value":null}""")]
    [InlineData("\"<html></html>\"")]
    public async Task Readiness_EveryItemIsNoAnswer_IsUnknownAndOffersNothing(string body)
    {
        await using var world = await EmulatedWorld.StartAsync();
        var tenant = world.Add(Ready);
        Assert.Equal(Verdict.Ready, Judge(world, await world.ReadAsync(tenant)).Verdict);

        world.OfGraph = response => EveryItemAsync(response, body);

        IsUnknown(world, await world.ReadAsync(tenant));
    }

    [Theory]
    [InlineData(Rubbish)]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("""{"responses":[]}""")]
    [InlineData("""{"responses":[{"id":"0","status":200,"body":{"va""")]
    public async Task Readiness_EveryBatchIsNoAnswer_IsUnknownAndOffersNothing(string body)
    {
        await using var world = await EmulatedWorld.StartAsync(options => options.FirstPause = options.LongestPause = TimeSpan.FromMilliseconds(1));
        var tenant = world.Add(Ready);
        await world.ReadAsync(tenant);

        world.OfGraph = response => ReplaceAsync(response, body);

        IsUnknown(world, await world.ReadAsync(tenant));
    }

    [Theory]
    [InlineData(Rubbish)]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"token_type":"Bearer","expires_in":3599}""")]
    public async Task Token_EntraAnswersRubbishWith200_IsAReason(string body)
    {
        await using var world = await EmulatedWorld.StartAsync();
        var tenant = world.Add(Ready);
        var asked = 0;
        world.OfEntra = async response =>
        {
            if (response.RequestMessage!.RequestUri!.AbsolutePath.EndsWith("/token", StringComparison.Ordinal))
            {
                asked++;
                await ReplaceAsync(response, body);
            }
        };

        var facts = await world.ReadAsync(tenant);

        Assert.Equal(UnreadableKind.NotUnderstood, facts.Access.WhyUnreadable!.Kind);
        IsUnknown(world, facts);
        Assert.Equal(1, asked);
    }

    [Theory]
    [InlineData("AADSTS7000215: Invalid client secret provided.")]
    [InlineData("The client is not known.")]
    public async Task Token_EntraRefusesTheCredential_IsAReasonAndAskedOnce(string description)
    {
        await using var world = await EmulatedWorld.StartAsync();
        var tenant = world.Add(Ready);
        var asked = 0;
        world.OfEntra = async response =>
        {
            if (response.RequestMessage!.RequestUri!.AbsolutePath.EndsWith("/token", StringComparison.Ordinal))
            {
                asked++;
                response.StatusCode = System.Net.HttpStatusCode.Unauthorized;
                await ReplaceAsync(response, $$"""{"error":"invalid_client","error_description":"{{description}}"}""");
            }
        };

        var reason = (await world.ReadAsync(tenant)).Access.WhyUnreadable!;

        Assert.Contains("client secret or certificate", reason.Message, StringComparison.Ordinal);
        Assert.Equal(1, asked);
    }

    private static string Ready => $$"""
        {"servicePrincipals":[{"appId":"{{KnownApps.PinResetServiceAppId}}","accountEnabled":true},{"appId":"{{KnownApps.PinResetClientAppId}}","accountEnabled":true}],
         "deviceManagement/managedDevices":[{"id":"m1","deviceName":"PC-1","operatingSystem":"Windows","osVersion":"10.0.26100.1","lastSyncDateTime":"2026-11-20T10:00:00Z"}],
         "deviceManagement/configurationPolicies":[{{Shapes.Catalog("98888888-0000-4000-8000-000000000001", assignments: AllDevices)}}]}
        """;

    private static void IsUnknown(EmulatedWorld world, TenantFacts facts)
    {
        var (findings, verdict, fixable, plan) = Judge(world, facts);

        Assert.Equal(Verdict.Unknown, verdict);
        Assert.DoesNotContain(findings, finding => finding.Required && finding.Status is not FindingStatus.Unknown and not FindingStatus.NotApplicable);
        Assert.Empty(fixable);
        Assert.True(plan.IsEmpty, string.Join(", ", plan.Steps.Select(step => step.Summary)));
    }

    private static (IReadOnlyList<Finding> Findings, Verdict Verdict, IReadOnlySet<string> Fixable, RemediationPlan Plan) Judge(EmulatedWorld world, TenantFacts facts)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddPinResetWork();
        services.AddSingleton(world.Executor);
        using var core = services.BuildServiceProvider();
        var findings = core.GetRequiredService<CheckCatalog>().Evaluate(facts);
        var planner = core.GetRequiredService<RemediationPlanner>();
        return (findings, CheckCatalog.VerdictOf(findings), planner.Repairable(facts, findings).Keys.ToHashSet(), planner.Plan(facts, null, new PolicyChoice()));
    }

    private static async Task EveryItemAsync(HttpResponseMessage response, string body)
    {
        var batch = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        foreach (var item in batch["responses"]!.AsArray())
        {
            item!["status"] = 200;
            item["body"] = JsonNode.Parse(body);
        }

        await ReplaceAsync(response, batch.ToJsonString());
    }

    private static Task ReplaceAsync(HttpResponseMessage response, string body)
    {
        response.Content = new StringContent(body, Encoding.UTF8, body == Rubbish ? "text/html" : "application/json");
        return Task.CompletedTask;
    }
}
