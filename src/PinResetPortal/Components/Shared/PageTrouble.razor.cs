using Microsoft.AspNetCore.Components;

namespace PinResetPortal.Components.Shared;

/// <summary>What the frame shows when a page throws.</summary>
public partial class PageTrouble
{
    private Trouble? _trouble;

    [Inject]
    public required ILogger<PageTrouble> Logger { get; init; }

    [Parameter, EditorRequired]
    public required Exception Exception { get; set; }

    [Parameter]
    public EventCallback Retry { get; set; }

    protected override void OnInitialized() => _trouble = Trouble.Report(Logger, Exception, "The page could not be shown.");
}
