using PinResetPortal.Core.Snapshot;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Facts;
using PinResetPortal.Work.Templates;

namespace PinResetPortal.Work.Deployments;

/// <summary>
/// Completes what Graph tells about a tenant with what the portal knows for the actor's home tenant: what it deployed there, and the
/// template of the day.
/// </summary>
internal sealed class PortalFactReader(ITenantFactReader graph, IDeploymentStore deployments, PolicyTemplateSettings templates) : ITenantFactReader
{
    public Task<TenantFacts> ReadAsync(Tenant tenant, Actor actor, CancellationToken cancellationToken) =>
        CompleteAsync(graph.ReadAsync(tenant, actor, cancellationToken), actor.KeyOf(tenant.Id), cancellationToken);

    public Task<TenantFacts> ReadAsync(Tenant tenant, Actor actor, ReadManner manner, CancellationToken cancellationToken) =>
        CompleteAsync(graph.ReadAsync(tenant, actor, manner, cancellationToken), actor.KeyOf(tenant.Id), cancellationToken);

    private async Task<TenantFacts> CompleteAsync(Task<TenantFacts> reading, TenantKey key, CancellationToken cancellationToken)
    {
        var deployed = deployments.ListAsync(key, cancellationToken);
        var template = templates.ReadAsync(key.Home, cancellationToken);
        await Task.WhenAll(reading, deployed, template);
        return await reading with { Deployed = await deployed, HomeTenantId = key.Home };
    }
}
