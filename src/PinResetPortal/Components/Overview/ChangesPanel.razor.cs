using Microsoft.AspNetCore.Components;
using PinResetPortal.Components.Shared;
using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Overview;

namespace PinResetPortal.Components.Overview;

/// <summary>The checks of the verdict that say something else than a day ago.</summary>
public partial class ChangesPanel : ActorComponent
{
    private const int AtFirst = 8;
    private const int MoreAtOnce = 50;

    private int _limit = AtFirst;
    private CheckChanges? _changes;
    private Trouble? _trouble;

    [Inject]
    public required IOverviewStore Overview { get; init; }

    [Inject]
    public required CheckCatalog Catalog { get; init; }

    [Inject]
    public required TimeProvider Time { get; init; }

    private string Summary => _changes switch
    {
        null => "",
        { Total: 0 } => "nothing",
        var changes => string.Join(", ", Words(changes)),
    };

    /// <summary>Reads again, when there is something new.</summary>
    public async Task ReloadAsync()
    {
        await LoadAsync();
        StateHasChanged();
    }

    protected override async Task OnInitializedAsync()
    {
        if (RendererInfo.IsInteractive)
        {
            await LoadAsync();
        }
    }

    private static IEnumerable<string> Words(CheckChanges changes)
    {
        var broke = changes.Counts.GetValueOrDefault(FindingStatus.Broken);
        var healed = changes.Counts.GetValueOrDefault(FindingStatus.Healthy);
        if (broke > 0)
        {
            yield return broke == 1 ? "1 check broke" : $"{broke} checks broke";
        }

        if (healed > 0)
        {
            yield return healed == 1 ? "1 check became healthy" : $"{healed} checks became healthy";
        }

        if (changes.Total - broke - healed is > 0 and var other)
        {
            yield return other == 1 ? "1 other change" : $"{other} other changes";
        }
    }

    private string TitleOf(string checkId) => Catalog.Find(checkId)?.Title ?? checkId;

    private Task MoreAsync()
    {
        _limit += MoreAtOnce;
        return LoadAsync();
    }

    private async Task LoadAsync()
    {
        if (await ActorAsync() is not { } actor || !actor.May(PortalRole.Reader))
        {
            return;
        }

        await TryAsync("The changes could not be read.", trouble => _trouble = trouble, async () =>
        {
            string[] required = [.. Catalog.All.Where(check => check.Required).Select(check => check.Id)];
            _changes = await Overview.ChangesAsync(actor.HomeTenantId, null, required, Time.GetUtcNow().AddDays(-1), _limit, Leaving);
            _trouble = null;
        });
    }
}
