using Microsoft.AspNetCore.Components;
using PinResetPortal.Components.Shared;
using PinResetPortal.Components.Tenants;
using PinResetPortal.Core.Tenants;

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

    [Inject]
    public required ILogger<TenantChoice> Logger { get; init; }

    private IReadOnlyList<Tenant> Hits => [.. (_tenants ?? []).Where(tenant => TenantSearch.Matches(tenant, _text)).Take(Shown)];

    private async Task LoadAsync()
    {
        if (_tenants is not null || await ActorAsync() is not { } actor)
        {
            return;
        }

        try
        {
            _tenants = (await Catalog.ListAsync(actor, refresh: false, Leaving)).Tenants;
        }
        catch (OperationCanceledException) when (Leaving.IsCancellationRequested)
        {
            // The person went to another page.
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            var trouble = Trouble.Report(Logger, exception, "The tenants could not be listed.");
            _trouble = $"{trouble.What} Correlation id {trouble.CorrelationId}";
        }
    }
}
