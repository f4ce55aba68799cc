using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace PinResetPortal.Notifications;

/// <summary>Encrypts what the notification settings keep: signing secret, workflow address, mail password.</summary>
public sealed class NotificationSecrets(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("PinResetPortal.Notifications");

    public string Protect(string secret) => _protector.Protect(secret);

    /// <returns>Null when there is none, or it was encrypted with keys that are gone.</returns>
    public string? Unprotect(string? protectedSecret)
    {
        try
        {
            return string.IsNullOrEmpty(protectedSecret) ? null : _protector.Unprotect(protectedSecret);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
