using System.Security.Claims;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Background;

namespace PinResetPortal.Work.Operations;

public sealed class StartersTests
{
    private static readonly TenantId Home = TenantId.Parse("11111111-1111-4111-8111-111111111111");

    [Fact]
    public void Remember_MoreThanAreKept_ForgetsTheOldestSignIns()
    {
        var starters = new Starters();
        var live = new Actor(ActorKind.User, "olga", "Olga", Home, PortalRole.Reader, new ClaimsPrincipal(new ClaimsIdentity("live")));
        var works = Enumerable.Range(0, Starters.Most + 2).Select(_ => new WorkId(Home, Guid.NewGuid())).ToList();

        works.ForEach(work => starters.Remember(work, live));

        var startedBy = OperationActor.Of(live);
        Assert.Equal(["restored", "restored", "live"], works.Take(3).Select(work => starters.ActorOf(work, startedBy).Principal.Identity!.AuthenticationType));
        Assert.Same(live, starters.ActorOf(works[^1], startedBy));
    }
}
