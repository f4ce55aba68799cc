using System.Text.Json.Nodes;
using PinResetPortal.EndToEnd.Emulation;

namespace PinResetPortal.EndToEnd.Journeys;

/// <summary>What strong and weak signs say about real tenants, over the API.</summary>
public sealed class DiagnoseTests(World world) : Journey(world)
{
    private const string Guest = "0d7e5b52-7c5b-4d6f-9f59-2b6f2c1d8a11";

    [Fact]
    public async Task Api_AppsThereAndNoGrant_TheCodeConfirmsTheMissingGrant()
    {
        var tenant = await AddAsync(new TenantShape("Grantless").Consented().PinRecoveryOn());

        var answer = await DiagnoseAsync(tenant.Id, $$"""{"errorCode":65001,"failureReason":"No consent to use the application with ID '{{TenantShape.ClientAppId}}'."}""");

        var first = answer["causes"]![0]!;
        Assert.Equal(("cause-grant-missing", "confirmed", "consent.grants"), (first.Text("id"), first.Text("standing"), first.Text("checkId")));
        Assert.Contains(TenantShape.ClientAppId, first.Text("nextPage"), StringComparison.Ordinal);
        Assert.DoesNotContain(answer["causes"]!.AsArray(), cause => cause.Text("standing") == "ruledOut");
    }

    [Theory]
    [InlineData("DestructiveAndNonDestructive")]
    [InlineData("NonDestructiveOnly")]
    public async Task Api_DeviceHasItAndNoPolicyDoes_NamesGroupPolicyAndNoKerberos(string canReset)
    {
        var tenant = await AddAsync(new TenantShape("Policyless").Consented());

        var answer = await DiagnoseAsync(tenant.Id, $"AzureAdJoined : YES\nDomainJoined : NO\nTenantId : {tenant.Id}\nNgcSet : YES\nCanReset : {canReset}\nAzureAdPrt : YES\nOnPremTgt : NO\nCloudTgt : YES");

        Assert.Equal(("cause-set-elsewhere", "confirmed"), (answer["causes"]![0].Text("id"), answer["causes"]![0].Text("standing")));
        Assert.DoesNotContain(answer["causes"]!.AsArray(), cause => cause.Text("nextStep")!.Contains("Kerberos", StringComparison.Ordinal));
        Assert.Contains(answer["explanations"]!.AsArray(), row => row.Text("field") == "OnPremTgt" && row.Text("tone") == "quiet");
    }

    [Theory]
    [InlineData("YES", "YES", "NO", "DestructiveAndNonDestructive", "cause-set-elsewhere")]
    [InlineData("YES", "NO", "NO", "DestructiveOnly", "cause-policy-missing")]
    [InlineData("NO", "NO", "YES", "No", "cause-join-type")]
    public async Task Api_PasteOfAJoinTypeWithoutPolicy_NamesItsCause(string entra, string domain, string workplace, string canReset, string cause)
    {
        var tenant = await AddAsync(new TenantShape($"Paste {cause}").Consented());

        var answer = await DiagnoseAsync(tenant.Id, $"AzureAdJoined : {entra}\nDomainJoined : {domain}\nTenantId : {tenant.Id}\nNgcSet : YES\nCanReset : {canReset}\nWorkplaceJoined : {workplace}\nAzureAdPrt : YES");

        Assert.Equal(cause, answer["causes"]![0].Text("id"));
    }

    [Fact]
    public async Task Api_Guest_IsSentToTheHomeTenant()
    {
        var tenant = await AddAsync(new TenantShape("Hosts").Consented().PinRecoveryOn().With("users", new JsonObject
        {
            ["id"] = Guest,
            ["displayName"] = "Gwen",
            ["userPrincipalName"] = "gwen_litware.example#EXT#@hosts.example",
            ["userType"] = "Guest",
            ["accountEnabled"] = true,
        }));

        var person = await ReaderApi.GetAsync($"/api/v1/tenants/{tenant.Id}/people/{Guest}");

        var cause = Assert.Single(person["causes"]!.AsArray())!;
        Assert.Equal("account.guest", cause.Text("id"));
        Assert.Contains("litware.example", cause.Text("nextStep"), StringComparison.Ordinal);
    }

    private Task<JsonNode> DiagnoseAsync(string tenantId, string text) => ReaderApi.PostAsync("/api/v1/diagnose", new { tenantId, text });
}
