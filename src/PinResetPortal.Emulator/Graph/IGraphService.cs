using PinResetPortal.Emulator.Directory;
using PinResetPortal.Emulator.Graph.OData;

namespace PinResetPortal.Emulator.Graph;

/// <summary>
/// Answers one Graph request, single or taken out of a $batch. The host around it has verified the token, decided about faults
/// and writes the request log.
/// </summary>
internal interface IGraphService
{
    Task<GraphAnswer> AnswerAsync(GraphRequest request, EmulatedTenant tenant, GraphCaller caller, CancellationToken cancellationToken);
}
