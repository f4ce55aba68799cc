using PinResetPortal.Core.Devices;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Graph.Access;
using PinResetPortal.Graph.Batching;
using PinResetPortal.Graph.Connecting;
using PinResetPortal.Graph.Reading;

namespace PinResetPortal.Graph.Changing;

/// <summary>One batch of twenty after the other, so that a large tenant does not get all requests at once.</summary>
internal sealed class DeviceSync(TenantTokens tokens, GraphConnector connector, BatchReader batches, RetryPauses pauses) : IDeviceSync
{
    private const int PerBatch = 20;

    public async Task<Fact<DeviceSyncCounts>> SyncAsync(Tenant tenant, Actor actor, IReadOnlyList<string> deviceIds, CancellationToken cancellationToken)
    {
        var token = await tokens.AcquireAsync(tenant, actor, [GraphFeature.DeviceActions.Permission], forceRefresh: false, cancellationToken);
        if (token is not TokenResult.Granted { Token: var granted })
        {
            return ((TokenResult.Refused)token).Reason;
        }

        using var connection = connector.Open(granted, new RequestMeter());
        var refusals = new Refusals(tenant, actor, granted.Access);
        var (asked, refused, notSent) = (0, 0, 0);
        foreach (var chunk in deviceIds.Chunk(PerBatch))
        {
            var read = await batches.ReadAsync(connection, GraphVersion.V1, [.. chunk.Select(Item)], pauses.Start(), maxPages: 1, cancellationToken);
            foreach (var answer in read.Answers.Values)
            {
                switch (answer.Status)
                {
                    case >= 200 and < 300:
                        asked++;
                        break;
                    case 401 or 403 when asked == 0:
                        // What one device may not be asked, none may.
                        return refusals.Reading(answer, GraphFeature.DeviceActions);
                    case 429 or >= 500:
                        notSent++;
                        break;
                    default:
                        refused++;
                        break;
                }
            }
        }

        return new DeviceSyncCounts(asked, refused, notSent);
    }

    private static BatchItem Item(string id) => new(id, $"/deviceManagement/managedDevices/{Uri.EscapeDataString(id)}/syncDevice", FollowsPages: false, IsAction: true);
}
