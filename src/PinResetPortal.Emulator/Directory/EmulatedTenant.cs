using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace PinResetPortal.Emulator.Directory;

/// <summary>
/// One tenant: its objects in Graph's own JSON, in collections named by Graph's own paths (<c>servicePrincipals</c>,
/// <c>deviceManagement/configurationPolicies</c>…). What is put there is what is read back.
/// All access to the collections goes through <see cref="Read{T}"/> and <see cref="Write{T}"/>.
/// </summary>
internal sealed class EmulatedTenant(Guid id, string displayName)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<JsonObject>> _collections = new(StringComparer.OrdinalIgnoreCase);

    public Guid Id { get; } = id;

    public string DisplayName { get; } = displayName;

    /// <summary>When each object becomes readable under slow replication; objects that are not listed are readable now. Key: object id.</summary>
    public ConcurrentDictionary<string, DateTimeOffset> VisibleFrom { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>When each application asked for sign-in reports lately. Key: client id; the queues are used under <see cref="Write{T}"/> only.</summary>
    public ConcurrentDictionary<Guid, Queue<DateTimeOffset>> ReportRequests { get; } = new();

    public CheckIns CheckIns { get; } = new();

    public T Read<T>(Func<IReadOnlyDictionary<string, List<JsonObject>>, T> read)
    {
        lock (_gate)
        {
            return read(_collections);
        }
    }

    public T Write<T>(Func<Dictionary<string, List<JsonObject>>, T> write)
    {
        lock (_gate)
        {
            return write(_collections);
        }
    }
}
