using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace PinResetPortal.Emulator.Directory;

/// <summary>
/// The registrations as sign-in sees them: Microsoft's own, and the application objects of all tenants. Kept beside the objects, so that a
/// request that holds one tenant's lock never waits for another's; <see cref="Refresh"/> follows every change.
/// </summary>
internal sealed class Registrations(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Entry> _own = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Those of tenants.</summary>
    public IEnumerable<RegisteredApp> Own => _own.Values.Where(IsVisible).Select(entry => entry.App);

    /// <returns>Null: there is none, or it is so new that sign-in does not know it yet.</returns>
    public RegisteredApp? Find(string? clientId) =>
        RegisteredApps.Find(clientId) ?? (clientId is not null && _own.TryGetValue(clientId, out var entry) && IsVisible(entry) ? entry.App : null);

    /// <param name="name">An identifier URI, with or without trailing slash, or a client id.</param>
    public RegisteredApp? FindResource(string name)
    {
        var trimmed = name.TrimEnd('/');
        return RegisteredApps.FindResource(trimmed) ?? Own.FirstOrDefault(app => app.IdentifierUris.Contains(trimmed, StringComparer.OrdinalIgnoreCase)) ?? Find(trimmed);
    }

    /// <summary>Reads a tenant's applications again.</summary>
    public void Refresh(EmulatedTenant tenant)
    {
        var current = tenant.Select(ApplicationShape.Collection, _ => true, application => new Entry(ApplicationShape.Read(tenant.Id, application), application.Text("id") ?? "", tenant));
        var ids = current.Select(entry => entry.App.ClientId).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var gone in _own.Where(entry => entry.Value.App.OwnerTenantId == tenant.Id && !ids.Contains(entry.Key)).ToList())
        {
            _own.TryRemove(gone);
        }

        foreach (var entry in current)
        {
            _own[entry.App.ClientId] = entry;
        }
    }

    /// <summary>What service principals take over from their applications, in every tenant that has one.</summary>
    public void Publish(Guid owner, IEnumerable<EmulatedTenant> tenants)
    {
        var apps = _own.Values.Select(entry => entry.App).Where(app => app.OwnerTenantId == owner).ToList();
        foreach (var tenant in tenants)
        {
            tenant.Change(TenantObjects.ServicePrincipals, principals =>
            {
                foreach (var app in apps)
                {
                    if (principals.Find(one => one.Is("appId", app.ClientId)) is { } principal)
                    {
                        Follow(principal, app.Published!);
                    }
                }
            });
        }
    }

    public void Forget(Guid tenantId)
    {
        foreach (var gone in _own.Where(entry => entry.Value.App.OwnerTenantId == tenantId).ToList())
        {
            _own.TryRemove(gone);
        }
    }

    public void Clear() => _own.Clear();

    private static void Follow(JsonObject principal, JsonObject published)
    {
        foreach (var (name, value) in published)
        {
            principal[name] = value?.DeepClone();
        }
    }

    private bool IsVisible(Entry entry) => !entry.Tenant.VisibleFrom.TryGetValue(entry.ObjectId, out var from) || from <= time.GetUtcNow();

    private sealed record Entry(RegisteredApp App, string ObjectId, EmulatedTenant Tenant);
}
