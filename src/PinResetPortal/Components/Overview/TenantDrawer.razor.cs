using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using PinResetPortal.Components.Shared;
using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Readiness;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Readiness;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Components.Overview;

/// <summary>One tenant of the table beside it: what stands in the way, what repairs it, and the next one.</summary>
public partial class TenantDrawer : ActorComponent
{
    private TenantId? _shown;
    private bool _loading = true;
    private bool _focus;
    private Tenant? _tenant;
    private TenantReadiness? _readiness;
    private Trouble? _trouble;
    private TenantId? _previous;
    private TenantId? _next;
    private string? _place;

    [Inject]
    public required ITenantCatalog Tenants { get; init; }

    [Inject]
    public required IReadinessStore Readiness { get; init; }

    [Inject]
    public required CheckCatalog Catalog { get; init; }

    [Inject]
    public required BrowserBridge Browser { get; init; }

    [Parameter, EditorRequired]
    public required TenantId TenantId { get; set; }

    /// <summary>The tenants of the table in its order, asked for anew with each step.</summary>
    [Parameter, EditorRequired]
    public required Func<Task<IReadOnlyList<TenantId>>> Order { get; set; }

    [Parameter]
    public bool MayFix { get; set; }

    [Parameter]
    public EventCallback<TenantId> OnStep { get; set; }

    [Parameter]
    public EventCallback OnClose { get; set; }

    private string? Place => _place;

    /// <summary>What somebody should look at, the worst first.</summary>
    private List<AssessedFinding> Shown => _readiness is null ? []
        : [.. _readiness.Findings
            .Where(assessed => assessed.Finding.Status is FindingStatus.Broken or FindingStatus.Unknown or FindingStatus.NeedsAttention)
            .OrderBy(assessed => assessed.Finding.Status switch { FindingStatus.Broken => 0, FindingStatus.Unknown => 1, _ => 2 })
            .ThenByDescending(assessed => assessed.Finding.Required)];

    private int Fixable => _readiness?.Findings.Count(assessed => assessed is { Fixable: true, OnlyByItself: false }) ?? 0;

    protected override async Task OnParametersSetAsync()
    {
        if (_shown != TenantId)
        {
            _shown = TenantId;
            await LoadAsync();
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_focus)
        {
            _focus = false;
            await Browser.FocusAsync("#drawer-title");
        }
    }

    private async Task LoadAsync()
    {
        var wanted = TenantId;
        (_loading, _trouble) = (true, null);
        await TryAsync("The tenant could not be read.", trouble => _trouble = trouble, async () =>
        {
            if (await ActorAsync() is not { } actor)
            {
                return;
            }

            var tenant = await Tenants.FindAsync(wanted, actor, Leaving);
            var readiness = tenant is null ? null : await Readiness.LatestAsync(actor.KeyOf(wanted), Leaving);
            var order = (await Order()).ToList();
            if (wanted == TenantId)
            {
                (_tenant, _readiness) = (tenant, readiness);
                var index = order.IndexOf(wanted);
                (_previous, _next) = (index > 0 ? order[index - 1] : null, index >= 0 && index + 1 < order.Count ? order[index + 1] : null);
                _place = index < 0 ? "Not among the tenants shown" : $"{index + 1} of {order.Count}";
            }
        });
        if (wanted == TenantId)
        {
            (_loading, _focus) = (false, true);
        }
    }

    private Task StepAsync(TenantId? to) => to is { } tenant ? OnStep.InvokeAsync(tenant) : Task.CompletedTask;

    private Task OnKeyAsync(KeyboardEventArgs key) => key switch
    {
        { Key: "Escape" } => OnClose.InvokeAsync(),
        { Key: "j", CtrlKey: false, AltKey: false, MetaKey: false } => StepAsync(_next),
        { Key: "k", CtrlKey: false, AltKey: false, MetaKey: false } => StepAsync(_previous),
        _ => Task.CompletedTask,
    };
}
