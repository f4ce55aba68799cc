using System.Security.Claims;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Operations;

namespace PinResetPortal.Work.Scans;

public sealed class ScanSignalsTests
{
    private static readonly TenantId Home = TenantId.Parse("11111111-1111-4111-8111-111111111111");

    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Started_MoreThanAreKept_ForgetsTheOldestSignIns()
    {
        var signals = new ScanSignals();
        var live = new Actor(ActorKind.User, "olga", "Olga", Home, PortalRole.Reader, new ClaimsPrincipal(new ClaimsIdentity("live")));
        var scans = Enumerable.Range(0, ScanSignals.MostStarters + 2).Select(second => Scan(live, Start.AddSeconds(second))).ToList();

        scans.ForEach(scan => signals.Started(scan.Id, live));

        Assert.Equal(["restored", "restored", "live"], scans.Take(3).Select(scan => signals.Person(scan)!.Principal.Identity!.AuthenticationType));
        Assert.Same(live, signals.Person(scans[^1]));
    }

    private static Scan Scan(Actor actor, DateTimeOffset at) => new(
        Guid.CreateVersion7(at), Home, ScanTrigger.Request, new OperationActor(actor.Kind, actor.Id, actor.Name, Home, actor.Role), Refresh: true, ScanState.Pending, at);
}
