using System.Diagnostics;
using PinResetPortal.Api.Calls;
using PinResetPortal.Work.Devices;

namespace PinResetPortal.Api.Devices;

/// <param name="Devices">Windows devices of the tenant.</param>
/// <param name="Asked">Devices whose request Intune accepted; they answer when they are online.</param>
/// <param name="Refused">Devices that Intune does not know any more, or refused.</param>
/// <param name="NotSent">Devices for which Graph kept throttling or failing.</param>
internal sealed record DeviceSyncResponse(int Devices, int Asked, int Refused, int NotSent);

internal static class DeviceEndpoints
{
    public static void MapDevices(this IEndpointRouteBuilder api) =>
        api.MapPost("/tenants/{tenantId}/devices/sync", SyncAsync)
            .WithName("syncDevices")
            .WithTags("Devices")
            .WithSummary("Asks Windows devices to check in (syncDevice), those seen last first. Needs the role Operator.")
            .WithDescription("The answer counts what Intune accepted; the devices do it when they are online.")
            .Produces<DeviceSyncResponse>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status502BadGateway);

    private static async Task<IResult> SyncAsync(
        [Takes<Guid>(Described.TenantId, Example = Described.TenantExample)] string tenantId,
        [Takes<int>("How many devices at most; 100 when left out.", Lowest = 1, Highest = DeviceSyncService.HighestLimit, Example = "50")] string? limit,
        ApiCall call,
        DeviceSyncService sync,
        CancellationToken cancellationToken)
    {
        var (tenant, problem) = await call.TenantAsync(tenantId, cancellationToken);
        if (tenant is null)
        {
            return problem;
        }

        var query = new QueryReading();
        var most = query.Number(limit, 1, DeviceSyncService.HighestLimit) ?? DeviceSyncService.UsualLimit;
        if (query.Problem is { } wrong)
        {
            return Problems.BadRequest(call.Context, wrong);
        }

        return await sync.SyncAsync(tenant.Id, call.Actor, most, cancellationToken) switch
        {
            DeviceSyncResult.Done(var devices, var counts) => TypedResults.Ok(new DeviceSyncResponse(devices, counts.Asked, counts.Refused, counts.NotSent)),
            DeviceSyncResult.Denied denied => Problems.Denied(call.Context, denied.Needed),
            DeviceSyncResult.TenantNotFound => Problems.TenantNotFound(call.Context, tenant.Id),
            DeviceSyncResult.NoDevices => Problems.NothingToDo(call.Context, "The tenant has no Windows device in Intune."),
            DeviceSyncResult.NotPossible(var reason) => Problems.Upstream(call.Context, reason),
            var other => throw new UnreachableException($"There is no answer for {other.GetType().Name}."),
        };
    }
}
