namespace PinResetPortal.Emulator.Graph.OData;

/// <param name="Body">JSON, or null for 204.</param>
/// <param name="PlainText">For <c>/$count</c>, which answers <c>text/plain</c>.</param>
/// <param name="Stream">For actions that return <c>Edm.Stream</c>: <c>application/octet-stream</c>, in a $batch as base64 text.</param>
/// <param name="Otherwise">The status that occurs for the same as well; contrary mode answers with it.</param>
internal sealed record GraphAnswer(int Status, System.Text.Json.Nodes.JsonNode? Body, IReadOnlyDictionary<string, string> Headers, string? PlainText = null, byte[]? Stream = null, int? Otherwise = null);
