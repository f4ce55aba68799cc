using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace PinResetPortal.Components.Layout;

public partial class MainLayout
{
    private ErrorBoundary? _boundary;

    [Inject]
    public required NavigationManager Navigation { get; init; }

    /// <summary>With the address before it, because the base address would send a bare fragment to the start page.</summary>
    private string SkipTarget => Navigation.Uri.Split('#')[0] + "#content";

    protected override void OnParametersSet() => _boundary?.Recover();

    private void Recover() => _boundary?.Recover();
}
