using System.Globalization;
using System.Text.Json.Nodes;
using PinResetPortal.Emulator.Directory;

namespace PinResetPortal.Emulator.Graph.OData;

/// <summary>
/// The tenant's objects as a reader sees them now and as they really are. Under a replication delay a new object is hidden and a
/// changed one shows its previous version (<c>_previous</c>, until <c>_previousUntil</c>).
/// </summary>
internal sealed class TenantState(EmulatedTenant tenant, Dictionary<string, List<JsonObject>> collections, DateTimeOffset now, TimeSpan delay)
{
    private const string Previous = "_previous";
    private const string PreviousUntil = "_previousUntil";

    public DateTimeOffset Now => now;

    /// <summary>Everything, visible or not.</summary>
    public List<JsonObject> All(string collection)
    {
        if (!collections.TryGetValue(collection, out var items))
            collections[collection] = items = [];
        return items;
    }

    public IEnumerable<JsonObject> Visible(string collection) => All(collection).Where(IsVisible).Select(AsSeen);

    public JsonObject? Find(string collection, string id) => All(collection).FirstOrDefault(o => o.HasText("id", id) && IsVisible(o)) is { } found ? AsSeen(found) : null;

    /// <summary>The real object, for a change; null while it is not visible yet.</summary>
    public JsonObject? FindForChange(string collection, string id) => All(collection).FirstOrDefault(o => o.HasText("id", id) && IsVisible(o));

    public void Add(string collection, JsonObject item)
    {
        All(collection).Add(item);
        Hide(item);
    }

    public void Hide(JsonObject item)
    {
        if (delay > TimeSpan.Zero)
            tenant.VisibleFrom[item.Id()] = now + delay;
    }

    public void Change(JsonObject item, Action<JsonObject> change)
    {
        if (delay <= TimeSpan.Zero)
        {
            change(item);
            return;
        }

        var seen = AsSeen(item).DeepClone().AsObject();
        seen.Remove(Previous);
        seen.Remove(PreviousUntil);
        change(item);
        item[Previous] = seen;
        item[PreviousUntil] = (now + delay).ToString("O", CultureInfo.InvariantCulture);
    }

    private bool IsVisible(JsonObject item)
    {
        var id = item.Id();
        if (!tenant.VisibleFrom.TryGetValue(id, out var from))
            return true;
        if (from > now)
            return false;
        tenant.VisibleFrom.TryRemove(id, out _);
        return true;
    }

    private JsonObject AsSeen(JsonObject item)
    {
        if (item[Previous] is not JsonObject previous)
            return item;
        if (DateTimeOffset.TryParse(item.Text(PreviousUntil), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var until) && until > now)
            return previous;
        item.Remove(Previous);
        item.Remove(PreviousUntil);
        return item;
    }
}
