namespace PinResetPortal.Graph.Configuration;

/// <summary>The named HTTP clients of this room.</summary>
internal static class GraphClients
{
    /// <summary>The named HTTP client that carries every Graph request; add handlers to it to route it elsewhere.</summary>
    public const string HttpClientName = "graph";

    /// <summary>The named HTTP client of everything else: Entra's public documents, and Partner Center.</summary>
    public const string OtherHttpClientName = "graph-neighbours";
}
