using System.Diagnostics.Metrics;
using PinResetPortal.Work.Background;

namespace PinResetPortal.Work.Notifications;

/// <summary>The metric <c>pinreset.notification.attempts</c>: each attempt to send a notification, by channel and what became of the delivery.</summary>
public sealed class DeliveryMeter(IMeterFactory meters)
{
    private readonly Counter<long> _attempts = meters.Create(WorkMeter.Name).CreateCounter<long>(
        "pinreset.notification.attempts", "{attempt}", "Attempts to send a notification, by channel and what the delivery is after it.");

    /// <param name="after">Waiting: it is tried again.</param>
    internal void Tried(string channel, DeliveryState after) => _attempts.Add(1, Tag.Of("channel", channel), Tag.Of("state", after));
}
