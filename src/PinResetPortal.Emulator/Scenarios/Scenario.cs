using System.Text.Json.Nodes;

namespace PinResetPortal.Emulator.Scenarios;

/// <summary>One customer in one state that the portal must tell apart from the others.</summary>
/// <param name="Key">Kebab-case, stable.</param>
/// <param name="ExpectedVerdict"><c>Ready</c>, <c>NotReady</c> or <c>Unknown</c>.</param>
internal sealed record Scenario(string Key, Guid TenantId, string DisplayName, string ExpectedVerdict, Func<TenantDocument, TenantDocument> Shape, bool GdapExpired = false)
{
    public JsonObject Document() => Shape(new TenantDocument(TenantId, DisplayName).WithNoise()).ToJson();
}
