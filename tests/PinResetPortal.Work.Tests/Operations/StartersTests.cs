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
        var starters = new Starters(new NotedSignIns());
        var live = Live("olga");
        var works = Enumerable.Range(0, Starters.Most + 2).Select(_ => new WorkId(Home, Guid.NewGuid())).ToList();

        works.ForEach(work => starters.Remember(work, live));

        var startedBy = OperationActor.Of(live);
        Assert.Equal(["restored", "restored", "live"], works.Take(3).Select(work => starters.ActorOf(work, startedBy).Principal.Identity!.AuthenticationType));
        Assert.Same(live, starters.ActorOf(works[^1], startedBy));
    }

    /// <summary>What works before a restart only shows nothing of what works after it.</summary>
    [Fact]
    public void Remember_PersonWithASession_IsWhoTheTokenCacheKnows()
    {
        var starters = new Starters(new NotedSignIns());
        var live = new Actor(ActorKind.User, "olga", "Olga", Home, PortalRole.Reader, new ClaimsPrincipal(new ClaimsIdentity("live")), "a-session");
        var work = new WorkId(Home, Guid.NewGuid());

        starters.Remember(work, live);

        var restored = starters.ActorOf(work, OperationActor.Of(live));
        Assert.Equal(("restored", "a-session"), (restored.Principal.Identity?.AuthenticationType, restored.Session));
        Assert.False(starters.Knows(work));
    }

    [Theory]
    [InlineData(null, null, "olga", "11111111-1111-4111-8111-111111111111")]
    [InlineData("guest", "22222222-2222-4222-8222-222222222222", "guest", "22222222-2222-4222-8222-222222222222")]
    public void Restore_PersonOfThePages_HasTheAccountThatTheTokenCacheKnows(string? uid, string? utid, string person, string tenant)
    {
        Claim[] claims = uid is null || utid is null ? [] : [new("uid", uid), new("utid", utid)];
        var live = new Actor(ActorKind.User, "olga", "Olga", Home, PortalRole.Reader, new ClaimsPrincipal(new ClaimsIdentity(claims, "live")));

        var principal = OperationActor.Of(live).Restore().Principal;

        Assert.Equal((person, tenant), (principal.FindFirst("uid")?.Value, principal.FindFirst("utid")?.Value));
    }

    /// <summary>Somebody finishes an interrupted run while the firing that was thought dead comes to its end.</summary>
    [Fact]
    public void Forget_SomebodyElseTookItUpMeanwhile_KeepsTheirSignIn()
    {
        var starters = new Starters(new NotedSignIns());
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
