using PinResetPortal.Core.Facts;
using PinResetPortal.Core.People;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Work.People;

/// <summary>Reads people of a tenant. Implemented by the Graph room; expected trouble never throws.</summary>
public interface IPersonReader
{
    /// <param name="text">The beginning of words of the name, or of the user principal name.</param>
    Task<Fact<IReadOnlyList<PersonHit>>> SearchAsync(Tenant tenant, Actor actor, string text, CancellationToken cancellationToken);

    /// <param name="userId">Object id.</param>
    /// <returns>Known null: the tenant has no such user.</returns>
    Task<Fact<PersonFacts?>> ReadAsync(Tenant tenant, Actor actor, Guid userId, CancellationToken cancellationToken);
}
