using System.Text;
using PinResetPortal.Work.Notifications;
using Polly.Timeout;

namespace PinResetPortal.Notifications;

/// <summary>Posts a document to an address that an admin typed in.</summary>
internal sealed class WebPost(IHttpClientFactory clients, GuardedConnections guard)
{
    public const string HttpClientName = "notifications";

    public async Task<SendResult> SendAsync(string? url, string body, string contentType, IReadOnlyDictionary<string, string> headers, CancellationToken cancellationToken)
    {
        if (WhyNot(url) is { } why)
        {
            return new(why);
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new StringContent(body, Encoding.UTF8, contentType) };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        try
        {
            using var client = clients.CreateClient(HttpClientName);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            var status = (int)response.StatusCode;
            return status switch
            {
                >= 200 and < 300 => SendResult.Accepted,
                >= 300 and < 400 => new($"The address answered with a redirect ({status}), which is not followed."),
                _ => new($"The address answered {status}."),
            };
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TimeoutRejectedException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return new(e.InnerException is BlockedAddressException blocked ? blocked.Message : e is HttpRequestException ? $"The address could not be reached: {e.Message}" : "The address did not answer in time.");
        }
    }

    /// <returns>What is wrong with the address; null when it may be tried.</returns>
    public string? WhyNot(string? url) =>
        !Uri.TryCreate(url, UriKind.Absolute, out var parsed) || parsed.Scheme is not ("https" or "http") ? "The address is not complete: it starts with https://."
        : parsed.UserInfo.Length > 0 ? "The address must not carry a name or password."
        : parsed.Scheme == "http" && !guard.AllowsPrivate ? "The address must start with https://."
        : null;
}
