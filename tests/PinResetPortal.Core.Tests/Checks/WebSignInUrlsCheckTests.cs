using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Field;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Snapshot;
using PinResetPortal.Core.Templates;
using static PinResetPortal.Core.TenantFactsBuilder;

namespace PinResetPortal.Core.Checks;

/// <summary>The allow list concerns Entra-joined devices and people of a federated domain, at the lock screen.</summary>
public sealed class WebSignInUrlsCheckTests
{
    private const string Host = "sts.contoso.example";
    private static readonly WebSignInUrlsCheck Check = new();

    public static TheoryData<string, string, string, string, FindingStatus> Everything()
    {
        var data = new TheoryData<string, string, string, string, FindingStatus>();
        foreach (var devices in (string[])["none", "hybrid", "registered", "entra", "both", "unreadable", "partly", "not told"])
        {
            foreach (var users in (string[])["yes", "no", "not told, default", "not told, other"])
            {
                foreach (var host in (string[])["read", "refused", "not named"])
                {
                    foreach (var list in (string[])["missing", "right", "wrong", "unassigned", "for an empty group"])
                    {
                        data.Add(devices, users, host, list, Expected(devices, users, host, list));
                    }
                }
            }
        }

        return data;
    }

    private static FindingStatus Expected(string devices, string users, string host, string list)
    {
        if (users is "no" or "not told, other" || devices is "none" or "hybrid" or "registered")
        {
            return FindingStatus.NotApplicable;
        }

        var isSet = list is "right" or "wrong";
        var judged = !isSet ? FindingStatus.Broken : host != "read" ? FindingStatus.Unknown : list == "right" ? FindingStatus.Healthy : FindingStatus.Broken;
        return devices is "entra" or "both" || judged == FindingStatus.Healthy ? judged : FindingStatus.Unknown;
    }

    [Theory]
    [MemberData(nameof(Everything))]
    public void Evaluate_AnyTenant_IsJudgedByWhoNeedsTheList(string devices, string users, string host, string list, FindingStatus status)
    {
        var finding = Check.Evaluate(Federated(users, host) with { Devices = DevicesOf(devices), ConfigurationPolicies = TenantFactsBuilder.Policies(ListOf(list)), Groups = Groups(Group("g-empty")) });

        Assert.Equal(status, finding.Status);
        Assert.True(finding.Status != FindingStatus.Unknown || finding.Reason is not null);
        Assert.True(finding.Status != FindingStatus.Broken || (finding.Summary.Contains("lock screen", StringComparison.Ordinal) && finding.Summary.Contains("Entra-joined", StringComparison.Ordinal)));
    }

    [FactAttribute]
    public void Evaluate_HostRefused_NamesThePermission()
    {
        var finding = Check.Evaluate(Federated("yes", "refused") with { ConfigurationPolicies = TenantFactsBuilder.Policies(ListOf("wrong")) });

        Assert.Equal((FindingStatus.Unknown, FindingCause.HostUnreadable, "Domain-InternalFederation.Read.All"), (finding.Status, finding.Cause, finding.Reason?.Permission));
    }

    [FactAttribute]
    public void Evaluate_PrimaryUserOfADeviceLivesThere_CountsWhateverEntraSaid()
    {
        var facts = Federated("no", "read") with { Devices = TenantFactsBuilder.Devices(Device("d-1") with { UserPrincipalName = "Ada@Contoso.Example" }) };

        Assert.Equal(FindingCause.AllowListMissing, Check.Evaluate(facts).Cause);
    }

    [FactAttribute]
    public void Evaluate_DomainWithoutUsersBesideOneWithUsers_AsksForTheOtherHostOnly()
    {
        var facts = Federated("yes", "read");
        facts = facts with { Domains = new Fact<IReadOnlyList<DomainFacts>>.Known([.. facts.Domains.ValueOrDefault!, new("old.example", true, false, "sts.old.example") { HasUsers = false }]) };

        Assert.Equal([Host], SignInDomains.Required(facts));
        Assert.Equal(FindingStatus.Healthy, Check.Evaluate(facts with { ConfigurationPolicies = TenantFactsBuilder.Policies(ListOf("right")) }).Status);
    }

    [Theory]
    [InlineData("entra", FindingStatus.Broken)]
    [InlineData("hybrid", FindingStatus.NotApplicable)]
    [InlineData("unreadable", FindingStatus.Unknown)]
    public void Evaluate_AzureGovernmentWithoutFederation_NeedsItsOwnHost(string devices, FindingStatus status)
    {
        var facts = Healthy() with { Cloud = NationalCloud.UsGovernment, Devices = DevicesOf(devices) };

        Assert.Equal(status, Check.Evaluate(facts).Status);
        var list = Setting("u", "Allow", PolicyKind.SettingsCatalog, KnownSettings.WebSignInAllowedUrls, SignInDomains.UsGovernment, AllDevices);
        Assert.NotEqual(FindingStatus.Broken, Check.Evaluate(facts with { ConfigurationPolicies = TenantFactsBuilder.Policies(list) }).Status);
    }

    private static TenantFacts Federated(string users, string host) => Healthy() with
    {
        Domains = new Fact<IReadOnlyList<DomainFacts>>.Known(
        [
            new("contoso.example", true, users != "not told, other", host == "read" ? Host : null)
            {
                HasUsers = users == "yes" ? true : users == "no" ? false : null,
                HostUnreadable = host == "refused" ? Forbidden with { Permission = "Domain-InternalFederation.Read.All" } : null,
            },
        ]),
    };

    private static Fact<DeviceInventory> DevicesOf(string devices)
    {
        var hybrid = Device("d-1") with { JoinType = "hybridAzureADJoined" };
        return devices switch
        {
            "none" => TenantFactsBuilder.Devices(),
            "hybrid" => TenantFactsBuilder.Devices(hybrid),
            "registered" => TenantFactsBuilder.Devices(hybrid with { JoinType = "azureADRegistered" }),
            "entra" => TenantFactsBuilder.Devices(Device("d-1")),
            "both" => TenantFactsBuilder.Devices(hybrid, Device("d-2")),
            "partly" => new DeviceInventory([hybrid], 4000),
            "not told" => TenantFactsBuilder.Devices(hybrid, hybrid with { JoinType = null }),
            _ => Forbidden,
        };
    }

    private static IntunePolicy ListOf(string list) => list switch
    {
        "missing" => Catalog("p-on", "Hello", true, AllDevices),
        "wrong" => Allow("camera.wrong.example", AllDevices),
        "unassigned" => Allow(Host),
        "for an empty group" => Allow(Host, In("g-empty")),
        _ => Allow(Host, AllDevices),
    };

    private static IntunePolicy Allow(string hosts, params PolicyAssignment[] assignments) =>
        Setting("u", "Web sign-in", PolicyKind.SettingsCatalog, KnownSettings.WebSignInAllowedUrls, hosts, assignments);
}
