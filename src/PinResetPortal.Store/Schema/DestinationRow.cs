using PinResetPortal.Core.Tenants;
using PinResetPortal.Store.Storage;
using PinResetPortal.Work.Notifications;

namespace PinResetPortal.Store.Schema;

internal sealed class DestinationRow : IHomeRow
{
    public required Guid Id { get; init; }

    public required TenantId HomeTenantId { get; init; }

    public required string Name { get; set; }

    public required string Channel { get; init; }

    public bool Enabled { get; set; }

    /// <summary>Values, encrypted secrets, route and quiet hours as JSON.</summary>
    public required string Document { get; set; }

    public int Revision { get; set; }

    public DateTimeOffset ChangedAt { get; set; }

    public required string ChangedBy { get; set; }

    public Destination ToDestination() => new(Id, HomeTenantId, Name, Channel, Enabled, StoredJson.Read<DestinationSettings>(Document), Revision, ChangedAt, ChangedBy);
}
