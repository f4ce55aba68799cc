using Microsoft.AspNetCore.Components;
using PinResetPortal.Components.Shared;
using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Readiness;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Audit;
using PinResetPortal.Work.History;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Components.EvidencePack;

/// <summary>The evidence pack of one tenant, made to be printed.</summary>
public partial class EvidencePage : ActorComponent
{
    private string? _shownId;
    private TenantRecord? _record;
    private bool _notFound;
    private bool _forbidden;
    private Trouble? _trouble;

    [Inject]
    public required ITenantCatalog Catalog { get; init; }

    [Inject]
    public required ITenantRecords Records { get; init; }

    [Inject]
    public required CheckCatalog Checks { get; init; }

    [Inject]
    public required ViewerClock Clock { get; init; }

    [Inject]
    public required BrowserBridge Browser { get; init; }

    [Parameter]
    public string Id { get; set; } = "";

    /// <summary>What needs somebody first; what does not apply is counted only.</summary>
    private static IEnumerable<AssessedFinding> InOrder(TenantReadiness readiness) => readiness.Findings
        .Where(assessed => assessed.Finding.Status != FindingStatus.NotApplicable)
        .OrderBy(assessed => assessed.Finding.Status switch
        {
            FindingStatus.Broken => 0,
            FindingStatus.Unknown => 1,
            FindingStatus.NeedsAttention => 2,
            _ => 3,
        })
        .ThenByDescending(assessed => assessed.Finding.Required);

    private static string Chain(AuditVerification chain) => chain switch
    {
        { Holds: false } => $"broken: {chain.Problem}",
        { Entries: 0 } => "no entries yet",
        { Entries: 1 } => "whole: 1 entry verified",
        _ => $"whole: {chain.Entries} entries verified",
    };

    protected override async Task OnParametersSetAsync()
    {
        if (RendererInfo.IsInteractive && _shownId != Id)
        {
            _shownId = Id;
            await Clock.EnsureZoneAsync();
            await LoadAsync();
        }
    }

    private async Task LoadAsync()
    {
        var wanted = Id;
        (_record, _notFound, _trouble) = (null, false, null);
        if (await ActorAsync() is not { } actor || !actor.May(PortalRole.Reader))
        {
            _forbidden = true;
            return;
        }

        await TryAsync("The evidence could not be put together.", trouble => _trouble = trouble, async () =>
        {
            var tenant = TenantId.TryParse(wanted, null, out var id) ? await Catalog.FindAsync(id, actor, Leaving) : null;
            var record = tenant is null ? null : await Records.MakeAsync(tenant, actor, Leaving);
            if (wanted == Id)
            {
                (_record, _notFound) = (record, record is null);
            }
        });
    }
}
