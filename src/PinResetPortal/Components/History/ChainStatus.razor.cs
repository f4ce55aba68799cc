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

    /// <summary>Whose chains: a problem names its tenant, so others are not looked at.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<Tenant> Tenants { get; set; }

    private string Entries => _verification?.Entries == 1 ? "1 entry" : $"{_verification?.Entries} entries";

    protected override async Task OnInitializedAsync()
    {
        await TryAsync("The audit chain could not be verified.", _ => _failed = true, async () => _verification = await VerifyAsync());
    }

    private async Task<AuditVerification> VerifyAsync()
    {
        long entries = 0;
        foreach (var tenant in Tenants)
        {
            var verification = await Audit.VerifyAsync(tenant.Id, Leaving);
            entries += verification.Entries;
            if (!verification.Holds)
            {
                return new(entries, verification.Problem);
            }
        }

        return new(entries, null);
    }
}
