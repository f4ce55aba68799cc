using Microsoft.AspNetCore.Components;
using PinResetPortal.Components.Shared;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Components.Tenants;

/// <summary>Adds a tenant by id or domain. What was typed stays when it is refused.</summary>
public partial class AddTenant : ActorComponent
{
    private string? _asked;
    private string? _name;
    private string? _problem;
    private bool _busy;

    [Inject]
    public required ITenantRegister Register { get; init; }

    [Parameter]
    public EventCallback<Tenant> OnAdded { get; set; }

    private async Task AddAsync()
    {
        if (_busy || string.IsNullOrWhiteSpace(_asked) || await ActorAsync() is not { } actor)
        {
            return;
        }

        (_busy, _problem) = (true, null);
        await TryAsync("The tenant could not be added.", trouble => _problem = trouble.Sentence, async () =>
        {
            switch (await Register.AddAsync(actor, _asked, _name, Leaving))
            {
                case AddTenantResult.Added { Tenant: var added }:
                    (_asked, _name) = (null, null);
                    await OnAdded.InvokeAsync(added);
                    break;
                case AddTenantResult.AlreadyListed { Tenant: var known }:
                    _problem = $"{known.DisplayName} is on your list already.";
                    break;
                case AddTenantResult.Refused { Reason: var reason }:
                    _problem = Trouble.Words(reason);
                    break;
                case AddTenantResult.Denied denied:
                    _problem = $"This needs the portal role {denied.Needed}.";
                    break;
            }
        });
        _busy = false;
    }
}
