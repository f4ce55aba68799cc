using Microsoft.Extensions.DependencyInjection;
using PinResetPortal.Work.Background;

namespace PinResetPortal.Work.Notifications;

internal static class NotificationsRegistration
{
    /// <summary>Destinations that are served at the same time on one instance: each waits for its receiver, not for a processor.</summary>
    private const int Places = 16;

    /// <summary>Registers what this folder has.</summary>
    public static IServiceCollection AddNotifications(this IServiceCollection services)
    {
        services.AddSingleton<TenantNews>();
        services.AddSingleton<NotificationWatch>();
        services.AddSingleton<INotificationTeller, NotificationTeller>();
        services.AddSingleton<IRound, NotificationRound>();
        services.AddSingleton<DestinationSecrets>();
        services.AddSingleton<DeliveryMeter>();
        services.AddSingleton<DestinationSender>();
        services.AddSingleton<DestinationService>();
        services.AddSingleton<DestinationWork>();
        services.AddSingleton<IWork>(provider => provider.GetRequiredService<DestinationWork>());
        services.AddSingleton(new WorkLane(WorkLanes.Notify, _ => Places));
        return services;
    }
}
