using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using PinResetPortal.Work.Notifications;

namespace PinResetPortal.Notifications;

/// <summary>Encrypts what destinations keep with the portal's data-protection keys: signing secrets, workflow addresses, mail passwords.</summary>
internal sealed class NotificationSecrets(IDataProtectionProvider protection) : INotificationSecrets
{
    private readonly IDataProtector _protector = protection.CreateProtector("PinResetPortal.Notifications");

    public string Protect(string secret) => _protector.Protect(secret);

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
