namespace PinResetPortal.Emulator.Graph.OData;

/// <param name="Version"><c>v1.0</c> or <c>beta</c>.</param>
/// <param name="Path">Behind the version, without leading slash, decoded segment by segment by the receiver.</param>
/// <param name="Query">Raw query string without the question mark.</param>
/// <param name="Headers">Request headers; for batch items those of the item.</param>
internal sealed record GraphRequest(string Method, string Version, string Path, string Query, IReadOnlyDictionary<string, string> Headers, System.Text.Json.Nodes.JsonNode? Body);
