using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Fakes;

public sealed class FakeGroups : IGroupSearch
{
    public Fact<IReadOnlyList<GroupHit>> Answer { get; set; } = new Fact<IReadOnlyList<GroupHit>>.Known([]);

    public List<string> Searched { get; } = [];

    public Task<Fact<IReadOnlyList<GroupHit>>> SearchAsync(Tenant tenant, Actor actor, string text, CancellationToken cancellationToken)
    {
        Searched.Add(text);
        return Task.FromResult(Answer);
    }
}
