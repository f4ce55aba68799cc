using System.Net;
using Microsoft.Graph.Models;
using PinResetPortal.Emulator.Directory;

namespace PinResetPortal.Emulator.Graph;

/// <summary>Conditional Access and the Temporary Access Pass policy, with the official client and with the rules of the reference pages.</summary>
public sealed class SignInPoliciesTests
{
    private const string AccessPass = "v1.0/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/TemporaryAccessPass";
    private const string ConditionalAccess = "v1.0/identity/conditionalAccess/policies";
    private const string MethodsRead = "Policy.Read.AuthenticationMethod";
    private const string PolicyRead = "Policy.Read.All";

    private static readonly Guid _conditionalAccessAdministrator = new("b1be1c3e-b65d-4f19-8427-f6fa0d97feb9");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AccessPass_OfATenantThatSetNothing_IsOffForEverybody()
    {
        await using var host = await StartAsync();

        var policy = Assert.IsType<TemporaryAccessPassAuthenticationMethodConfiguration>(
            await host.Client("reader").Policies.AuthenticationMethodsPolicy.AuthenticationMethodConfigurations["temporaryAccessPass"].GetAsync(cancellationToken: Token));

        Assert.Equal((AuthenticationMethodState.Disabled, "all_users"), (policy.State!.Value, Assert.Single(policy.IncludeTargets!).Id));
        await host.RefusedAsync(HttpStatusCode.NotFound, "GET", AccessPass.Replace("TemporaryAccessPass", "Fido9", StringComparison.Ordinal), caller: "reader");
        await host.RefusedAsync(HttpStatusCode.BadRequest, "GET", AccessPass + "?$select=state", caller: "reader");
    }

    [Fact]
    public async Task AccessPass_AsTheTenantHasIt_IsAnswered()
    {
        await using var host = await StartAsync(tenant => TestTenant.Put(
            tenant, "policies/authenticationMethodsPolicy/authenticationMethodConfigurations", AccessPassShape.Policy("enabled", TestTenant.InnerGroup).ToJsonString()));

        var policy = await host.GetAsync(AccessPass, caller: "reader");

        Assert.Equal(("enabled", TestTenant.InnerGroup), (policy["state"]!.ToString(), policy["includeTargets"]![0]!["id"]!.ToString()));
    }

    [Fact]
    public async Task ConditionalAccess_List_TakesTheDocumentedOptions()
    {
        await using var host = await StartAsync(tenant => TestTenant.Put(
            tenant, "identity/conditionalAccess/policies",
            """{"id":"ca-1","displayName":"Block","state":"enabled","conditions":{"clientAppTypes":["all"],"applications":{"includeApplications":["All"]},"users":{"includeUsers":["All"]}},"grantControls":{"operator":"OR","builtInControls":["block"]}}""",
            """{"id":"ca-2","displayName":"Trial","state":"enabledForReportingButNotEnforced","conditions":{},"grantControls":null}"""));

        var policies = (await host.Client("reader").Identity.ConditionalAccess.Policies.GetAsync(cancellationToken: Token))!.Value!;

        Assert.Equal([ConditionalAccessPolicyState.Enabled, ConditionalAccessPolicyState.EnabledForReportingButNotEnforced], policies.Select(policy => policy.State!.Value));
        Assert.Equal(ConditionalAccessGrantControl.Block, Assert.Single(policies[0].GrantControls!.BuiltInControls!));
        Assert.Equal("ca-2", (await host.GetAsync(ConditionalAccess + "?$filter=displayName eq 'Trial'&$select=id", caller: "reader"))["value"]![0]!["id"]!.ToString());
        Assert.Equal("Block", (await host.GetAsync(ConditionalAccess + "/ca-1", caller: "reader"))["displayName"]!.ToString());
        await host.RefusedAsync(HttpStatusCode.BadRequest, "GET", ConditionalAccess + "?$expand=x", caller: "reader");
        await host.RefusedAsync(HttpStatusCode.NotFound, "GET", ConditionalAccess + "/ca-9", caller: "reader");
    }

    [Theory]
    [InlineData(AccessPass, MethodsRead, PolicyRead)]
    [InlineData(ConditionalAccess, PolicyRead, MethodsRead)]
    public async Task Policies_WithoutTheirScopeOrRole_AreRefused(string path, string scope, string other)
    {
        await using var host = await StartAsync();
        host.Add("scope", Callers.Delegated(host.Tenant, [.. Callers.AllScopes, other], Callers.GlobalAdministrator));
        host.Add("role", Callers.Delegated(host.Tenant, [scope], Callers.HelpdeskAdministrator));
        host.Add("application", Callers.Application(host.Tenant, scope));
        host.Add("other application", Callers.Application(host.Tenant, other));

        foreach (var caller in new[] { "scope", "role", "other application" })
        {
            Assert.Equal("Authorization_RequestDenied", (await host.RefusedAsync(HttpStatusCode.Forbidden, "GET", path, caller: caller))["code"]!.ToString());
        }

        Assert.Equal(HttpStatusCode.OK, (await host.SendAsync("GET", path, caller: "application")).Status);
    }

    [Fact]
    public async Task ConditionalAccess_ItsOwnAdministrator_MayReadItAndNotTheMethods()
    {
        await using var host = await StartAsync();
        host.Add("administrator", Callers.Delegated(host.Tenant, [MethodsRead, PolicyRead], _conditionalAccessAdministrator));

        Assert.Equal(HttpStatusCode.OK, (await host.SendAsync("GET", ConditionalAccess, caller: "administrator")).Status);
        await host.RefusedAsync(HttpStatusCode.Forbidden, "GET", AccessPass, caller: "administrator");
    }

    private static async Task<GraphHost> StartAsync(Action<EmulatedTenant>? change = null)
    {
        var tenant = TestTenant.Create();
        change?.Invoke(tenant);
        var host = await GraphHost.StartAsync(tenant);
        host.Add("reader", Callers.Delegated(tenant, [MethodsRead, PolicyRead], Callers.GlobalReader));
        return host;
    }
}
