using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PinResetPortal.Core.Field;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Remediation;

namespace PinResetPortal.Graph;

/// <summary>Repairs of policies from finding to finding, and back, over HTTP against the Emulator.</summary>
public sealed class RepairJourneysTests
{
    private const string Pilot = "9a000000-0000-4000-8000-000000000001";
    private const string Member = "9a000000-0000-4000-8000-000000000002";
    private const string ToPilot = $$$"""[{"target":{"@odata.type":"#microsoft.graph.groupAssignmentTarget","groupId":"{{{Pilot}}}"}}]""";
    private const string People = $$$"""
        "users":[{"id":"{{{Member}}}","displayName":"Ada"}],
        "groups":[{"id":"{{{Pilot}}}","displayName":"Pilot","members":[{"id":"{{{Member}}}"}]}],
        "servicePrincipals":[{"appId":"b8456c59-1230-44c7-a4a2-99b085333e84","accountEnabled":true},{"appId":"9115dd05-fad5-4f9c-acc7-305d08b1b04e","accountEnabled":true}]
        """;

    private const string EntraJoined = """
        "deviceManagement/managedDevices":[{"id":"d0000000-0000-4000-8000-000000000001","deviceName":"PC-1","operatingSystem":"Windows","osVersion":"10.0.26100.1","skuFamily":"Enterprise","joinType":"azureADJoined","userId":"9a000000-0000-4000-8000-000000000002","userPrincipalName":"ada@contoso.example"}]
        """;

    private const string WrongRow = """
        {"@odata.type":"#microsoft.graph.omaSettingBoolean","displayName":"pin","description":null,"omaUri":"./Vendor/MSFT/Policy/PassportForWork/TenantId/Policies/EnablePinRecovery","value":true,"isEncrypted":false,"secretReferenceValueId":null}
        """;

    private const string OtherRow = """
        {"@odata.type":"#microsoft.graph.omaSettingInteger","displayName":"other","description":null,"omaUri":"./Device/Vendor/MSFT/Policy/Config/Some/Thing","value":3,"isEncrypted":false,"secretReferenceValueId":null}
        """;

    [FactAttribute]
    public async Task OmaUri_OnlyTheUselessRow_IsReplacedByAPolicyWithTheSameAssignmentsAndComesBack()
    {
        await using var world = await RepairWorld.StartAsync($$"""{ {{People}}, "deviceManagement/deviceConfigurations":[{{Profile(WrongRow)}}] }""");
        var before = Assert.Single((await world.FactsAsync()).DeviceConfigurations.ValueOrDefault!);

        var fix = await world.FixAsync(["policy.oma-uri"]);

        var after = await world.FactsAsync();
        Assert.Empty(after.DeviceConfigurations.ValueOrDefault!);
        var policy = Assert.Single(after.ConfigurationPolicies.ValueOrDefault!);
        Assert.Equal(Pilot, Assert.Single(policy.Assignments).GroupId);
        Assert.True(Assert.Single(PolicyReading.PinRecovery(policy, world.Tenant.Id)).Enabled);
        Assert.Equal(FindingStatus.Healthy, (await world.FindAsync("policy.pin-recovery")).Status);

        // The new one is assigned before the old one goes.
        Assert.Equal(["create-instead-of", "assign-instead-of", "unassign-profile", "delete-profile"], fix.Steps.Select(step => step.Planned.Id[..^(before.Id.Length + 1)]));

        await world.UndoAsync(fix);

        var restored = await world.FactsAsync();
        Assert.Empty(restored.ConfigurationPolicies.ValueOrDefault!);
        var again = Assert.Single(restored.DeviceConfigurations.ValueOrDefault!);
        Assert.Equal(Meaning(before), Meaning(again));
        Assert.Equal(Pilot, Assert.Single(again.Assignments).GroupId);
    }

    [FactAttribute]
    public async Task OmaUri_BesideAnotherRow_LeavesTheOtherOneAndComesBack()
    {
        await using var world = await RepairWorld.StartAsync($$"""{ {{People}}, "deviceManagement/deviceConfigurations":[{{Profile($"{OtherRow},{WrongRow}")}}] }""");
        var before = (await world.FactsAsync()).DeviceConfigurations.ValueOrDefault!.Single();

        var fix = await world.FixAsync(["policy.oma-uri"]);

        Assert.DoesNotContain((await world.FactsAsync()).DeviceConfigurations.ValueOrDefault!, profile => profile.OmaSettings.Count > 0);
        Assert.Equal(FindingStatus.NotApplicable, (await world.FindAsync("policy.oma-uri")).Status);

        await world.UndoAsync(fix);

        Assert.Equal(Meaning(before), Meaning((await world.FactsAsync()).DeviceConfigurations.ValueOrDefault!.Single()));
    }

    [FactAttribute]
    public async Task OmaUri_WithEverythingElse_MakesOnePolicyOnly()
    {
        await using var world = await RepairWorld.StartAsync($$"""{ {{People}}, "deviceManagement/deviceConfigurations":[{{Profile(WrongRow)}}] }""");

        await world.FixAsync(null);

        Assert.Single((await world.FactsAsync()).ConfigurationPolicies.ValueOrDefault!);
        Assert.Equal(FindingStatus.NotApplicable, (await world.FindAsync("policy.oma-uri")).Status);
    }

    [FactAttribute]
    public async Task OmaUri_OtherRowIsMasked_IsNotOffered()
    {
        var masked = OtherRow.Replace("\"value\":3,\"isEncrypted\":false", "\"value\":\"****\",\"isEncrypted\":true", StringComparison.Ordinal);
        await using var world = await RepairWorld.StartAsync($$"""{ {{People}}, "deviceManagement/deviceConfigurations":[{{Profile($"{masked},{WrongRow}")}}] }""");

        Assert.False(await world.IsFixableAsync("policy.oma-uri"));
    }

    [FactAttribute]
    public async Task WebSignIn_Federated_IsAddedToThePortalsOwnPolicyAndTakenOutAgain()
    {
        await using var world = await RepairWorld.StartAsync($$"""
            { {{People}}, {{EntraJoined}}, "domains":[{"id":"contoso.example","authenticationType":"Federated","isDefault":true,"isVerified":true,
              "federationConfiguration":[{"id":"f1","passiveSignInUri":"https://sts.contoso.example/adfs/ls/"}]}] }
            """);
        await world.FixAsync(["policy.pin-recovery"]);
        var before = (await world.FactsAsync()).ConfigurationPolicies.ValueOrDefault!.Single();
        Assert.Equal(FindingStatus.Broken, (await world.FindAsync("policy.web-sign-in-urls")).Status);

        var fix = await world.FixAsync(["policy.web-sign-in-urls"]);

        var after = (await world.FactsAsync()).ConfigurationPolicies.ValueOrDefault!.Single();
        Assert.Equal(["sts.contoso.example"], PolicyReading.WebSignInAllowedUrls(after));
        Assert.Equal(before.Settings, after.Settings.Where(setting => setting.DefinitionId != KnownSettings.WebSignInAllowedUrls));
        Assert.Equal(FindingStatus.Healthy, (await world.FindAsync("policy.web-sign-in-urls")).Status);

        await world.UndoAsync(fix);

        Assert.Equal(before.Settings, (await world.FactsAsync()).ConfigurationPolicies.ValueOrDefault!.Single().Settings);
    }

    [FactAttribute]
    public async Task WebSignIn_ListLacksTheHost_GetsItAppended()
    {
        await using var world = await RepairWorld.StartAsync($$"""
            { {{People}}, {{EntraJoined}}, "domains":[{"id":"contoso.example","authenticationType":"Federated","isDefault":true,"isVerified":true,
              "federationConfiguration":[{"id":"f1","passiveSignInUri":"https://sts.contoso.example/adfs/ls/"}]}],
              "deviceManagement/configurationPolicies":[{"name":"Allow list","platforms":"windows10","technologies":"mdm","assignments":{{ToPilot}},"settings":[{"settingInstance":{
                "@odata.type":"#microsoft.graph.deviceManagementConfigurationSimpleSettingInstance","settingDefinitionId":"{{KnownSettings.WebSignInAllowedUrls}}",
                "simpleSettingValue":{"@odata.type":"#microsoft.graph.deviceManagementConfigurationStringSettingValue","value":"login.other.example"} } }]}] }
            """);
        Assert.Contains("lacks sts.contoso.example", (await world.FindAsync("policy.web-sign-in-urls")).Summary, StringComparison.Ordinal);

        await world.FixAsync(["policy.web-sign-in-urls"]);

        Assert.Equal(["login.other.example", "sts.contoso.example"], PolicyReading.WebSignInAllowedUrls((await world.FactsAsync()).ConfigurationPolicies.ValueOrDefault!.Single()));
    }

    [FactAttribute]
    public async Task Pilot_WidenedAndBack_KeepsThePilotGroup()
    {
        await using var world = await RepairWorld.StartAsync($$"""{ {{People}} }""");
        await world.FixAsync(["policy.pin-recovery"], new(Assign: new(AssignmentTarget.Group, [Pilot])));
        Assert.Equal(FindingStatus.NeedsAttention, (await world.FindAsync("policy.pilot")).Status);
        Assert.Empty((await world.PlanAsync(null)).Steps);

        var widen = await world.FixAsync(["policy.pilot"]);

        Assert.Equal([AssignmentTarget.Group, AssignmentTarget.AllDevices], await world.TargetsAsync());
        Assert.Equal(FindingStatus.NotApplicable, (await world.FindAsync("policy.pilot")).Status);

        await world.UndoAsync(widen);

        Assert.Equal([AssignmentTarget.Group], await world.TargetsAsync());
    }

    [FactAttribute]
    public async Task Drift_ChangedSinceAndAcceptedAndReapplied()
    {
        await using var world = await RepairWorld.StartAsync($$"""{ {{People}} }""");
        await world.FixAsync(["policy.pin-recovery"], new() { Template = PolicyTemplateChoice.HelloBaseline });
        var policy = (await world.FactsAsync()).ConfigurationPolicies.ValueOrDefault!.Single();
        Assert.Equal(FindingStatus.Healthy, (await world.FindAsync("policy.drift")).Status);

        await world.ChangeBehindTheBackAsync(new PlannedChange.ReplaceConfigurationPolicy(policy.Id, policy.Document!.Replace("\"value\":6", "\"value\":4", StringComparison.Ordinal)));
        await world.ChangeBehindTheBackAsync(new PlannedChange.AssignPolicy(policy.Kind, policy.Id, [new(AssignmentTarget.Group, Pilot)]));

        var drifted = await world.FindAsync("policy.drift");
        Assert.Equal(FindingStatus.NeedsAttention, drifted.Status);
        Assert.Contains("\"Minimum PIN length\" was 6 and is 4", drifted.Evidence[0].Detail, StringComparison.Ordinal);
        Assert.Contains("was assigned to all devices, now group", drifted.Evidence[0].Detail, StringComparison.Ordinal);
        Assert.DoesNotContain((await world.PlanAsync(null)).Steps, step => step.CheckId == "policy.drift");

        world.Memory.Deployed[policy.Id] = world.Memory.Deployed[policy.Id] with { AcceptedDrift = new("pilot first", "Ada", TimeProvider.System.GetUtcNow().AddDays(1), "Ada", TimeProvider.System.GetUtcNow()) };
        Assert.Contains("accepted until", (await world.FindAsync("policy.drift")).Summary, StringComparison.Ordinal);
        world.Memory.Deployed[policy.Id] = world.Memory.Deployed[policy.Id] with { AcceptedDrift = new("pilot first", "Ada", TimeProvider.System.GetUtcNow().AddDays(-1), "Ada", TimeProvider.System.GetUtcNow()) };

        await world.FixAsync(["policy.drift"]);

        Assert.True(await world.FindAsync("policy.drift") is { Status: FindingStatus.Healthy, Evidence: [{ Differs: false }] });
        Assert.Equal(policy.Settings, (await world.FactsAsync()).ConfigurationPolicies.ValueOrDefault!.Single().Settings);
        Assert.Equal([AssignmentTarget.AllDevices], await world.TargetsAsync());
    }

    [FactAttribute]
    public async Task Drift_PolicyDeleted_IsMadeAgain()
    {
        await using var world = await RepairWorld.StartAsync($$"""{ {{People}} }""");
        await world.FixAsync(["policy.pin-recovery"]);
        var policy = (await world.FactsAsync()).ConfigurationPolicies.ValueOrDefault!.Single();
        await world.ChangeBehindTheBackAsync(new PlannedChange.DeleteConfigurationPolicy(policy.Id));
        Assert.True((await world.FindAsync("policy.drift")).Evidence[0] is { Value: "gone", Differs: true });

        await world.FixAsync(["policy.drift"]);

        var again = (await world.FactsAsync()).ConfigurationPolicies.ValueOrDefault!.Single();
        Assert.Equal((policy.Name, policy.Settings), (again.Name, again.Settings), EqualityComparer<(string, IReadOnlyList<SettingValue>)>.Create((a, b) => a.Item1 == b.Item1 && a.Item2.SequenceEqual(b.Item2)));
        Assert.Equal([AssignmentTarget.AllDevices], await world.TargetsAsync());
    }

    [FactAttribute]
    public async Task Grants_ScopesNamed_AreGrantedProvenNoFurtherThanListedAndTakenBack()
    {
        await using var world = await RepairWorld.StartAsync($$"""{ {{People}} }""");
        Assert.True(await world.IsFixableAsync(CheckIds.Grants));
        Assert.DoesNotContain((await world.PlanAsync(null)).Steps, step => step.CheckId == CheckIds.Grants);
        var waiting = await world.PlanAsync([CheckIds.Grants]);
        Assert.Empty(waiting.Steps);
        var offered = Assert.Single(waiting.ScopesToChoose);
        var named = new PolicyChoice { Scopes = [offered.Value] };

        var fix = await world.FixAsync([CheckIds.Grants], named);

        var step = Assert.Single(fix.Steps).Planned;
        Assert.True(step.IsInferred);
        Assert.Contains("Inferred", step.Summary, StringComparison.Ordinal);
        Assert.Equal("DelegatedPermissionGrant.ReadWrite.All", step.Scope);
        Assert.Equal(offered.Value, Assert.Single(step.Settings).Id);
        Assert.Equal(("POST", "/v1.0/oauth2PermissionGrants"), (step.Request.Method, step.Request.Path));
        var grant = Assert.Single((await world.FactsAsync()).Grants.ValueOrDefault!);
        Assert.Equal((true, offered.Value), (grant.IsForEverybody, grant.Scope));
        var finding = await world.FindAsync(CheckIds.Grants);
        Assert.Equal(FindingStatus.Healthy, finding.Status);
        Assert.Contains("the first sign-in that succeeds is the proof", finding.Summary, StringComparison.Ordinal);
        Assert.NotEqual(FindingCause.ConsentProven, finding.Cause);
        Assert.False(await world.IsFixableAsync(CheckIds.Grants));

        await world.UndoAsync(fix);

        Assert.Empty((await world.FactsAsync()).Grants.ValueOrDefault!);
    }

    [FactAttribute]
    public async Task Grants_ScopeThatNobodyPublishes_OrWithoutTheCheck_IsRefused()
    {
        await using var world = await RepairWorld.StartAsync($$"""{ {{People}} }""");

        Assert.Contains("Everything.All", await world.RefusedAsync([CheckIds.Grants], new() { Scopes = ["Everything.All"] }), StringComparison.Ordinal);
        Assert.Contains("asked for by its id", await world.RefusedAsync(null, new() { Scopes = ["user_impersonation"] }), StringComparison.Ordinal);
    }

    [FactAttribute]
    public async Task Plan_ChosenGroup_IsReadAndAnEmptyOneIsWarnedOf()
    {
        const string Empty = "9a000000-0000-4000-8000-0000000000e0";
        const string Gone = "9a000000-0000-4000-8000-0000000000ee";
        await using var world = await RepairWorld.StartAsync($$$"""{ {{{People.Replace("\"groups\":[", $"\"groups\":[{{\"id\":\"{Empty}\",\"displayName\":\"Nobody\"}},", StringComparison.Ordinal)}}} }""");

        Task<RemediationPlan> For(params string[] groups) => world.PlanAsync(["policy.pin-recovery"], new(Assign: new(AssignmentTarget.Group, groups)));
        Assert.Empty((await For(Pilot)).Warnings);
        var empty = await For(Empty);
        Assert.Equal(["Group Nobody has no member: nobody gets the policy by it before somebody joins.", "So nobody gets the policy for now, and the repair can't be verified."], empty.Warnings);
        Assert.NotEmpty(empty.Steps);
        Assert.Contains("does not exist", (await For(Gone))!.Warnings[0], StringComparison.Ordinal);
        Assert.Single((await For(Pilot, Empty)).Warnings);
        Assert.Equal((await For(Pilot)).Hash, empty.Hash);
    }

    [FactAttribute]
    public async Task Filter_OnAnAssignment_IsNamedInTheEvidence()
    {
        var assignment = """[{"target":{"@odata.type":"#microsoft.graph.allDevicesAssignmentTarget","deviceAndAppManagementAssignmentFilterId":"9a000000-0000-4000-8000-00000000000f","deviceAndAppManagementAssignmentFilterType":"include"}}]""";
        await using var world = await RepairWorld.StartAsync($$"""
            { {{People}}, "deviceManagement/assignmentFilters":[{"id":"9a000000-0000-4000-8000-00000000000f","displayName":"Corporate laptops","platform":"windows10AndLater","rule":"(device.deviceOwnership -eq \"Corporate\")"}],
              "deviceManagement/deviceConfigurations":[{"@odata.type":"#microsoft.graph.windowsIdentityProtectionConfiguration","displayName":"Hello","pinRecoveryEnabled":true,"assignments":{{assignment}} }] }
            """);

        Assert.Contains("at most all devices (filter Corporate laptops)", (await world.FindAsync("policy.pin-recovery")).Summary, StringComparison.Ordinal);
    }

    private static string Profile(string rows) => $$"""
        {"@odata.type":"#microsoft.graph.windows10CustomConfiguration","displayName":"Hello (custom)","description":"by hand","assignments":{{ToPilot}},"omaSettings":[{{rows}}]}
        """;

    private static (string Name, string? Description, string Rows) Meaning(IntunePolicy policy)
    {
        var document = JsonNode.Parse(policy.Document!)!;
        return (policy.Name, document["description"]?.GetValue<string>(), document["omaSettings"]!.ToJsonString());
    }
}
