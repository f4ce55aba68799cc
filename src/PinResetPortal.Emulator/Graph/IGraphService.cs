using PinResetPortal.Emulator.Directory;

namespace PinResetPortal.Emulator.Graph;

/// <summary>
/// Answers one Graph request, single or taken out of a $batch. The host around it has verified the token, decided about faults
/// and writes the request log.
/// </summary>
public interface IGraphService
{
    Task<GraphAnswer> AnswerAsync(GraphRequest request, EmulatedTenant tenant, GraphCaller caller, CancellationToken cancellationToken);
}

/// <param name="Version"><c>v1.0</c> or <c>beta</c>.</param>
/// <param name="Path">Behind the version, without leading slash, decoded segment by segment by the receiver.</param>
/// <param name="Query">Raw query string without the question mark.</param>
/// <param name="Headers">Request headers; for batch items those of the item.</param>
public sealed record GraphRequest(string Method, string Version, string Path, string Query, IReadOnlyDictionary<string, string> Headers, System.Text.Json.Nodes.JsonNode? Body);

/// <param name="Body">JSON, or null for 204.</param>
/// <param name="PlainText">For <c>/$count</c>, which answers <c>text/plain</c>.</param>
/// <param name="Stream">For actions that return <c>Edm.Stream</c>: <c>application/octet-stream</c>, in a $batch as base64 text.</param>
/// <param name="Otherwise">The status that occurs for the same as well; contrary mode answers with it.</param>
public sealed record GraphAnswer(int Status, System.Text.Json.Nodes.JsonNode? Body, IReadOnlyDictionary<string, string> Headers, string? PlainText = null, byte[]? Stream = null, int? Otherwise = null);
