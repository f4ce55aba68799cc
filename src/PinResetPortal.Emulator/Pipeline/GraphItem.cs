using PinResetPortal.Emulator.Directory;
using PinResetPortal.Emulator.Entrance;
using PinResetPortal.Emulator.Faults;
using PinResetPortal.Emulator.Graph;
using PinResetPortal.Emulator.Graph.OData;

namespace PinResetPortal.Emulator.Pipeline;

/// <summary>One request to the Graph room, single or out of a batch, with the faults that may strike it.</summary>
internal sealed class GraphItem(IGraphService graph, FaultSettings faults)
{
    public async Task<GraphAnswer> AnswerAsync(GraphRequest request, EmulatedTenant tenant, GraphCaller caller, CancellationToken cancellationToken)
    {
        if (faults.Strikes(faults.Current.ThrottleShare))
        {
            return GraphResponses.Throttled(faults.Current.RetryAfter);
        }

        if (faults.Strikes(faults.Current.ErrorShare))
        {
            var fault = GraphResponses.ServerFault(faults.Next());

            // A gateway that gave up waiting tells nothing about the server behind it: half of these were carried out.
            if (fault.Status == 504 && faults.Next() < 0.5)
            {
                await CarryOutAsync(request, tenant, caller, cancellationToken);
            }

            return fault;
        }

        return await CarryOutAsync(request, tenant, caller, cancellationToken);
    }

    private async Task<GraphAnswer> CarryOutAsync(GraphRequest request, EmulatedTenant tenant, GraphCaller caller, CancellationToken cancellationToken) =>
        faults.Current.Contrary
            ? Contrary.Refuse(request) ?? Contrary.Turn(await graph.AnswerAsync(request, tenant, caller, cancellationToken))
            : await graph.AnswerAsync(request, tenant, caller, cancellationToken);
}
