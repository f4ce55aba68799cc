using Microsoft.AspNetCore.Components;
using PinResetPortal.Components.Shared;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Core.Troubleshooting.Diagnosing;
using PinResetPortal.Core.Troubleshooting.Text;
using PinResetPortal.Work.Tenants;
using PinResetPortal.Work.Troubleshooting;

namespace PinResetPortal.Components.Troubleshooting;

/// <summary>One box, one answer. The text stays in the browser's box; it is read when somebody asks, and not kept.</summary>
public partial class TroubleshootPage : ActorComponent
{
    private ElementReference _box;
    private string? _shownId;
    private bool _started;
    private bool _forbidden;
    private bool _notFound;
    private bool _busy;
    private Actor? _actor;
    private Tenant? _tenant;
    private Diagnosis? _diagnosis;
    private string? _problem;
    private Trouble? _trouble;

    [Inject]
    public required ITenantCatalog Catalog { get; init; }

    [Inject]
    public required TenantNews News { get; init; }

    [Inject]
    public required ITroubleshootingService Troubleshooting { get; init; }

    [Inject]
    public required BrowserBridge Browser { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Parameter]
    public string? Id { get; set; }

    private bool MayFix => _actor?.May(PortalRole.Operator) == true && _diagnosis?.Tenant is not null;

    private string? Said => _busy ? "Looking" : _diagnosis is null ? null : _diagnosis.Causes.Count == 1 ? "1 cause" : $"{_diagnosis.Causes.Count} causes";

    protected override async Task OnParametersSetAsync()
    {
        if (!RendererInfo.IsInteractive || (_started && _shownId == Id))
        {
            return;
        }

        var asked = _diagnosis is not null;
        (_started, _shownId, _tenant, _diagnosis, _notFound) = (true, Id, null, null, false);
        await FindTenantAsync();
        if (asked && !_notFound)
        {
            // The same text, for the tenant that was just chosen.
            await ExplainAsync();
        }
    }

    private async Task FindTenantAsync()
    {
        await TryAsync("The tenant could not be found.", trouble => _trouble = trouble, async () =>
        {
            _actor = await ActorAsync();
            _forbidden = _actor?.May(PortalRole.Reader) != true;
            if (Id is not null && _actor is { } actor && !_forbidden)
            {
                _tenant = TenantId.TryParse(Id, null, out var id) ? await Catalog.FindAsync(id, actor, Leaving) : null;
                _notFound = _tenant is null;
            }
        });
    }

    private async Task ExplainAsync()
    {
        if (_busy || _actor is null)
        {
            return;
        }

        (_busy, _problem, _trouble) = (true, null, null);
        StateHasChanged();
        await TryAsync("The text could not be explained.", trouble => _trouble = trouble, () => ReadAndDiagnoseAsync(_actor));

        _busy = false;
    }

    private async Task ReadAndDiagnoseAsync(Actor actor)
    {
        var text = await Browser.ReadTextAsync(_box, PastedText.MaxBytes, Leaving);
        if (text is null || PastedText.From(text) is not { } pasted)
        {
            _problem = PastedText.TooLong;
        }
        else if (string.IsNullOrWhiteSpace(text))
        {
            _problem = "The box is empty. Paste an error code, a message, or the output of dsregcmd /status.";
        }
        else
        {
            _diagnosis = await Troubleshooting.DiagnoseAsync(_tenant?.Id, actor, pasted, fresh: true, Leaving);
            _notFound = _diagnosis is null;
            if (_diagnosis?.Tenant is { } read && _tenant is { } before && (read.DisplayName, read.DefaultDomain) != (before.DisplayName, before.DefaultDomain))
            {
                _tenant = read;
                await News.TellAsync(read.Id);
            }
        }
    }

    private async Task ClearAsync()
    {
        (_diagnosis, _problem, _trouble) = (null, null, null);
        await Browser.ClearTextAsync(_box);
    }

    private void Fix(string checkId)
    {
        if (_diagnosis?.Tenant is { Id: var id })
        {
            Navigation.NavigateTo(RemediationAddress.Plan(id, checkId));
        }
    }
}
