using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Field;
using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Core.Snapshot;
using PinResetPortal.Work.Operations;

namespace PinResetPortal.Graph;

public sealed class GraphOverHttpTests
{
    private static readonly PolicyDraft Draft = new("WIN - PIN recovery", "Made by PinResetPortal [op:1]",
    [
        new(KnownSettings.DeviceUsePassportForWork, DraftSettingKind.Choice, KnownSettings.DeviceUsePassportForWork + "_true", KnownSettings.DeviceGroup),
        new(KnownSettings.DeviceEnablePinRecovery, DraftSettingKind.Choice, KnownSettings.DeviceEnablePinRecovery + "_true", KnownSettings.DeviceGroup),
        new(KnownSettings.DeviceGroup + "_policies_pincomplexity_minimumpinlength", DraftSettingKind.Number, "6", KnownSettings.DeviceGroup),
        new(KnownSettings.WebSignInAllowedUrls, DraftSettingKind.Text, "adfs.contoso.com", null),
    ]);

    private static string Full => $$"""
        {"groups":[{"id":"99999999-0000-4000-8000-000000000001","displayName":"Pilot"}],
         "servicePrincipals":[{"appId":"{{KnownApps.PinResetServiceAppId}}","accountEnabled":true},{"appId":"{{KnownApps.PinResetClientAppId}}","accountEnabled":false}],
         "deviceManagement/configurationPolicies":[{{Shapes.Catalog("98888888-0000-4000-8000-000000000001", assignments: Shapes.GroupTarget("99999999-0000-4000-8000-000000000001"))}}],
         "deviceManagement/intents":[{"displayName":"Legacy","templateId":"0f2b5d70-d4e9-4156-8c16-1397eb6c54a5","settings":[{"@odata.type":"#microsoft.graph.deviceManagementBooleanSettingInstance","definitionId":"{{KnownSettings.IntentPinRecovery}}","valueJson":"true","value":true}],"assignments":[] }]}
        """;

    [Fact]
    public async Task Read_FullTenant_StaysInBudgetAndIsOneWaveTheSecondTime()
    {
        await using var world = await EmulatedWorld.StartAsync();
        var tenant = world.Add(Full);

        var cold = await world.ReadAsync(tenant);
        var warm = await world.ReadAsync(tenant);

        AssertAllKnown(cold);
        AssertAllKnown(warm);
        Assert.False(cold.PinResetClient.ValueOrDefault!.AccountEnabled);
        Assert.Equal("Pilot", Assert.Single(cold.Groups.ValueOrDefault!).Value.DisplayName);
        Assert.Equal("true", Assert.Single(cold.Intents.ValueOrDefault!).Settings[0].Value);
        Assert.InRange(cold.Cost.Waves, 1, 2);
        Assert.InRange(cold.Cost.HttpRequests, 2, 4);
        Assert.Equal((1, 2), (warm.Cost.Waves, warm.Cost.HttpRequests));
        Assert.Equal(cold.ConfigurationPolicies.ValueOrDefault![0].Document, warm.ConfigurationPolicies.ValueOrDefault![0].Document);
    }

    [Fact]
    public async Task Assign_CustomProfile_KeepsTheFiltersOfItsTargets()
    {
        await using var world = await EmulatedWorld.StartAsync();
        const string filter = "98888888-0000-4000-8000-00000000000f";
        var tenant = world.Add($$$"""
            {"deviceManagement/assignmentFilters":[{"id":"{{{filter}}}","displayName":"Corporate","platform":"windows10AndLater"}],
             "deviceManagement/deviceConfigurations":[{"@odata.type":"#microsoft.graph.windows10CustomConfiguration","id":"98888888-0000-4000-8000-000000000002","displayName":"C",
               "omaSettings":[{"@odata.type":"#microsoft.graph.omaSettingBoolean","displayName":"pin","omaUri":"./Device/Vendor/MSFT/PassportForWork/TenantId/Policies/EnablePinRecovery","value":true}],
               "assignments":[{"target":{"@odata.type":"#microsoft.graph.allDevicesAssignmentTarget","deviceAndAppManagementAssignmentFilterId":"{{{filter}}}","deviceAndAppManagementAssignmentFilterType":"exclude"}}]}]}
            """);
        var before = Assert.Single(Assert.Single((await world.ReadAsync(tenant)).DeviceConfigurations.ValueOrDefault!).Assignments);

        await AppliesAsync(world, tenant, new PlannedChange.AssignPolicy(PolicyKind.CustomOmaUri, "98888888-0000-4000-8000-000000000002", [before, new(AssignmentTarget.AllUsers)]));

        var after = Assert.Single((await world.ReadAsync(tenant)).DeviceConfigurations.ValueOrDefault!).Assignments;
        Assert.Equal(2, after.Count);
        Assert.Contains(after, one => one is { FilterId: filter, FilterMode: AssignmentFilterMode.Exclude });
    }

    [Fact]
    public async Task Change_ServicePrincipal_GoesAllTheWayAndBack()
    {
        await using var world = await EmulatedWorld.StartAsync();
        var tenant = world.Add("{}");
        var create = new PlannedChange.CreateServicePrincipal(KnownApps.PinResetServiceAppId);
        Assert.IsType<ChangeObservation.NotInPlace>(await world.ObserveAsync(tenant, create));

        var id = Assert.IsType<ChangeOutcome.Applied>(await world.ExecuteAsync(tenant, create)).ObjectId!;

        Assert.Equal(id, Assert.IsType<ChangeOutcome.AlreadyInPlace>(await world.ExecuteAsync(tenant, create)).ObjectId);
        Assert.Equal(new ChangeObservation.InPlace(id), await world.ObserveAsync(tenant, create));
        await AppliesAsync(world, tenant, new PlannedChange.SetServicePrincipalEnabled(id, create.AppId, false));
        await AppliesAsync(world, tenant, new PlannedChange.SetAppRoleAssignmentRequired(id, create.AppId, true));
        await AppliesAsync(world, tenant, new PlannedChange.DeleteServicePrincipal(id, create.AppId));
        Assert.Equal(ServicePrincipalPresence.SoftDeleted, (await world.ReadAsync(tenant)).PinResetService.ValueOrDefault!.Presence);
        await AppliesAsync(world, tenant, new PlannedChange.RestoreServicePrincipal(id, create.AppId));
    }

    [Fact]
    public async Task Change_Policy_GoesAllTheWayAndBack()
    {
        await using var world = await EmulatedWorld.StartAsync();
        var tenant = world.Add("{}");
        var id = await AppliesAsync(world, tenant, new PlannedChange.CreateConfigurationPolicy(Draft));

        await AppliesAsync(world, tenant, new PlannedChange.AssignPolicy(PolicyKind.SettingsCatalog, id, [new(AssignmentTarget.AllDevices)]));
        var policy = Assert.Single((await world.ReadAsync(tenant)).ConfigurationPolicies.ValueOrDefault!);
        Assert.Equal(4, policy.Settings.Count);
        Assert.Equal(AssignmentTarget.AllDevices, Assert.Single(policy.Assignments).Target);
        await AppliesAsync(world, tenant, new PlannedChange.AssignPolicy(PolicyKind.SettingsCatalog, id, [.. policy.Assignments, new(AssignmentTarget.AllUsers)]));
        await AppliesAsync(world, tenant, new PlannedChange.ReplaceConfigurationPolicy(id, policy.Document!.Replace("enablepinrecovery_true", "enablepinrecovery_false", StringComparison.Ordinal)));

        var changed = Assert.Single((await world.ReadAsync(tenant)).ConfigurationPolicies.ValueOrDefault!);
        Assert.Contains(changed.Settings, setting => setting.Value == KnownSettings.DeviceEnablePinRecovery + "_false");
        Assert.Equal(2, changed.Assignments.Count);
        await AppliesAsync(world, tenant, new PlannedChange.DeleteConfigurationPolicy(id));
        Assert.Empty((await world.ReadAsync(tenant)).ConfigurationPolicies.ValueOrDefault!);
    }

    [Fact]
    public async Task Read_NotConsented_SaysSo()
    {
        await using var world = await EmulatedWorld.StartAsync();

        var facts = await world.ReadAsync(world.Add("{}", consent: "none"));

        Assert.Equal(UnreadableKind.PortalNotConsented, facts.Organization.WhyUnreadable!.Kind);
    }

    [Fact]
    public async Task Read_NoIntune_IsLicenceMissing()
    {
        await using var world = await EmulatedWorld.StartAsync();

        var facts = await world.ReadAsync(world.Add("{}", licences: "\"AAD_PREMIUM\""));

        Assert.Equal(UnreadableKind.LicenceMissing, facts.ConfigurationPolicies.WhyUnreadable!.Kind);
        Assert.Equal(new LicenceFacts(HasIntune: false, HasEntraP1: true), facts.Licences.ValueOrDefault);
    }

    [Fact]
    public async Task Read_ManyFaults_StillReadsEverything()
    {
        // With nine attempts it failed by chance alone, one time in fifty: some hundred items, each with four bad answers in ten.
        await using var world = await EmulatedWorld.StartAsync(options => (options.FirstPause, options.LongestPause, options.MaxAttempts) = (TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(20), 20));
        var tenant = world.Add(Full);
        await world.FaultsAsync("""{"throttleShare":0.3,"retryAfter":null,"errorShare":0.05,"dropShare":0.05,"seed":7}""");

        for (var round = 0; round < 5; round++)
        {
            AssertAllKnown(await world.ReadAsync(tenant));
        }
    }

    private static async Task<string> AppliesAsync(EmulatedWorld world, Core.Tenants.Tenant tenant, PlannedChange change)
    {
        var applied = Assert.IsType<ChangeOutcome.Applied>(await world.ExecuteAsync(tenant, change));
        Assert.NotNull(applied.RequestId);
        Assert.IsType<ChangeObservation.InPlace>(await world.ObserveAsync(tenant, change));
        return applied.ObjectId!;
    }

    private static void AssertAllKnown(TenantFacts facts) => Assert.Empty(new[]
    {
        facts.Organization.WhyUnreadable, facts.Domains.WhyUnreadable, facts.PinResetService.WhyUnreadable, facts.PinResetClient.WhyUnreadable, facts.Grants.WhyUnreadable,
        facts.Licences.WhyUnreadable, facts.ConfigurationPolicies.WhyUnreadable, facts.DeviceConfigurations.WhyUnreadable, facts.Intents.WhyUnreadable,
        facts.HelloEnrolment.WhyUnreadable, facts.Groups.WhyUnreadable, facts.Access.WhyUnreadable, facts.Devices.WhyUnreadable,
        facts.Deployment.WhyUnreadable,
    }.OfType<UnreadableReason>());
}
