using Microsoft.Extensions.Options;
using PinResetPortal.Configuration;
using PinResetPortal.Work.Notifications;

namespace PinResetPortal.Notifications;

/// <summary>The page on which a notification can be looked into. There is none while <c>Portal:PublicUrl</c> is not set: nobody knows the portal's address then.</summary>
internal sealed class NotificationLinks(IOptions<PortalOptions> options)
{
    public Uri? To(Notification notification) =>
        options.Value.PublicUrl is { } portal ? new Uri(portal, notification.TenantId is { } tenant ? $"tenants/{tenant}" : "") : null;
}
