using System.Security.Cryptography;

namespace PinResetPortal.Work.Notifications;

/// <summary>What a destination's secrets are on the way in and out.</summary>
public sealed class DestinationSecrets(INotificationSecrets secrets)
{
    /// <summary>What <see href="https://www.standardwebhooks.com">Standard Webhooks</see> puts before the base64 of a secret.</summary>
    public const string SigningPrefix = "whsec_";

    /// <summary>How long a signing secret holds beside the one that replaced it.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromDays(1);

    /// <summary>32 random bytes.</summary>
    public static string NewSigningSecret() => SigningPrefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    /// <summary>Standard Webhooks takes 24 to 64 bytes.</summary>
    public static bool IsSigningSecret(string text) =>
        text.StartsWith(SigningPrefix, StringComparison.Ordinal) && new byte[text.Length] is var bytes
        && Convert.TryFromBase64String(text[SigningPrefix.Length..], bytes, out var length) && length is >= 24 and <= 64;

    public string Protect(string secret) => secrets.Protect(secret);

    /// <summary>All values in the clear, for a channel.</summary>
    public ChannelValues Open(Destination destination, DateTimeOffset now)
    {
        var entered = destination.Settings.Values.ToDictionary(StringComparer.Ordinal);
        foreach (var (field, kept) in destination.Settings.Secrets)
        {
            if (secrets.Unprotect(kept) is { } secret)
            {
                entered[field] = secret;
            }
        }

        var previous = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (field, retired) in destination.Settings.Retired.Where(one => one.Value.Until > now))
        {
            if (secrets.Unprotect(retired.ProtectedSecret) is { } secret)
            {
                previous[field] = secret;
            }
        }

        return new(entered, previous);
    }
}
