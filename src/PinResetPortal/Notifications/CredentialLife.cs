using PinResetPortal.Configuration;
using PinResetPortal.Work.Notifications;

namespace PinResetPortal.Notifications;

/// <summary>The certificates of <c>AzureAd:ClientCredentials</c>, as this machine can open them. When a secret ends, only Entra knows.</summary>
internal sealed class CredentialLife(IConfiguration configuration, TimeProvider time) : ICredentialLife
{
    /// <summary>Opening a certificate costs more than a look.</summary>
    private static readonly TimeSpan Known = TimeSpan.FromHours(1);

    private (DateTimeOffset At, IReadOnlyList<CredentialEnd> Ends)? _read;

    public IReadOnlyList<CredentialEnd> Ends()
    {
        if (_read is not { } read || time.GetUtcNow() - read.At > Known)
        {
            _read = read = (time.GetUtcNow(), [.. new ClientCredentials(configuration, time).Read().Where(one => one.EndsAt is not null).Select(one => new CredentialEnd(one.Key, one.EndsAt ?? default))]);
        }

        return read.Ends;
    }
}
