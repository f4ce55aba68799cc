using System.Text.Json.Nodes;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Graph.Changing;
using PinResetPortal.Graph.Connecting;
using PinResetPortal.Graph.Reading;

namespace PinResetPortal.Graph.Conformance;

/// <summary>
/// What the product asks and what the Emulator answers, held to the published types: the models of Microsoft's SDK and the types for TypeScript
/// of v1.0, and those of beta. Contrary mode and imported oddities are exempt: they are what no schema promises.
/// </summary>
public sealed class ConformanceTests(Traffic traffic) : IClassFixture<Traffic>
{
    private static readonly Lazy<Schema> V1 = new(() => Typings.Read("@microsoft/microsoft-graph-types"));
    private static readonly Lazy<Schema> Beta = new(() => Typings.Read("@microsoft/microsoft-graph-types-beta"));

    [Fact]
    public void Traffic_OfEverything_FitsThePublishedTypes()
    {
        var checkers = Checkers(traffic.All);

        var violations = checkers.SelectMany(checker => checker.Violations()).ToList();

        Assert.True(violations.Count == 0, $"{violations.Count} violations:\n{string.Join('\n', violations.Take(60))}");
        Assert.Equal(Checker.Exceptions.Keys.Order(), checkers.SelectMany(checker => checker.ExceptionsUsed).Distinct().Order());
    }

    /// <summary>What was not driven was not looked at.</summary>
    [Fact]
    public void Traffic_HoldsEveryRowOfTheTableOfReads()
    {
        var seen = traffic.All.Where(one => one.Status is >= 200 and < 300).Select(one => Shape(one.Path)).ToHashSet();

        Assert.Empty(StrictAnswersTests.AllRows().Where(row => !seen.Contains(Shape(PathOf(row)))).Select(row => row.Name));
    }

    [Fact]
    public void Traffic_HoldsEveryKindOfChange() =>
        Assert.Empty(typeof(PlannedChange).GetNestedTypes().Where(type => type.IsAssignableTo(typeof(PlannedChange))).Except(traffic.Changes).Select(type => type.Name));

    [Theory]
    [InlineData("GET", "/v1.0/servicePrincipals", "", """{"value":[{"id":"1","appID":"x"}]}""", "has no 'appID'")]
    [InlineData("GET", "/v1.0/servicePrincipals", "", """{"value":[{"id":"1","accountEnabled":"true"}]}""", "it is Flag")]
    [InlineData("GET", "/v1.0/servicePrincipals", "", """{"value":[{"id":"1","tags":"x"}]}""", "it is a list")]
    [InlineData("GET", "/v1.0/servicePrincipals", "", """{"value":[{"id":"1","appRoles":[{"allowed":[]}]}]}""", "has no 'allowed'")]
    [InlineData("GET", "/v1.0/servicePrincipals", "", """{"value":[],"@odata.nextlink":"x"}""", "no known annotation")]
    [InlineData("GET", "/v1.0/servicePrincipals", "", """[]""", "a list has 'value'")]
    [InlineData("GET", "/v1.0/servicePrincipals?$select=id,appID", "", """{"value":[]}""", "has no 'appID'")]
    [InlineData("GET", "/v1.0/servicePrincipal", "", """{"value":[]}""", "no published type knows this path")]
    [InlineData("POST", "/v1.0/servicePrincipals/1/enable", "{}", "", "neither a property")]
    [InlineData("POST", "/v1.0/applications/1/addPassword", """{"passwordCredential":{"name":"x"}}""", """{"keyId":"1"}""", "has no 'name'")]
    [InlineData("POST", "/beta/deviceManagement/configurationPolicies/1/assign", """{"assignment":[]}""", """{"value":[]}""", "takes one list 'assignments'")]
    [InlineData("POST", "/beta/deviceManagement/configurationPolicies", """{"name":"x","settings":[{"settingInstance":{"@odata.type":"#microsoft.graph.deviceManagementConfigurationChoiceSettingInstance","settingDefinitionId":"a","auditRuleInformation":null}}]}""", """{"id":"1"}""", "has no 'auditRuleInformation'")]
    [InlineData("POST", "/beta/deviceManagement/configurationPolicies", """{"name":"x","platforms":"windows"}""", """{"id":"1"}""", "'windows' is none of")]
    [InlineData("GET", "/beta/deviceManagement/deviceConfigurations/1", "", """{"@odata.type":"#microsoft.graph.user"}""", "is no deviceConfiguration")]
    [InlineData("GET", "/beta/deviceManagement/deviceConfigurations/1", "", """{"@odata.type":"#microsoft.graph.windowsTenConfiguration"}""", "there is no type")]
    [InlineData("POST", "/v1/customers/1/applicationconsents", """{"applicationId":"1","grants":[]}""", """{"applicationId":"1"}""", "has no 'grants'")]
    public void Check_PlantedViolation_IsFound(string method, string path, string request, string answer, string expected)
    {
        var exchange = new Exchange(method, path, request.Length == 0 ? null : JsonNode.Parse(request), 200, answer.Length == 0 ? null : JsonNode.Parse(answer));

        var violations = Checkers([exchange]).SelectMany(checker => checker.Violations()).ToList();

        Assert.Contains(violations, violation => violation.Contains(expected, StringComparison.OrdinalIgnoreCase));
    }

    private static IReadOnlyList<Checker> Checkers(IReadOnlyList<Exchange> all) =>
    [
        new(SdkModels.Read(), [.. all.Where(one => !one.Path.StartsWith("/beta/", StringComparison.Ordinal))]),
        new(V1.Value, [.. all.Where(one => !one.Path.StartsWith("/beta/", StringComparison.Ordinal))]),
        new(Beta.Value, [.. all.Where(one => one.Path.StartsWith("/beta/", StringComparison.Ordinal))]),
    ];

    private static string PathOf(GraphRead row)
    {
        var argument = row.Name switch
        {
            nameof(ChangeReads.PolicyAssignments) => "/deviceManagement/configurationPolicies/1",
            nameof(GraphReads.DevicePage) => "/deviceManagement/managedDevices",
            _ => "1",
        };
        return $"/{(row.Version == GraphVersion.Beta ? "beta" : "v1.0")}{row.Ask(argument).Item.Path}";
    }

    private static string Shape(string path) => GraphTarget.Of(Beta.Value, path.Split('?')[0].Split('/', 3)[2])?.Shape ?? path;
}
