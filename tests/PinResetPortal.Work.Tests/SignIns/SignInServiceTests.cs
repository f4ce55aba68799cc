using Microsoft.Extensions.DependencyInjection;
using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Field;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.SignIns;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Core.Troubleshooting.Guide;
using PinResetPortal.Hosting;

namespace PinResetPortal.Work.SignIns;

public sealed class SignInServiceTests
{
    private const string Ada = "a0000000-0000-4000-8000-000000000001";
    private const string Ben = "a0000000-0000-4000-8000-000000000002";

    private readonly ScriptedLog _log = new();

    [FactAttribute]
    public async Task Read_LastAttemptFailed_NeedsAttentionAndExplainsTheCode()
    {
        _log.Answer = Log(Failed(Ada, 1, 53003), Failed(Ada, 2, 650052), Failed(Ada, 3, 50140), Failed(Ben, 1, 53003), Succeeded(Ben, 3));

        var finding = await ReadAsync();

        Assert.Equal((FindingStatus.NeedsAttention, false), (finding!.Status, finding.Required));
        Assert.StartsWith("1 user of 2 who tried in the last 7 days did not get through; most often AADSTS650052: the app ", finding.Summary, StringComparison.Ordinal);
        var line = Assert.Single(finding.Evidence, evidence => evidence.Name == "AADSTS650052");
        Assert.Equal("1 sign-in of 1 user", line.Value);
        Assert.Contains("1 user still ended with it; last on 2 Nov 2026, 08:00 UTC; Microsoft Pin Reset Client Production.", line.Detail, StringComparison.Ordinal);
        Assert.Contains("Everybody got through later", Assert.Single(finding.Evidence, evidence => evidence.Name == "AADSTS53003").Detail, StringComparison.Ordinal);
        Assert.All(finding.Evidence, evidence => Assert.Equal(EvidenceBasis.SignedIn, evidence.Basis));
    }

    [Theory]
    [InlineData(16000)]
    [InlineData(50058)]
    [InlineData(50072)]
    [InlineData(50074)]
    [InlineData(50076)]
    [InlineData(50079)]
    [InlineData(50097)]
    [InlineData(50125)]
    [InlineData(50140)]
    [InlineData(50158)]
    [InlineData(50199)]
    public async Task Read_InterruptAfterTheLastDecision_ChangesNothing(int interrupt)
    {
        _log.Answer = Log(Succeeded(Ada, 1), Failed(Ada, 2, interrupt), Failed(Ben, 1, interrupt));

        var finding = await ReadAsync();

        Assert.Equal(FindingStatus.Healthy, finding!.Status);
        Assert.Equal("1 user signed in to the two apps in the last 7 days, and the last attempt of each succeeded. 1 user began and did not finish.", finding.Summary);
        Assert.DoesNotContain(finding.Evidence, evidence => evidence.Kind == "code");
    }

    [FactAttribute]
    public async Task Read_NothingButInterrupts_IsNeitherGoodNorBad()
    {
        _log.Answer = Log(Failed(Ada, 1, 50140), Failed(Ben, 1, 50076));

        var finding = await ReadAsync();

        Assert.Equal(FindingStatus.NotApplicable, finding!.Status);
        Assert.StartsWith("2 users began and did not finish: nobody got through and nobody was refused", finding.Summary, StringComparison.Ordinal);
    }

    [FactAttribute]
    public async Task Read_EveryLastAttemptSucceeded_IsHealthyWhateverWasBefore()
    {
        _log.Answer = Log(Failed(Ada, 1, 65001), Succeeded(Ada, 2), Succeeded(Ben, 1));

        var finding = await ReadAsync();

        Assert.Equal(FindingStatus.Healthy, finding!.Status);
        Assert.Equal("2 users signed in to the two apps in the last 7 days, and the last attempt of each succeeded.", finding.Summary);
    }

    [FactAttribute]
    public async Task Read_CodeThatKeepsMostUsersOut_ComesFirst()
    {
        _log.Answer = Log(Failed(Ada, 1, 53003), Failed(Ada, 2, 53003), Failed(Ada, 3, 53003), Succeeded(Ada, 4), Failed(Ben, 1, 999999));

        var finding = await ReadAsync();

        Assert.Equal(["AADSTS999999", "AADSTS53003"], finding!.Evidence.Where(evidence => evidence.Kind == "code").Select(evidence => evidence.Name));
        Assert.EndsWith("most often AADSTS999999.", finding.Summary, StringComparison.Ordinal);
    }

    [FactAttribute]
    public async Task Read_LogLongerThanAPage_SaysThatItIsCut()
    {
        _log.Answer = new SignInLog([Succeeded(Ada, 1)], Complete: false);

        Assert.EndsWith("Only the newest 1 sign-ins were read.", (await ReadAsync())!.Summary, StringComparison.Ordinal);
    }

    [FactAttribute]
    public async Task Read_EmptyLog_IsNotApplicable()
    {
        _log.Answer = Log();

        Assert.Equal(FindingStatus.NotApplicable, (await ReadAsync())!.Status);
    }

    [FactAttribute]
    public async Task Read_LogRefused_IsUnknownWithTheReason()
    {
        var reason = new UnreadableReason(UnreadableKind.LicenceMissing, "Northwind has no Entra ID P1.");
        _log.Answer = reason;

        var finding = await ReadAsync();

        Assert.Equal((FindingStatus.Unknown, reason), (finding!.Status, finding.Reason));
    }

    [FactAttribute]
    public async Task Read_OfTenantThatIsNotTheActors_ReadsNothing()
    {
        Assert.Null(await Service().ReadAsync(FakeTenantCatalog.Stranger, Harper, TestContext.Current.CancellationToken));
        Assert.Null(await Service().ReadAsync(FakeTenantCatalog.Customer, Harper with { Role = PortalRole.None }, TestContext.Current.CancellationToken));

        Assert.Equal(0, _log.Reads);
    }

    private static Actor Harper => new(ActorKind.User, "harper", "harper", FakeTenantCatalog.Home, PortalRole.Reader, new());

    private Task<Finding?> ReadAsync() => Service().ReadAsync(FakeTenantCatalog.Customer, Harper, TestContext.Current.CancellationToken);

    private SignInService Service()
    {
        var services = new ServiceCollection().AddPinResetWork().BuildServiceProvider();
        return new(new FakeTenantCatalog(), _log, services.GetRequiredService<PinResetSignInsCheck>(), services.GetRequiredService<GuideCatalog>());
    }

    private static SignInLog Log(params LoggedSignIn[] signIns) => new(signIns, Complete: true);

    private static LoggedSignIn Failed(string user, int day, int code) => new(user, new DateTimeOffset(2026, 11, day, 8, 0, 0, TimeSpan.Zero), KnownApps.PinResetClientAppId, code);

    private static LoggedSignIn Succeeded(string user, int day) => Failed(user, day, 0);

    private sealed class ScriptedLog : ISignInLogReader
    {
        public Fact<SignInLog> Answer { get; set; } = Log();

        public int Reads { get; private set; }

        public Task<Fact<SignInLog>> ReadAsync(Tenant tenant, Actor actor, int days, CancellationToken cancellationToken)
        {
            Reads++;
            return Task.FromResult(Answer);
        }
    }
}
