using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace PinResetPortal.Emulator.Directory;

/// <summary>Every tenant of the Emulator, and who knows whom.</summary>
internal sealed class EmulatorState(TimeProvider time)
{
    private readonly ConcurrentDictionary<Guid, EmulatedTenant> _tenants = new();
    private readonly ConcurrentDictionary<Guid, long> _revoked = new();

    public TimeProvider Time { get; } = time;

    public Registrations Registrations { get; } = new(time);

    public IReadOnlyCollection<EmulatedTenant> Tenants => [.. _tenants.Values];

    /// <summary>What scenarios and generated tenants are made to be: key and expected verdict, by tenant.</summary>
    public ConcurrentDictionary<Guid, ScenarioNote> Notes { get; } = new();

    public EmulatedTenant? Find(Guid tenantId) => _tenants.GetValueOrDefault(tenantId);

    /// <param name="nameOrId">A tenant id or one of its domains, as the first segment of a sign-in address.</param>
    public EmulatedTenant? Find(string? nameOrId) =>
        Guid.TryParse(nameOrId, out var id)
            ? Find(id)
            : _tenants.Values.FirstOrDefault(tenant => tenant.FindCopy(TenantObjects.Domains, domain => domain.Is("id", nameOrId)) is not null);

    public void Put(EmulatedTenant tenant)
    {
        _tenants[tenant.Id] = tenant;
        _revoked.TryRemove(tenant.Id, out _);
        Registrations.Refresh(tenant);
    }

    public bool Remove(Guid tenantId)
    {
        Notes.TryRemove(tenantId, out _);
        GdapCustomers.Remove(this, tenantId);
        Registrations.Forget(tenantId);
        return _tenants.TryRemove(tenantId, out _);
    }

    public void Clear()
    {
        _tenants.Clear();
        _revoked.Clear();
        Registrations.Clear();
        Notes.Clear();
    }

    /// <summary>Tokens of the portal for this tenant up to this number are refused by continuous access evaluation.</summary>
    public void RevokeTokensUpTo(Guid tenantId, long tokenNumber) => _revoked[tenantId] = tokenNumber;

    public bool IsRevoked(Guid tenantId, long tokenNumber) => _revoked.TryGetValue(tenantId, out var upTo) && tokenNumber <= upTo;

    public EntraUser? FindUser(Guid homeTenantId, string objectId) =>
        Find(homeTenantId) is { } tenant && tenant.FindCopy(TenantObjects.Users, user => user.Is("id", objectId)) is { } user ? ToUser(tenant, user) : null;

    public EntraUser? FindUser(string userPrincipalName)
    {
        foreach (var tenant in _tenants.Values)
        {
            if (tenant.FindCopy(TenantObjects.Users, user => user.Is("userPrincipalName", userPrincipalName.Trim())) is { } user)
            {
                return ToUser(tenant, user);
            }
        }

        return null;
    }

    private static EntraUser ToUser(EmulatedTenant tenant, JsonObject user) => new(
        user.Text("id")!,
        tenant.Id,
        user.Text("userPrincipalName") ?? user.Text("id")!,
        user.Text("displayName") ?? user.Text("userPrincipalName") ?? "",
        user.Flag("accountEnabled") ?? true,
        user.Text(TenantObjects.ConditionalAccess));
}

/// <param name="Scenario">Key of the state the tenant is in.</param>
/// <param name="ExpectedVerdict"><c>Ready</c>, <c>NotReady</c> or <c>Unknown</c>.</param>
internal sealed record ScenarioNote(string Scenario, string ExpectedVerdict);
