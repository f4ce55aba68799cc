using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using PinResetPortal.Components.Shared;
using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Templates;
using PinResetPortal.Work.Settings;
using PinResetPortal.Work.Templates;

namespace PinResetPortal.Components.Settings;

/// <summary>Shows, changes, imports and exports the policy template.</summary>
public partial class PolicyTemplateSection : ActorComponent
{
    private Setting<PolicyTemplate>? _current;
    private PolicyTemplate? _edited;
    private IReadOnlyList<string> _problems = [];
    private IReadOnlyList<string> _notes = [];
    private string? _saved;
    private bool _busy;
    private Trouble? _trouble;

    [Inject]
    public required PolicyTemplateSettings Templates { get; init; }

    private string? Example => _edited?.Name
        .Replace("{tenant}", "Contoso", StringComparison.OrdinalIgnoreCase)
        .Replace("{purpose}", _edited.Purpose, StringComparison.OrdinalIgnoreCase)
        .Replace("{version}", _edited.Version, StringComparison.OrdinalIgnoreCase);

    protected override async Task OnInitializedAsync()
    {
        if (RendererInfo.IsInteractive)
        {
            await LoadAsync();
        }
    }

    private static string Text(ChangeEventArgs change) => change.Value?.ToString() ?? "";

    private async Task LoadAsync()
    {
        (_trouble, _problems, _notes, _saved) = (null, [], [], null);
        await TryAsync("The policy template could not be read.", trouble => _trouble = trouble, async () =>
        {
            if (await ActorAsync() is not { } actor)
            {
                return;
            }

            _current = await Templates.ReadAsync(actor.HomeTenantId, Leaving);
            _edited = _current.Value;
        });
    }

    private string? ValueOf(HelloDefinition definition) =>
        definition.BareValue(_edited?.Settings.FirstOrDefault(setting => setting.DefinitionId.Equals(definition.Id, StringComparison.OrdinalIgnoreCase))?.Value);

    private void Set(HelloDefinition definition, string value)
    {
        if (_edited is not { } edited)
        {
            return;
        }

        var others = edited.Settings.Where(setting => !setting.DefinitionId.Equals(definition.Id, StringComparison.OrdinalIgnoreCase));
        _edited = edited with { Settings = value.Length == 0 ? [.. others] : [.. others, definition.Draft(value)] };
        _problems = PolicyTemplateValidation.Problems(_edited);
        _saved = null;
    }

    private void Recommended() => (_edited, _problems, _notes) = (_edited is null ? null : _edited with { Settings = PolicyTemplate.Recommended, SettingsDocument = null, ImportedFrom = null }, [], []);

    private async Task ImportAsync(InputFileChangeEventArgs change)
    {
        (_problems, _notes, _saved) = ([], [], null);
        if (change.File.Size > PolicyTemplateImport.LargestFile)
        {
            _problems = [$"The file is larger than {PolicyTemplateImport.LargestFile / (1024 * 1024)} MB. Export a single policy."];
            return;
        }

        await TryAsync("The file could not be read.", trouble => _problems = [trouble.Sentence], async () =>
        {
            using var file = new MemoryStream();
            await using var stream = change.File.OpenReadStream(PolicyTemplateImport.LargestFile, Leaving);
            await stream.CopyToAsync(file, Leaving);
            Import(file.ToArray());
        });
    }

    private void Import(byte[] file)
    {
        if (_edited is not { } edited)
        {
            return;
        }

        var imported = PolicyTemplateImport.Read(file, edited);
        (_problems, _notes) = (imported.Problems, imported.Notes);
        if (imported.Template is { } template)
        {
            _edited = template;
            _notes = [.. _notes, $"\"{template.ImportedFrom}\" was read. Save to use it."];
        }
    }

    private async Task SaveAsync()
    {
        if (_edited is not { } edited || _current is not { } current)
        {
            return;
        }

        (_saved, _problems) = (null, PolicyTemplateValidation.Problems(edited));
        if (_problems.Count > 0 || await ActorAsync() is not { } actor)
        {
            return;
        }

        _busy = true;
        await TryAsync("The policy template could not be saved.", trouble => _trouble = trouble, async () =>
        {
            switch (await Templates.SaveAsync(edited, current.Version, actor, Leaving))
            {
                case EditOutcome<Setting<PolicyTemplate>>.Done:
                    await LoadAsync();
                    _saved = "Saved. The next plan uses it.";
                    break;
                case EditOutcome<Setting<PolicyTemplate>>.ChangedMeanwhile:
                    _problems = ["Somebody else saved the template meanwhile. Discard your changes to see theirs."];
                    break;
                default:
                    _problems = ["Your portal role does not allow this: only an Admin may change settings."];
                    break;
            }
        });
        _busy = false;
    }
}
