using Microsoft.AspNetCore.Components;
using PinResetPortal.Components.Choosing;
using PinResetPortal.Components.Shared;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Components.Troubleshooting;

/// <summary>Chooses the tenant that the question is about; what stands in the box above stays.</summary>
public partial class TenantChoice : ActorComponent
{
    private const int Shown = 6;

    private string? _text;
    private string? _trouble;
    private IReadOnlyList<Tenant>? _tenants;

    [Inject]
    public required ITenantCatalog Catalog { get; init; }

    private IReadOnlyList<Tenant> Hits => [.. (_tenants ?? []).Where(tenant => TenantSearch.Matches(tenant, _text)).Take(Shown)];

    private async Task LoadAsync()
    {
        if (_tenants is not null || await ActorAsync() is not { } actor)
        {
            return;
        }

        await TryAsync("The tenants could not be listed.", trouble => _trouble = trouble.Sentence, async () => _tenants = (await Catalog.ListAsync(actor, refresh: false, Leaving)).Tenants);
    }
}
