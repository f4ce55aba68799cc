using Microsoft.Extensions.Options;
using PinResetPortal.Configuration;
using PinResetPortal.Work.Notifications;

namespace PinResetPortal.Notifications;

/// <summary>The page on which a notification can be looked into. There is none while <c>Portal:PublicUrl</c> is not set: nobody knows the portal's address then.</summary>
internal sealed class NotificationLinks(IOptions<PortalOptions> options)
{
    /// <summary>What sends: the <c>source</c> of a CloudEvent.</summary>
    public Uri Source => options.Value.PublicUrl ?? new Uri("urn:pinresetportal");

    public Uri? To(Notification notification) =>
        options.Value.PublicUrl is { } portal ? new Uri(portal, notification.TenantId is { } tenant ? $"tenants/{tenant}" : "") : null;
}
