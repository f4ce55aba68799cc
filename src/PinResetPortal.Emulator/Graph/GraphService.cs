using PinResetPortal.Emulator.Directory;
using PinResetPortal.Emulator.Graph.OData;
using PinResetPortal.Emulator.Graph.Permissions;
using PinResetPortal.Emulator.Graph.Resources;
using PinResetPortal.Emulator.Graph.Routing;

namespace PinResetPortal.Emulator.Graph;

/// <summary>Graph over one tenant's objects, one request at a time per tenant, so that every answer is of one moment.</summary>
internal sealed class GraphService(IReplication? replication = null, EmulatorState? emulator = null) : IGraphService
{
    private static readonly RouteTable Routes = new(ResourceRoutes.All());

    public Task<GraphAnswer> AnswerAsync(GraphRequest request, EmulatedTenant tenant, GraphCaller caller, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var now = (replication?.Time ?? TimeProvider.System).GetUtcNow();
        var requestId = Guid.NewGuid().ToString("D");
        try
        {
            if (request.Version is not ("v1.0" or "beta"))
                throw GraphRefusal.BadRequest("Invalid version.");
            var (route, values) = Routes.Find(request.Method.ToUpperInvariant(), request.Version, request.Path.TrimStart('/'));
            TypeNames.Complete(request.Body);
            var answer = tenant.Write(collections =>
            {
                var state = new TenantState(tenant, collections, now, replication?.Delay ?? TimeSpan.Zero);
                ManagedDevices.CheckIn(tenant.CheckIns, state);
                Gate.Check(route.Requirement, caller, state);
                if (route.Requirement.IsLimitedReport)
                {
                    ReportLimit.Count(tenant, caller.ClientId, now);
                }

                return route.Handler(new(request, tenant, caller, state, values, QueryOptions.Parse(request.Query), emulator?.Registrations));
            });
            Follow(request, route, tenant);
            return Task.FromResult(answer with { Headers = new Dictionary<string, string>(answer.Headers) { ["request-id"] = requestId } });
        }
        catch (GraphRefusal refusal)
        {
            var clientRequestId = request.Headers.FirstOrDefault(h => h.Key.Equals("client-request-id", StringComparison.OrdinalIgnoreCase)).Value;
            return Task.FromResult(refusal.ToAnswer(requestId, clientRequestId, now));
        }
    }

    /// <summary>Sign-in and the service principals follow the application objects; outside of the tenant's lock.</summary>
    private void Follow(GraphRequest request, GraphRoute route, EmulatedTenant tenant)
    {
        if (emulator is null || request.Method.Equals("GET", StringComparison.OrdinalIgnoreCase)
            || !(route.Template.StartsWith(ApplicationShape.Collection, StringComparison.Ordinal) || route.Template.StartsWith(TenantObjects.DeletedItems, StringComparison.Ordinal)))
        {
            return;
        }

        emulator.Registrations.Refresh(tenant);
        emulator.Registrations.Publish(tenant.Id, emulator.Tenants);
    }
}
