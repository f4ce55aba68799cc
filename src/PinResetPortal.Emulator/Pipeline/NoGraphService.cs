using PinResetPortal.Emulator.Directory;
using PinResetPortal.Emulator.Graph;

namespace PinResetPortal.Emulator.Pipeline;

/// <summary>Stands where no Graph is registered: knows no path.</summary>
internal sealed class NoGraphService : IGraphService
{
    public Task<GraphAnswer> AnswerAsync(GraphRequest request, EmulatedTenant tenant, GraphCaller caller, CancellationToken cancellationToken) =>
        Task.FromResult(GraphResponses.Error(404, "ResourceNotFound", $"Resource not found for the segment '{request.Path.Split('/')[0]}'."));
}
