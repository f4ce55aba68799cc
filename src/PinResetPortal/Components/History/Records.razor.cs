using Microsoft.AspNetCore.Components;
using PinResetPortal.Components.Shared;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Audit;
using PinResetPortal.Work.Operations;

namespace PinResetPortal.Components.History;

/// <summary>Runs and audit entries of the person's home tenant: of one tenant, or all.</summary>
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

    /// <summary>Null: all, also of tenants that are no longer on the list.</summary>
    [Parameter]
    public TenantId? TenantId { get; set; }

    /// <summary>The tenants that the person may look into, for their names.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<Tenant> Tenants { get; set; }

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        _trouble = null;
        await TryAsync("The records could not be read.", trouble => _trouble = trouble, async () =>
        {
            if (await ActorAsync() is not { } actor)
            {
                return;
            }

            _mayUndo = actor.May(PortalRole.Operator);
            var operations = await Remediation.ListAsync(actor, TenantId, Limit, Leaving);
            (_operations, _entries) = (operations, await Audit.ReadAsync(actor.HomeTenantId, TenantId, Limit, Leaving));
        });
    }

    private string NameOf(TenantId id) => Tenants.FirstOrDefault(tenant => tenant.Id == id)?.DisplayName ?? id.ToString();

    private string Export(string format) => $"/export/audit.{format}{(TenantId is { } id ? $"?tenantId={id}" : "")}";
}
