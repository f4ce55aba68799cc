using Microsoft.Extensions.Options;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Graph.Access;
using PinResetPortal.Graph.Batching;
using PinResetPortal.Graph.Configuration;
using PinResetPortal.Graph.Connecting;
using PinResetPortal.Graph.Reading;
using PinResetPortal.Work.Devices;

namespace PinResetPortal.Graph.Changing;

/// <summary>One batch of twenty after the other, so that a large tenant does not get all requests at once.</summary>
internal sealed class DeviceSync(TenantTokens tokens, GraphConnector connector, BatchReader batches, RetryPauses pauses, IOptions<GraphOptions> options) : IDeviceSync
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
            var answers = new Answers(connection, batches, pauses.Start(), options.Value, refusals);
            var requests = chunk.Select(GraphReads.SyncDevice.Ask).ToList();
            await answers.AskAsync(requests, cancellationToken);
            foreach (var reason in requests.Select(request => answers.Fact(request).WhyUnreadable))
            {
                switch (reason)
                {
                    case null:
                        asked++;
                        break;
                    case { Status: 401 or 403 } when asked == 0:
                        // What one device may not be asked, none may.
                        return reason;
                    case { Kind: UnreadableKind.Throttled or UnreadableKind.Unavailable } or { Status: null or < 300 }:
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
}
