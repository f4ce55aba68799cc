using Microsoft.AspNetCore.Components;
using PinResetPortal.Components.Shared;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Components.Tenants;

/// <summary>The portal's own list of tenants: relationships, roles, tags, tenants added by hand.</summary>
public partial class TenantsPage : ActorComponent
{
    /// <summary>Addresses we wrote ourselves and that have not come back yet: they must not overwrite what was typed since.</summary>
    private readonly HashSet<TenantsFilter> _written = [];

    private TenantsFilter _filter = new(null, null, null);
    private IReadOnlyList<Tenant>? _tenants;
    private TenantMemory _memory = TenantMemory.Empty;
    private UnreadableReason? _stale;
    private Trouble? _trouble;
    private bool _forbidden;
    private bool _mayTag;
    private bool _mayAdmin;
    private string? _said;
    private bool _saidWell;

    [Inject]
    public required PortalInfo Portal { get; init; }

    [Inject]
    public required ITenantCatalog Catalog { get; init; }

    [Inject]
    public required ITenantRegister Register { get; init; }

    [Inject]
    public required BrowserBridge Browser { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Inject]
    public required TimeProvider Time { get; init; }

    [SupplyParameterFromQuery(Name = "q")]
    public string? Text { get; set; }

    [SupplyParameterFromQuery(Name = "show")]
    public string? Show { get; set; }

    [SupplyParameterFromQuery(Name = "tag")]
    public string? Tag { get; set; }

    private DateTimeOffset Now => Time.GetUtcNow();

    private IReadOnlyList<Tenant> Shown => [.. (_tenants ?? []).Where(tenant => _filter.Shows(tenant, _memory, Now))];

    private IReadOnlyList<string> Tags =>
        [.. (_tenants ?? []).SelectMany(tenant => tenant.Tags).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase)];

    /// <summary>Listed again above the list, not moved out of it.</summary>
    private IReadOnlyList<Tenant> Recent =>
        [.. _memory.Recent.Select(id => _tenants?.FirstOrDefault(tenant => tenant.Id.ToString() == id)).OfType<Tenant>().Take(5)];

    protected override void OnParametersSet()
    {
        var asked = new TenantsFilter(Text, Show, Tag);
        if (!_written.Remove(asked))
        {
            _filter = asked;
        }
    }

    protected override async Task OnInitializedAsync()
    {
        if (RendererInfo.IsInteractive)
        {
            await LoadAsync(refresh: false);
        }
    }

    private bool IsChosen(string tag) => string.Equals(tag, _filter.Tag, StringComparison.OrdinalIgnoreCase);

    private async Task LoadAsync(bool refresh)
    {
        (_tenants, _trouble, _said) = (null, null, null);
        if (await ActorAsync() is not { } actor || !actor.May(PortalRole.Reader))
        {
            _forbidden = true;
            return;
        }

        (_mayTag, _mayAdmin) = (actor.May(PortalRole.Operator), actor.May(PortalRole.Admin));
        await TryAsync("The tenants could not be listed.", async () =>
        {
            _memory = await Browser.ReadTenantMemoryAsync();
            var list = await Catalog.ListAsync(actor, refresh, Leaving);
            (_tenants, _stale) = (list.Tenants, list.Stale);
        });
    }

    private async Task OnAddedAsync(Tenant tenant)
    {
        await LoadAsync(refresh: false);
        Say($"{tenant.DisplayName} was added. Set it up next.", well: true);
    }

    private async Task ToggleFavouriteAsync(Tenant tenant) => _memory = await Browser.ToggleFavouriteAsync(tenant.Id);

    private Task SetTagsAsync((Tenant Tenant, IReadOnlyList<string> Tags) change) => TryAsync("The tags could not be saved.", async () =>
    {
        if (await ActorAsync() is { } actor)
        {
            Tell(await Register.SetTagsAsync(actor, change.Tenant.Id, change.Tags, Leaving), _ => null);
        }
    });

    private Task RemoveAsync(Tenant tenant) => TryAsync("The tenant could not be removed.", async () =>
    {
        if (await ActorAsync() is { } actor)
        {
            Tell(await Register.RemoveAsync(actor, tenant.Id, Leaving), removed => $"{removed.DisplayName} was taken off the list. Its history and audit entries stay.", removed: true);
        }
    });

    private void Tell(ChangeTenantResult result, Func<Tenant, string?> done, bool removed = false)
    {
        if (result is ChangeTenantResult.Done { Tenant: var changed })
        {
            _tenants = removed
                ? [.. (_tenants ?? []).Where(tenant => tenant.Id != changed.Id)]
                : [.. (_tenants ?? []).Select(tenant => tenant.Id == changed.Id ? changed : tenant)];
            Say(done(changed), well: true);
            return;
        }

        Say(
            result switch
            {
                ChangeTenantResult.Refused refused => refused.Why,
                ChangeTenantResult.Denied denied => $"This needs the portal role {denied.Needed}.",
                _ => "This tenant is no longer on your list.",
            },
            well: false);
    }

    private void Say(string? what, bool well) => (_said, _saidWell) = (what, well);

    private Task TryAsync(string what, Func<Task> work) => TryAsync(what, trouble => _trouble = trouble, work);

    private void OnTyped(string? text) => Change(_filter with { Text = text is { Length: > 0 } ? text : null });

    private void Change(TenantsFilter filter)
    {
        if (filter == _filter)
        {
            return;
        }

        _filter = filter;
        _written.Add(filter);
        Navigation.NavigateTo(
            Navigation.GetUriWithQueryParameters(new Dictionary<string, object?> { ["q"] = filter.Text, ["show"] = filter.Show, ["tag"] = filter.Tag }),
            replace: true);
    }
}
