using Microsoft.Extensions.DependencyInjection;

namespace PinResetPortal.Work.Notifications;

internal static class NotificationsRegistration
{
    /// <summary>Registers what this folder has.</summary>
    public static IServiceCollection AddNotifications(this IServiceCollection services)
    {
        services.AddSingleton<NotificationWatch>();
        services.AddSingleton<NotificationSender>();
        services.AddSingleton<NotificationTeller>();
        return services;
    }
}
