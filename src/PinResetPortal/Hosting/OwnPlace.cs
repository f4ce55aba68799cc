using Microsoft.Extensions.Options;
using PinResetPortal.Configuration;
using PinResetPortal.Core.Registration;
using PinResetPortal.Core.SelfChecks;
using PinResetPortal.SignIn;
using PinResetPortal.Work.SelfChecks;

namespace PinResetPortal.Hosting;

/// <summary>What the running portal knows of itself. It does not ask its own public address: from inside, the way is another one.</summary>
internal sealed class OwnPlace(IConfiguration configuration, IOptions<PortalOptions> options, IHostEnvironment environment, PortalRegistration wanted, HttpRefusals refusals, TimeProvider time) : IOwnPlace
{
    public string? ClientId => configuration["AzureAd:ClientId"] is { Length: > 0 } id ? id : null;

    public PortalRegistration Wanted => wanted;

    public IReadOnlyList<OwnCredential> ReadCredentials() => OwnCredentials.Read(configuration, time);

    public Task<AddressFacts> ReadAddressAsync(CancellationToken cancellationToken) =>
        Task.FromResult(new AddressFacts(options.Value.PublicUrl, environment.MayUseEmulator(), refusals.Last, Answer: null));
}
