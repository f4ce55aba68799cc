using Microsoft.AspNetCore.Components;
using PinResetPortal.Components.Health;
using PinResetPortal.Components.Shared;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.People;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.People;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Components.People;

/// <summary>One person, read now. Nothing of it is kept when the page is left.</summary>
public partial class PersonPage : ActorComponent
{
    private (string, string)? _shown;
    private HealthState _state = HealthState.Loading;
    private bool _refreshing;
    private bool _mayFix;
    private Tenant? _tenant;
    private PersonAnswer? _answer;
    private UnreadableReason? _reason;
    private Trouble? _trouble;

    [Inject]
    public required ITenantCatalog Catalog { get; init; }

    [Inject]
    public required IPeopleService People { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Parameter]
    public string Id { get; set; } = "";

    [Parameter]
    public string UserId { get; set; } = "";

    /// <summary>Intune's id of the device that the answer is about.</summary>
    [SupplyParameterFromQuery]
    public string? Device { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        if (RendererInfo.IsInteractive && _shown != (Id, UserId))
        {
            _shown = (Id, UserId);
            (_tenant, _answer, _state) = (null, null, HealthState.Loading);
            await LoadAsync();
        }
    }

    private async Task LoadAsync()
    {
        if (_refreshing)
        {
            return;
        }

        (_refreshing, _reason, _trouble) = (true, null, null);
        await TryAsync("The user could not be read.", trouble => (_trouble, _state) = (trouble, HealthState.Failed), async () => _state = await ReadAsync());

        _refreshing = false;
    }

    private async Task<HealthState> ReadAsync()
    {
        if (await ActorAsync() is not { } actor || !actor.May(PortalRole.Reader))
        {
            return HealthState.Forbidden;
        }

        _mayFix = actor.May(PortalRole.Operator);
        _tenant = TenantId.TryParse(Id, null, out var tenantId) ? await Catalog.FindAsync(tenantId, actor, Leaving) : null;
        if (_tenant is null || !Guid.TryParse(UserId, out var userId))
        {
            return HealthState.NotFound;
        }

        var lookup = await People.LookUpAsync(tenantId, actor, userId, Leaving);
        _answer = (lookup as PersonLookup.Found)?.Answer;
        _reason = (lookup as PersonLookup.Refused)?.Reason;
        return lookup switch
        {
            PersonLookup.Found => HealthState.Ready,
            PersonLookup.Refused => HealthState.Failed,
            PersonLookup.Denied => HealthState.Forbidden,
            _ => HealthState.NotFound,
        };
    }

    private void Fix(string checkId)
    {
        if (_tenant is { Id: var id })
        {
            Navigation.NavigateTo(RemediationAddress.Plan(id, checkId));
        }
    }
}
