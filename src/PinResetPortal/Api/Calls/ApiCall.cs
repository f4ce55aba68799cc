using Microsoft.AspNetCore.Http.HttpResults;
using PinResetPortal.Core.Tenants;
using PinResetPortal.SignIn;
using PinResetPortal.Work.Operations;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Api.Calls;

/// <summary>What the endpoints of one request share: who asks, and whether they may see what they name.</summary>
internal sealed class ApiCall(IHttpContextAccessor accessor, ITenantCatalog catalog, IRemediationService remediations)
{
    public HttpContext Context { get; } = accessor.HttpContext ?? throw new InvalidOperationException("Used outside of a request.");

    /// <summary>The authorization policy of the API has made sure that there is one.</summary>
    public Actor Actor => ActorFactory.From(Context.User) ?? throw new InvalidOperationException("The caller is not authenticated.");

    /// <summary>Finds a tenant that the caller may look into.</summary>
    /// <returns>The tenant, and what to answer when there is none.</returns>
    public async Task<(Tenant? Tenant, ProblemHttpResult Problem)> TenantAsync(string tenantId, CancellationToken cancellationToken)
    {
        if (!TenantId.TryParse(tenantId, null, out var id))
        {
            return (null, Problems.BadTenantId(Context, tenantId));
        }

        return (await catalog.FindAsync(id, Actor, cancellationToken), Problems.TenantNotFound(Context, id));
    }

    /// <summary>Finds an operation that the caller's home tenant ran; of others not even the existence is told.</summary>
    /// <returns>The operation, and what to answer when there is none.</returns>
    public async Task<(Operation? Operation, ProblemHttpResult Problem)> OperationAsync(string operationId, CancellationToken cancellationToken)
    {
        if (!Guid.TryParse(operationId, out var id))
        {
            return (null, Problems.BadOperationId(Context, operationId));
        }

        return (await remediations.FindAsync(id, Actor, cancellationToken), Problems.OperationNotFound(Context, id));
    }
}
