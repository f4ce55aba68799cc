using System.Globalization;
using Microsoft.AspNetCore.Components;
using PinResetPortal.Components.Shared;
using PinResetPortal.Work.Notifications;

namespace PinResetPortal.Components.Settings;

/// <summary>What became of what a destination was to be told, newest first.</summary>
public partial class DeliveryLog
{
    [Inject]
    public required ViewerClock Viewer { get; init; }

    [Parameter, EditorRequired]
    public required string Name { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<Delivery> Deliveries { get; set; }
}

internal static class DeliveryWords
{
    public static string Of(Delivery delivery) => delivery.State switch
    {
        DeliveryState.Sent => delivery.Attempts > 1 ? string.Create(CultureInfo.InvariantCulture, $"Sent at try {delivery.Attempts}") : "Sent",
        DeliveryState.Held => "Kept for after the quiet hours or the pause",
        DeliveryState.InDigest => "Told together with others",
        DeliveryState.Dropped => $"Not told. {delivery.Problem}",
        DeliveryState.GivenUp => string.Create(CultureInfo.InvariantCulture, $"Given up after {delivery.Attempts} {(delivery.Attempts == 1 ? "try" : "tries")}. {delivery.Problem}"),
        _ => delivery.Problem is { } problem ? string.Create(CultureInfo.InvariantCulture, $"Try {delivery.Attempts} failed. {problem}") : "Waiting",
    };
}
