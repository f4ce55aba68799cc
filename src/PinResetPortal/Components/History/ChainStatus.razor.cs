using Microsoft.AspNetCore.Components;
using PinResetPortal.Components.Shared;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Audit;

namespace PinResetPortal.Components.History;

/// <summary>Whether an entry of the audit log was removed or altered.</summary>
public partial class ChainStatus : ActorComponent
{
    private AuditVerification? _verification;
    private bool _failed;

    [Inject]
    public required IAuditLog Audit { get; init; }

    /// <summary>Whose chain; null: all of the person's home tenant.</summary>
    [Parameter]
    public TenantId? TenantId { get; set; }

    private string Entries => _verification?.Entries == 1 ? "1 entry" : $"{_verification?.Entries} entries";

    protected override async Task OnInitializedAsync()
    {
        if (await ActorAsync() is not { } actor)
        {
            return;
        }

        await TryAsync("The audit chain could not be verified.", _ => _failed = true, async () => _verification = await Audit.VerifyAsync(actor.HomeTenantId, TenantId, Leaving));
    }
}
