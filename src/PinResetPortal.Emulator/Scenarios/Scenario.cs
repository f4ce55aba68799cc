using System.Text.Json.Nodes;

namespace PinResetPortal.Emulator.Scenarios;

/// <summary>One customer in one state that the portal must tell apart from the others.</summary>
/// <param name="Key">Kebab-case, stable.</param>
/// <param name="ExpectedVerdict"><c>Ready</c>, <c>NotReady</c> or <c>Unknown</c>.</param>
internal sealed record Scenario(string Key, Guid TenantId, string DisplayName, string ExpectedVerdict, Func<TenantDocument, TenantDocument> Shape, bool GdapExpired = false)
{
    /// <param name="now">Devices have synchronised and people have signed in lately, seen from here.</param>
    public JsonObject Document(DateTimeOffset now) => Shape(new TenantDocument(TenantId, DisplayName, now).WithNoise()).ToJson();
}
