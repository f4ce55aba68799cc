using PinResetPortal.Components.Shared;
using PinResetPortal.Work.Settings;

namespace PinResetPortal.Components.Settings;

/// <summary>A section of the settings that admins change: reads it once somebody looks, and says how a change went.</summary>
public abstract class EditSection : ActorComponent
{
    /// <summary>What is changed, as a sentence calls it: "report".</summary>
    protected abstract string Thing { get; }

    /// <summary>A sentence for each field that is wrong.</summary>
    protected IReadOnlyList<string> Problems { get; set; } = [];

    protected string? Said { get; set; }

    protected bool SaidWell { get; set; }

    protected bool Busy { get; private set; }

    protected Trouble? Trouble { get; set; }

    protected override async Task OnInitializedAsync()
    {
        if (RendererInfo.IsInteractive)
        {
            await LoadAsync();
        }
    }

    protected abstract Task LoadAsync();

    /// <summary>Says how it went.</summary>
    protected bool IsDone<T>(EditOutcome<T> outcome, string words)
    {
        (Problems, Said, SaidWell) = outcome switch
        {
            EditOutcome<T>.Done => ([], words, true),
            EditOutcome<T>.Refused { Errors: var errors } => ([.. errors.Values], null, false),
            EditOutcome<T>.Denied { Needed: var needed } => (Problems, $"This needs the portal role {needed}.", false),
            EditOutcome<T>.NotFound => (Problems, $"The {Thing} is gone. Reload the page.", false),
            _ => (Problems, $"Somebody else saved the {Thing} meanwhile. Reload the page and look at theirs first.", false),
        };
        return outcome is EditOutcome<T>.Done;
    }

    protected async Task TryAsync(string what, Func<Task> work)
    {
        (Busy, Said) = (true, null);
        await TryAsync(what, trouble => Trouble = trouble, work);
        Busy = false;
    }
}
