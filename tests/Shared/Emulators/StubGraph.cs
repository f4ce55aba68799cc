using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using PinResetPortal.Emulator.Directory;
using PinResetPortal.Emulator.Graph;
using PinResetPortal.Emulator.Graph.OData;

namespace PinResetPortal.Emulator.Entra;

/// <summary>Answers every Graph request with its own path, so that the pipeline around it can be seen.</summary>
internal sealed class StubGraph : IGraphService
{
    public ConcurrentQueue<(GraphRequest Request, GraphCaller Caller)> Received { get; } = new();

    public Task<GraphAnswer> AnswerAsync(GraphRequest request, EmulatedTenant tenant, GraphCaller caller, CancellationToken cancellationToken)
    {
        Received.Enqueue((request, caller));
        var headers = new Dictionary<string, string> { ["x-stub"] = "1" };
        return Task.FromResult(request.Path switch
        {
            "missing" => new GraphAnswer(404, new JsonObject { ["error"] = new JsonObject { ["code"] = "Request_ResourceNotFound", ["message"] = "Not here." } }, headers),
            "nothing" => new GraphAnswer(204, null, headers),
            "users/$count" => new GraphAnswer(200, null, headers, "7"),
            _ => new GraphAnswer(200, new JsonObject { ["path"] = request.Path, ["query"] = request.Query, ["tenant"] = tenant.DisplayName, ["echo"] = request.Body?.DeepClone() }, headers),
        });
    }
}
