using Microsoft.AspNetCore.Components;
using PinResetPortal.Components.Shared;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Audit;
using PinResetPortal.Work.Operations;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Components.History;

/// <summary>Runs and audit entries of one tenant, or of all that the person may look into.</summary>
public partial class Records : ActorComponent
{
    private const int Limit = 200;

    private IReadOnlyList<Operation>? _operations;
    private IReadOnlyList<AuditEntry>? _entries;
    private bool _mayUndo;
    private Trouble? _trouble;

    [Inject]
    public required IRemediationService Remediation { get; init; }

    [Inject]
    public required IAuditLog Audit { get; init; }

    /// <summary>Null: all <see cref="Tenants"/>.</summary>
    [Parameter]
    public TenantId? TenantId { get; set; }

    /// <summary>The tenants that the person may look into: the records of others are not theirs to see.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<Tenant> Tenants { get; set; }

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        _trouble = null;
        await TryAsync("The records could not be read.", trouble => _trouble = trouble, async () =>
        {
            _mayUndo = (await ActorAsync())?.May(PortalRole.Operator) == true;
            var visible = Tenants.Select(tenant => tenant.Id).ToHashSet();
            var operations = await VisibleEntries.ReadAsync(depth => Remediation.ListAsync(TenantId, depth, Leaving), operation => operation.TenantId, visible, Limit);
            (_operations, _entries) = (operations, await VisibleEntries.ReadAsync(depth => Audit.ReadAsync(TenantId, depth, Leaving), entry => entry.Record.TenantId, visible, Limit));
        });
    }

    private string NameOf(TenantId id) => Tenants.FirstOrDefault(tenant => tenant.Id == id)?.DisplayName ?? id.ToString();

    private string Export(string format) => $"/export/audit.{format}{(TenantId is { } id ? $"?tenantId={id}" : "")}";
}
