using System.Text.Json.Nodes;
using PinResetPortal.EndToEnd.Emulation;
using PinResetPortal.EndToEnd.Journeys;
using PinResetPortal.EndToEnd.Processes;

namespace PinResetPortal.EndToEnd.Cases;

/// <summary>Tenants as people have reported them, and siblings of each, asked over the API.</summary>
public sealed class CaseTests(World world) : Journey(world)
{
    private const string Recovery = "policy.pin-recovery";
    private const string Outer = "0a0a0a0a-0000-4000-8000-000000000001";
    private const string Inner = "0a0a0a0a-0000-4000-8000-000000000002";
    private const string Pc = "0a0a0a0a-0000-4000-8000-000000000003";
    private const string PcDevice = "0a0a0a0a-0000-4000-8000-000000000004";
    private const string Kiosks = "0a0a0a0a-0000-4000-8000-000000000005";
    private const string LockScreen = "device_vendor_msft_policy_config_windowslogon_";

    [Theory]
    [InlineData(true, "")]
    [InlineData(true, "&template=helloBaseline")]
    [InlineData(false, "")]
    [InlineData(false, "&template=helloBaseline")]
    public async Task Plan_HelloOffAtEnrolment_DoesNotSwitchItOn(bool forAll, string template)
    {
        var tenant = await AddAsync(HelloOff(forAll));

        var plan = await Api.GetAsync($"/api/v1/tenants/{tenant.Id}/plan?check=all{template}");

        Assert.Contains("enablepinrecovery_true", plan.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("usepassportforwork", plan.ToJsonString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Repair_HelloOffAtEnrolment_SendsPinRecoveryAlone()
    {
        var tenant = await AddAsync(HelloOff(forAll: true));
        var planned = (await Api.PlanAsync(tenant.Id))["steps"]!.AsArray();

        await Api.EndAsync(await Api.FixEverythingAsync(tenant.Id));

        var writes = await Emulator.WritesAsync(tenant.Id);
        Assert.Equal(planned.Count, writes.Count);
        Assert.All(writes, write => Assert.StartsWith("/beta/deviceManagement/configurationPolicies", write.Path, StringComparison.Ordinal));
        var readiness = await Api.ReadinessAsync(tenant.Id);
        Assert.Equal("Broken", Finding(readiness, "policy.hello-enabled").Text("status"));
        Assert.Equal("Healthy", Finding(readiness, Recovery).Text("status"));
    }

    /// <summary>Items of batches are requests as well. The plan reads, the run before its first change, and the verification.</summary>
    [Fact]
    public async Task Repair_FromPlanToVerified_TakesAtMost45Requests()
    {
        var tenant = await AddAsync(new TenantShape("Few requests"));
        await Api.ReadinessAsync(tenant.Id);
        var before = (await Emulator.RequestsAsync(tenant.Id)).Count;

        var ended = await Api.EndAsync(await Api.FixEverythingAsync(tenant.Id));

        Assert.Equal("verified", ended.Text("state"));
        var requests = (await Emulator.RequestsAsync(tenant.Id)).Skip(before).Where(request => request.IsGraph && !request.IsBatch).ToList();
        Assert.True(requests.Count <= 45, string.Join('\n', requests.Select(request => $"{request.Method} {request.Path}").Prepend($"{requests.Count} requests")));
    }

    [Fact]
    public async Task BulkRepair_HelloOffAtEnrolment_LeavesItOff()
    {
        var tenants = new[] { await AddAsync(HelloOff(forAll: true)), await AddAsync(HelloOff(forAll: true)) };
        var id = (await Api.PostAsync("/api/v1/bulk-repairs", new { tenants = tenants.Select(tenant => tenant.Id), checks = "all" })).Text("id");
        var planned = await BulkAsync(id, bulk => bulk.Text("state") == "planned");
        await Api.PostAsync($"/api/v1/bulk-repairs/{id}/start", new { planHash = planned["summary"].Text("planHash"), confirmation = planned["summary"].Text("confirmation") });

        await BulkAsync(id, bulk => bulk["finishedAt"] is not null);

        foreach (var tenant in tenants)
        {
            var readiness = await Api.ReadinessAsync(tenant.Id);
            Assert.Equal(("Broken", "Healthy"), (Finding(readiness, "policy.hello-enabled").Text("status"), Finding(readiness, Recovery).Text("status")));
        }
    }

    [Theory]
    [InlineData("nested exclusion")]
    [InlineData("empty group")]
    [InlineData("deleted group")]
    public async Task Readiness_PolicyThatReachesNobody_IsNotReady(string kind)
    {
        var shape = new TenantShape($"Nobody {kind}").Consented()
            .With("devices", new JsonObject { ["id"] = Pc, ["displayName"] = "PC1", ["deviceId"] = PcDevice })
            .With("groups", Piece.Named(Inner, "Inner", Pc))
            .With("groups", kind == "empty group" ? Piece.Named(Outer, "Outer") : Piece.Named(Outer, "Outer", Inner))
            .With(Piece.Devices, Piece.Device("PC1", "azureADJoined", entraDeviceId: PcDevice))
            .With(Piece.Catalog, kind switch
            {
                "nested exclusion" => Piece.PinRecovery("For nobody", targets: [Piece.AllDevices(), Piece.Less(Outer)]),
                "empty group" => Piece.PinRecovery("For nobody", targets: [Piece.Group(Outer)]),
                _ => Piece.PinRecovery("For nobody", targets: [Piece.Group(Piece.NewId())]),
            });
        var tenant = await AddAsync(shape);

        var readiness = await Api.ReadinessAsync(tenant.Id);

        Assert.Equal(("NotReady", "blocked"), (readiness.Text("verdict"), readiness.Text("stage")));
        Assert.Equal(("Broken", "ReachesNobody"), (Finding(readiness, Recovery).Text("status"), Finding(readiness, Recovery).Text("cause")));
    }

    [Fact]
    public async Task Readiness_GroupOfUsersWithoutDevices_SaysThatItReachesNoDeviceYet()
    {
        var tenant = await AddAsync(new TenantShape("Deviceless").Consented()
            .With("users", Piece.User(Inner, "una@deviceless.example"))
            .With("groups", Piece.Named(Outer, "Staff", Inner))
            .With(Piece.Devices, Piece.Device("PC1", "azureADJoined"))
            .With(Piece.Catalog, Piece.PinRecovery("For staff", targets: [Piece.Group(Outer)])));

        var readiness = await Api.ReadinessAsync(tenant.Id);

        Assert.Equal(("NeedsAttention", "NoDeviceYet"), (Finding(readiness, Recovery).Text("status"), Finding(readiness, Recovery).Text("cause")));
        Assert.Equal("setUp", readiness.Text("stage"));
    }

    [Theory]
    [InlineData("hybridAzureADJoined", "", "NotApplicable")]
    [InlineData("azureADRegistered", "", "NotApplicable")]
    [InlineData("azureADJoined", "", "Broken")]
    [InlineData("azureADJoined", "managed.example", "NotApplicable")]
    public async Task Readiness_FederatedDomain_NeedsAListForEntraJoinedDevicesOfItsUsersOnly(string join, string usersDomain, string expected)
    {
        var shape = new TenantShape($"Federated {join} {usersDomain}").Consented().With(Piece.Catalog, Piece.PinRecovery("On")).With(Piece.Devices, Piece.Device("PC1", join));
        var federated = shape.Domain;
        shape.With("domains", Piece.FederatedDomain(federated)).With("users", Piece.User(Piece.NewId(), $"una@{(usersDomain.Length == 0 ? federated : usersDomain)}"));
        var tenant = await AddAsync(shape);

        Assert.Equal(expected, Finding(await Api.ReadinessAsync(tenant.Id), "policy.web-sign-in-urls").Text("status"));
    }

    [Theory]
    [InlineData("disablelockscreenappnotifications", "1", "NeedsAttention")]
    [InlineData("hidefastuserswitching", "1", "NeedsAttention")]
    [InlineData("disablelockscreenappnotifications", "0", "Healthy")]
    public async Task Readiness_LockScreenSetting_IsNamedWithItsPolicy(string setting, string value, string expected)
    {
        var tenant = await AddAsync(On($"Lock {setting} {value}").With(Piece.Catalog, Piece.OneChoice("Login and lock screen", LockScreen + setting, value)));

        AssertLockScreen(await Api.ReadinessAsync(tenant.Id), expected);
    }

    [Theory]
    [InlineData("<enabled/>", "NeedsAttention")]
    [InlineData("<disabled/>", "Healthy")]
    public async Task Readiness_LockScreenSettingThroughOmaUri_IsNamedWithItsProfile(string value, string expected)
    {
        var row = Piece.OmaUri("Login and lock screen", "./Device/Vendor/MSFT/Policy/Config/WindowsLogon/DisableLockScreenAppNotifications", value);
        var tenant = await AddAsync(On($"Lock row {expected}").With(Piece.Custom, row));

        AssertLockScreen(await Api.ReadinessAsync(tenant.Id), expected);
    }

    [Theory]
    [InlineData("azureADRegistered", "Enterprise", "mdm", "NeedsAttention", "setUp")]
    [InlineData("azureADJoined", "Holographic", "mdm", "NeedsAttention", "setUp")]
    [InlineData("azureADJoined", "ServerDatacenter", "mdm", "NeedsAttention", "setUp")]
    [InlineData("unknown", "Enterprise", "mdm", "Unknown", "rollingOut")]
    [InlineData("azureADJoined", "Enterprise", "mdm", "Healthy", "ready")]
    [InlineData("hybridAzureADJoined", "Enterprise", "configurationManagerClientMdm", "Healthy", "ready")]
    public async Task Readiness_KindOfDevice_IsServedOrNot(string join, string edition, string agent, string expected, string stage)
    {
        var tenant = await AddAsync(On($"Kind {join} {edition} {agent}").With(Piece.Devices, Piece.Device("D1", join, edition, agent)));

        var readiness = await Api.ReadinessAsync(tenant.Id);

        Assert.Equal((expected, stage), (Finding(readiness, "devices.supported").Text("status"), readiness.Text("stage")));
    }

    [Theory]
    [InlineData("exclude", "include", false, "Healthy")]
    [InlineData("include", "exclude", true, "Healthy")]
    [InlineData("include", "include", false, "NeedsAttention")]
    public async Task Readiness_OneFilterOnBothSides_MeetsOnlyTheSameWay(string on, string off, bool inGroup, string expected)
    {
        JsonObject Target(string mode) => inGroup ? Piece.Group(Outer, Kiosks, mode) : Piece.AllDevices(Kiosks, mode);
        var tenant = await AddAsync(new TenantShape($"Filter {on} {off}").Consented()
            .With("devices", new JsonObject { ["id"] = Pc, ["displayName"] = "PC1", ["deviceId"] = PcDevice })
            .With("groups", Piece.Named(Outer, "All PCs", Pc))
            .With(Piece.Filters, new JsonObject { ["id"] = Kiosks, ["displayName"] = "Kiosks", ["platform"] = "windows10AndLater", ["rule"] = "(device.deviceCategory -eq \"Kiosk\")" })
            .With(Piece.Catalog, Piece.PinRecovery("On", targets: [Target(on)]))
            .With(Piece.Catalog, Piece.PinRecovery("Off", on: false, targets: [Target(off)])));

        Assert.Equal(expected, Finding(await Api.ReadinessAsync(tenant.Id), "policy.conflict").Text("status"));
    }

    [Theory]
    [InlineData("device", true, "user", false, "Broken")]
    [InlineData("device", false, "user", true, "Healthy")]
    public async Task Readiness_UserScope_BeatsDeviceScope(string one, bool oneOn, string two, bool twoOn, string expected)
    {
        var tenant = await AddAsync(new TenantShape($"Scopes {oneOn}").Consented()
            .With(Piece.Catalog, Piece.PinRecovery("One", oneOn, one))
            .With(Piece.Catalog, Piece.PinRecovery("Two", twoOn, two, Piece.AllUsers())));

        Assert.Equal(expected, Finding(await Api.ReadinessAsync(tenant.Id), "policy.conflict").Text("status"));
    }

    [Theory]
    [InlineData("./Device/Vendor/MSFT/PassportForWork/{0}/Policies/EnablePinRecovery", "Ready")]
    [InlineData("./device/vendor/msft/passportforwork/{0}/policies/enablepinrecovery", "Unknown")]
    [InlineData("./Device/Vendor/MSFT/PassportForWork/{{{0}}}/Policies/EnablePinRecovery", "Unknown")]
    public async Task Readiness_OmaUriThatNoPageDecides_IsUnknown(string path, string expected)
    {
        var shape = new TenantShape($"Row {path.Length}").Consented();
        var tenant = await AddAsync(shape.With(Piece.Custom, Piece.OmaUri("Row", string.Format(System.Globalization.CultureInfo.InvariantCulture, path, shape.Id), true)));

        Assert.Equal(expected, (await Api.ReadinessAsync(tenant.Id)).Text("verdict"));
    }

    [Fact]
    public async Task Readiness_GrantOfOnePerson_IsNoGrantForEverybody()
    {
        var tenant = await AddAsync(new TenantShape("One grant").With(Piece.Catalog, Piece.PinRecovery("On"))
            .With("servicePrincipals", Piece.Principal(TenantShape.ServiceAppId, Outer))
            .With("servicePrincipals", Piece.Principal(TenantShape.ClientAppId, Inner))
            .With("oauth2PermissionGrants", new JsonObject { ["id"] = "one", ["clientId"] = Inner, ["resourceId"] = Outer, ["consentType"] = "Principal", ["principalId"] = Pc, ["scope"] = "user_impersonation" }));

        Assert.Equal("GrantForSomePeople", Finding(await Api.ReadinessAsync(tenant.Id), "consent.grants").Text("cause"));
    }

    [Fact]
    public async Task Diagnose_ServiceSwitchedOff_IsConfirmed()
    {
        var tenant = await AddAsync(new TenantShape("Service off").With(Piece.Catalog, Piece.PinRecovery("On"))
            .With("servicePrincipals", Piece.Principal(TenantShape.ServiceAppId, Outer, enabled: false))
            .With("servicePrincipals", Piece.Principal(TenantShape.ClientAppId, Inner)));

        var first = (await Api.PostAsync("/api/v1/diagnose", new { tenantId = tenant.Id, text = "AADSTS500014" }))["causes"]![0];

        Assert.Equal(("cause-service-consent-missing", "confirmed"), (first.Text("id"), first.Text("standing")));
    }

    [Theory]
    [InlineData("AADSTS500014", "cause-service-consent-missing")]
    [InlineData("CAA2000B", "cause-service-consent-missing")]
    [InlineData("CAA2000C", "cause-mfa")]
    [InlineData("CAA20009", "cause-client-consent-missing")]
    [InlineData("AADSTS500121", "cause-mfa")]
    [InlineData("AADSTS50158", "cause-mfa")]
    [InlineData("AADSTS530003", "cause-conditional-access")]
    [InlineData("AADSTS53011", "cause-guest")]
    [InlineData("CAA5004B", "cause-registration-broken")]
    [InlineData("CAA60007", "cause-network")]
    [InlineData("CAA90015", "cause-network")]
    [InlineData("CAA90019", "cause-network")]
    [InlineData("0xC00000BB", "cause-on-premises-sign-in")]
    [InlineData("0x80090033", "cause-hybrid-key-trust")]
    [InlineData("0x80090016", "cause-hello-credential-broken")]
    [InlineData("0xCAA80000", "cause-network")]
    [InlineData("0xCAA6000A", "cause-network")]
    public async Task Diagnose_CodeAlone_HasAReading(string code, string cause)
    {
        var answer = await ReaderApi.PostAsync("/api/v1/diagnose", new { text = code });

        Assert.Empty(answer["unknown"]!.AsArray());
        Assert.Equal((cause, "possible"), (answer["causes"]![0].Text("id"), answer["causes"]![0].Text("standing")));
    }

    private static TenantShape On(string name) => new TenantShape(name).Consented().With(Piece.Catalog, Piece.PinRecovery("On"));

    private static TenantShape HelloOff(bool forAll)
    {
        var shape = new TenantShape($"Hello off {forAll}").Consented().With(Piece.Enrolment, Piece.HelloAtEnrolment("Everybody", forAll ? "disabled" : "notConfigured"));
        return forAll ? shape : shape
            .With("devices", new JsonObject { ["id"] = Pc, ["displayName"] = "PC1", ["deviceId"] = PcDevice })
            .With("groups", Piece.Named(Outer, "No Hello", Pc))
            .With(Piece.Enrolment, Piece.HelloAtEnrolment("Some", "disabled", Outer));
    }

    private static void AssertLockScreen(JsonNode readiness, string expected)
    {
        var finding = Finding(readiness, "policy.lock-screen");
        Assert.Equal(expected, finding.Text("status"));
        Assert.Equal(expected == "NeedsAttention", finding.Text("summary")!.Contains("\"Login and lock screen\"", StringComparison.Ordinal));
        Assert.Equal("Ready", readiness.Text("verdict"));
    }

    private static JsonNode Finding(JsonNode readiness, string check) =>
        Assert.Single(readiness["findings"]!.AsArray(), finding => finding.Text("checkId") == check)!;

    private Task<JsonNode> BulkAsync(string? id, Func<JsonNode, bool> isSo) =>
        Eventually.SeeAsync(async () => await Api.GetAsync($"/api/v1/bulk-repairs/{id}") is var bulk && isSo(bulk) ? bulk : null, $"the bulk repair {id}");
}
