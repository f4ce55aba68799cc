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
        var live = Live("olga");
        var works = Enumerable.Range(0, Starters.Most + 2).Select(_ => new WorkId(Home, Guid.NewGuid())).ToList();

        works.ForEach(work => starters.Remember(work, live));

        var startedBy = OperationActor.Of(live);
        Assert.Equal(["restored", "restored", "live"], works.Take(3).Select(work => starters.ActorOf(work, startedBy).Principal.Identity!.AuthenticationType));
        Assert.Same(live, starters.ActorOf(works[^1], startedBy));
    }

    /// <summary>Somebody finishes an interrupted run while the firing that was thought dead comes to its end.</summary>
    [Fact]
    public void Forget_SomebodyElseTookItUpMeanwhile_KeepsTheirSignIn()
    {
        var starters = new Starters();
        var work = new WorkId(Home, Guid.NewGuid());
        var (first, second) = (Live("olga"), Live("morgan"));
        starters.Remember(work, first);
        starters.Remember(work, second);

        starters.Forget(work, first);
        Assert.Same(second, starters.ActorOf(work, OperationActor.Of(second)));
        starters.Forget(work, second);

        Assert.False(starters.Knows(work));
    }

    private static Actor Live(string id) => new(ActorKind.User, id, id, Home, PortalRole.Operator, new ClaimsPrincipal(new ClaimsIdentity("live")));
}
