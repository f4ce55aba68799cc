using System.Net.Sockets;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Options;
using PinResetPortal.Work.Notifications;
using Polly;

namespace PinResetPortal.Notifications;

internal static class NotificationRegistration
{
    public static IServiceCollection AddPortalNotifications(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<NotificationOptions>().Bind(configuration.GetSection(NotificationOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<NotificationOptions>, NotificationOptionsValidator>();
        services.AddSingleton<GuardedConnections>();
        services.AddSingleton<INotificationSecrets, NotificationSecrets>();
        services.AddSingleton<NotificationLinks>();
        services.AddSingleton<WebPost>();
        services.AddSingleton<INotificationChannel, WebhookChannel>();
        services.AddSingleton<INotificationChannel, TeamsChannel>();
        services.AddSingleton<INotificationChannel, SlackChannel>();
        services.AddSingleton<INotificationChannel, MailChannel>();
        services.AddSingleton<MailPost>();
        services.AddSingleton(new NotificationPace(provider => TimeSpan.FromSeconds(provider.GetRequiredService<IOptions<NotificationOptions>>().Value.IntervalSeconds)));
        services.AddHttpClient(WebPost.HttpClientName)
            .RemoveAllLoggers() // They write the address, and that of a Teams workflow or a Slack webhook carries its key.
            .ConfigurePrimaryHttpMessageHandler(provider => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseProxy = false,
                UseCookies = false,
                ConnectCallback = async (context, cancellationToken) => new NetworkStream(
                    await provider.GetRequiredService<GuardedConnections>().ConnectAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, cancellationToken), ownsSocket: true),
            })
            .AddResilienceHandler(WebPost.HttpClientName, pipeline => pipeline
                .AddRetry(new HttpRetryStrategyOptions
                {
                    MaxRetryAttempts = 2,
                    Delay = TimeSpan.FromSeconds(1),
                    BackoffType = DelayBackoffType.Exponential,
                    UseJitter = true,
                    ShouldHandle = arguments => ValueTask.FromResult(
                        arguments.Outcome.Exception?.InnerException is not BlockedAddressException && HttpClientResiliencePredicates.IsTransient(arguments.Outcome)),
                })
                .AddTimeout(TimeSpan.FromSeconds(10)));
        return services;
    }
}
