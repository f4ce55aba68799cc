namespace PinResetPortal.Work.Notifications;

/// <summary>A way that notes what it is given.</summary>
internal sealed class NotedChannel(string kind = "webhook") : INotificationChannel
{
    public SendResult Answer { get; set; } = SendResult.Accepted;

    public Exception? Failure { get; set; }

    /// <summary>Runs while a notification is under way.</summary>
    public Func<Task>? Meanwhile { get; set; }

    public List<(Notification Notification, ChannelValues Values)> Sent { get; } = [];

    public string Kind => kind;

    public string Title => "Webhook";

    public IReadOnlyList<ChannelField> Fields { get; } =
    [
        new("url", "Address"),
        new("secret", "Signing secret", ChannelFieldKind.SigningSecret),
        new("password", "Password", ChannelFieldKind.Secret, Required: false) { OnlyFor = ["url"] },
    ];

    public string? WhyNot(ChannelValues values) => values["url"]?.StartsWith("https://", StringComparison.Ordinal) == true ? null : "The address must start with https://.";

    public async Task<SendResult> SendAsync(Notification notification, ChannelValues values, CancellationToken cancellationToken)
    {
        Sent.Add((notification, values));
        if (Meanwhile is { } meanwhile)
        {
            await meanwhile();
        }

        return Failure is null ? Answer : throw Failure;
    }
}
