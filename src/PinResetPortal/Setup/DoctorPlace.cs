using System.Net.Sockets;
using System.Security.Authentication;
using PinResetPortal.Configuration;
using PinResetPortal.Core.Registration;
using PinResetPortal.Core.SelfChecks;
using PinResetPortal.Work.SelfChecks;

namespace PinResetPortal.Setup;

/// <summary>What the configuration says of the portal, and what its public address answers to somebody who comes from outside.</summary>
internal sealed class DoctorPlace(IConfiguration configuration, IHostEnvironment environment, IHttpClientFactory clients, TimeProvider time, DoctorChoices choices) : IOwnPlace
{
    /// <summary>The named HTTP client that asks the public address.</summary>
    public const string HttpClientName = "public-address";

    private readonly PortalOptions _options = configuration.GetSection(PortalOptions.Section).Get<PortalOptions>() ?? new();

    public string? ClientId => configuration["AzureAd:ClientId"] is { Length: > 0 } id ? id : null;

    public PortalRegistration Wanted { get; } = WantedRegistration.Of(configuration.GetSection(PortalOptions.Section).Get<PortalOptions>() ?? new(), configuration);

    public IReadOnlyList<OwnCredential> ReadCredentials() => OwnCredentials.Read(configuration, time);

    public async Task<AddressFacts> ReadAddressAsync(CancellationToken cancellationToken) => new(
        _options.PublicUrl, environment.MayUseEmulator() && choices.Url is null, RefusedAt: null,
        (choices.Url ?? _options.PublicUrl) is { } address ? await AskAsync(address, cancellationToken) : null);

    /// <summary>The first page sends whoever has not signed in to the sign-in page, under the address that the portal believes it was asked at.</summary>
    private async Task<AddressAnswer> AskAsync(Uri address, CancellationToken cancellationToken)
    {
        try
        {
            using var client = clients.CreateClient(HttpClientName);
            using var answer = await client.GetAsync(new Uri(address, "/"), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            var sent = answer.Headers.Location is { } location ? new Uri(address, location) : null;
            return new(address, (int)answer.StatusCode, sent?.AbsolutePath == "/sign-in" ? sent : null, Problem: null);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return new(address, null, null, WhyNot(exception));
        }
    }

    private static string WhyNot(Exception exception) => exception switch
    {
        OperationCanceledException => "it did not answer in time",
        HttpRequestException { InnerException: AuthenticationException } => "its certificate is not trusted, or is not for this name",
        HttpRequestException { InnerException: SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } } => "its name is not known",
        HttpRequestException { InnerException: SocketException { SocketErrorCode: SocketError.ConnectionRefused } } => "nothing listens there",
        _ => "the connection failed",
    };
}
