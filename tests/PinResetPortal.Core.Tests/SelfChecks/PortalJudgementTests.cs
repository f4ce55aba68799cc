using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Registration;

namespace PinResetPortal.Core.SelfChecks;

public sealed class PortalJudgementTests
{
    [Fact]
    public void Judge_PortalAsItShouldBe_IsHealthyEverywhere()
    {
        var findings = PortalJudgement.Of(SomePortal.Facts());

        Assert.Equal(SelfCheckIds.All, findings.Select(one => one.CheckId));
        Assert.All(findings, one => Assert.True(one.Status == FindingStatus.Healthy, $"{one}"));
        Assert.All(SelfCheckIds.All, id => Assert.NotEqual(id, SelfCheckIds.TitleOf(id)));
    }

    [Theory]
    [InlineData(31, FindingStatus.Healthy, "in 31 days")]
    [InlineData(30, FindingStatus.Healthy, "in 30 days")]
    [InlineData(29, FindingStatus.NeedsAttention, "in 29 days")]
    [InlineData(1, FindingStatus.NeedsAttention, "in 1 day.")]
    [InlineData(0, FindingStatus.Broken, "ended on 26 November 2026")]
    [InlineData(-3, FindingStatus.Broken, "ended on 23 November 2026")]
    public void Credential_DaysLeft_AreTold(int days, FindingStatus status, string words)
    {
        var facts = SomePortal.Facts(SomePortal.Now.AddDays(days));

        var finding = Find(facts, SelfCheckIds.Credential);

        Assert.Equal(status, finding.Status);
        Assert.Contains(words, finding.Summary, StringComparison.Ordinal);
        Assert.Equal(SomePortal.Now.AddDays(days), PortalJudgement.CredentialEnd(facts));
        Assert.Equal(status == FindingStatus.Healthy ? null : "PinResetPortal setup --rotate", finding.Command);
    }

    /// <summary>Could not look is never nothing there: neither healthy nor broken.</summary>
    [Fact]
    public void Checks_NothingCouldBeRead_AreUnknownWithTheReason()
    {
        var facts = SomePortal.Facts() with { Token = SomePortal.Away, Registration = SomePortal.Away, Licences = SomePortal.Away, Clock = SomePortal.Away };

        var unread = PortalJudgement.Of(facts).Where(one => one.CheckId is not (SelfCheckIds.Address or SelfCheckIds.Database)).ToList();

        Assert.All(unread, one => Assert.Equal(FindingStatus.Unknown, one.Status));
        Assert.All(unread, one => Assert.Contains(SomePortal.Away.Message, one.Summary, StringComparison.Ordinal));
    }

    [Fact]
    public void Credential_EntraRefusesIt_IsBrokenWithTheCode()
    {
        var refused = new UnreadableReason(UnreadableKind.CredentialRefused, "Refused.", null, Code: "AADSTS7000215");

        var finding = Find(SomePortal.Facts() with { Token = refused, Registration = refused, Licences = refused }, SelfCheckIds.Credential);

        Assert.Equal((FindingStatus.Broken, true), (finding.Status, finding.Summary.Contains("AADSTS7000215", StringComparison.Ordinal)));
    }

    [Fact]
    public void Credential_TakenOutOfTheRegistration_IsBroken()
    {
        var finding = Find(SomePortal.Facts() with { Credentials = [new(CredentialKind.Secret, null, null, "0f8e2f5e-0000-4000-8000-00000000ffff", [])] }, SelfCheckIds.Credential);

        Assert.Equal(FindingStatus.Broken, finding.Status);
        Assert.Contains("does not list", finding.Summary, StringComparison.Ordinal);
    }

    /// <summary>Each permission, as each of its kinds, is missed by its name.</summary>
    [Fact]
    public void Consent_AnyPermissionMissing_IsNamed()
    {
        var facts = SomePortal.Facts();
        var live = Assert.IsType<Fact<LiveRegistration>.Known>(facts.Registration).Value;
        foreach (var permission in facts.Wanted.Permissions)
        {
            var scopes = string.Join(' ', facts.Wanted.Permissions.Where(one => one != permission).Select(one => one.Name));
            var grant = live.Grants[0].DeepClone().AsObject();
            grant["scope"] = scopes;
            var without = facts with { Registration = live with { Grants = [grant] } };
            IsMissed(permission, PermissionKind.Delegated, Find(without, SelfCheckIds.Consent), live);
            var id = live.Ids.Find(permission, PermissionKind.Application)?.ToString("D");
            var held = facts with { Registration = live with { RolesHeld = [.. live.RolesHeld.Where(one => one["appRoleId"]!.GetValue<string>() != id)] } };
            IsMissed(permission, PermissionKind.Application, Find(held, SelfCheckIds.Consent), live);
        }
    }

    /// <summary>A second home tenant has the service principal only, and needs nothing that is the partner's.</summary>
    [Fact]
    public void Judge_HomeWithoutTheApplication_SeesItsConsentAndRoles()
    {
        var facts = SomePortal.Facts() with { Wanted = new(new(new("https://pin.contoso.example"), Msp: true, Repairs: true, Unattended: true, People: true, CredentialKind.Secret)) };
        var live = Assert.IsType<Fact<LiveRegistration>.Known>(facts.Registration).Value;

        var findings = PortalJudgement.Of(facts with { Registration = live with { Application = null } }).ToDictionary(one => one.CheckId, one => one.Status);

        Assert.Equal(FindingStatus.NotApplicable, findings[SelfCheckIds.Registration]);
        Assert.Equal((FindingStatus.Healthy, FindingStatus.Healthy), (findings[SelfCheckIds.Consent], findings[SelfCheckIds.Roles]));
        Assert.Equal(FindingStatus.NeedsAttention, PortalJudgement.Of(facts).Single(one => one.CheckId == SelfCheckIds.Consent).Status);
    }

    [Fact]
    public void Roles_NobodyIsAdmin_IsBroken()
    {
        var facts = SomePortal.Facts();
        var live = Assert.IsType<Fact<LiveRegistration>.Known>(facts.Registration).Value;

        var finding = Find(facts with { Registration = live with { RolesGiven = [] } }, SelfCheckIds.Roles);

        Assert.Equal(FindingStatus.Broken, finding.Status);
        Assert.Contains("--admin", finding.Command, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://pin.contoso.example/sign-in", FindingStatus.Healthy)]
    [InlineData("http://pin.contoso.example/sign-in", FindingStatus.Broken)]
    [InlineData("https://inner:8080/sign-in", FindingStatus.Broken)]
    [InlineData(null, FindingStatus.Broken)]
    public void Address_WhereTheVisitorIsSent_Decides(string? sentTo, FindingStatus status)
    {
        var address = new Uri("https://pin.contoso.example");
        var facts = SomePortal.Facts() with { Address = new(address, false, null, new(address, 302, sentTo is null ? null : new(sentTo), null)) };

        Assert.Equal(status, Find(facts, SelfCheckIds.Address).Status);
    }

    [Fact]
    public void Address_CannotBeReachedFromHere_IsUnknown()
    {
        var address = new Uri("https://pin.contoso.example");

        Assert.Equal(FindingStatus.Unknown, Find(SomePortal.Facts() with { Address = new(address, false, null, new(address, null, null, "its name is not known")) }, SelfCheckIds.Address).Status);
    }

    [Theory]
    [InlineData(59, FindingStatus.Healthy)]
    [InlineData(-61, FindingStatus.NeedsAttention)]
    [InlineData(301, FindingStatus.Broken)]
    [InlineData(-100000, FindingStatus.Broken)]
    public void Clock_Seconds_Decide(int seconds, FindingStatus status) =>
        Assert.Equal(status, Find(SomePortal.Facts() with { Clock = new ClockFacts(TimeSpan.FromSeconds(seconds), "login.microsoftonline.com") }, SelfCheckIds.Clock).Status);

    /// <summary>Whatever is not well says what to do.</summary>
    [Fact]
    public void Findings_ThatAreNotWell_HaveANextStep()
    {
        PortalFacts[] sick =
        [
            SomePortal.Facts() with { ClientId = null, Credentials = [], Token = SomePortal.Away },
            SomePortal.Facts() with { Registration = LiveRegistration.Nothing },
            SomePortal.Facts() with { Address = new(null, false, null, null), Licences = new LicenceFacts(false, false), Database = new DatabaseFacts("The database", true, 2) },
            SomePortal.Facts() with { Address = new(null, false, SomePortal.Now, null), Database = SomePortal.Away },
            SomePortal.Facts(SomePortal.Now.AddDays(3)) with { Clock = new ClockFacts(TimeSpan.FromHours(3), "login.microsoftonline.com") },
        ];

        var bad = sick.SelectMany(PortalJudgement.Of).Where(one => one.Status is FindingStatus.Broken or FindingStatus.NeedsAttention).ToList();

        Assert.All(bad, one => Assert.False(string.IsNullOrEmpty(one.NextStep), $"{one}"));
        Assert.Subset(bad.Select(one => one.CheckId).ToHashSet(), SelfCheckIds.All.ToHashSet());
    }

    [Fact]
    public void Report_LaterLookCouldNotSee_LeavesTheEarlierFinding()
    {
        var first = PortalReport.After(null, SomePortal.Now, PortalJudgement.Of(SomePortal.Facts()), SomePortal.Now.AddDays(200));
        var blind = PortalJudgement.Of(SomePortal.Facts() with { Token = SomePortal.Away, Registration = SomePortal.Away });

        var later = PortalReport.After(first, SomePortal.Now.AddHours(1), blind, null);

        var consent = later.Findings.Single(one => one.Finding.CheckId == SelfCheckIds.Consent);
        Assert.Equal((FindingStatus.Healthy, SomePortal.Now, FindingStatus.Unknown), (consent.Finding.Status, consent.SeenAt, consent.Unseen?.Status));
        Assert.Equal(SomePortal.Now.AddDays(200), later.CredentialEndsAt);
        Assert.Equal(SomePortal.Now.AddHours(1), later.Findings.Single(one => one.Finding.CheckId == SelfCheckIds.Clock).SeenAt);
    }

    private static void IsMissed(PortalPermission permission, PermissionKind kind, SelfFinding finding, LiveRegistration live)
    {
        if (live.Ids.Find(permission, kind) is null)
        {
            return;
        }

        Assert.Equal(permission.Required ? FindingStatus.Broken : FindingStatus.NeedsAttention, finding.Status);
        Assert.Contains($"{permission.Name} ({(kind == PermissionKind.Delegated ? "delegated" : "application")})", finding.Summary, StringComparison.Ordinal);
    }

    private static SelfFinding Find(PortalFacts facts, string id) => PortalJudgement.Of(facts).Single(one => one.CheckId == id);
}
