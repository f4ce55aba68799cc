using Microsoft.Extensions.Options;
using PinResetPortal.Work.Configuration;

namespace PinResetPortal.Notifications;

/// <summary>The section <c>Notifications</c> of the configuration: what no admin of the portal may change from inside.</summary>
internal sealed class NotificationOptions
{
    public const string Section = "Notifications";

    /// <summary>Lets webhooks, Teams and mail servers be on private, link-local and loopback addresses, and webhooks use plain http.</summary>
    public bool AllowPrivateAddresses { get; init; }

    /// <summary>How often changes are looked for.</summary>
    public int IntervalSeconds { get; init; } = 30;
}

/// <summary>Says what is wrong in the section <c>Notifications</c>, each with its key.</summary>
internal sealed class NotificationOptionsValidator : IValidateOptions<NotificationOptions>
{
    public ValidateOptionsResult Validate(string? name, NotificationOptions options) =>
        new OptionsProblems(NotificationOptions.Section).Between(nameof(options.IntervalSeconds), options.IntervalSeconds, 1, 3600).Result;
}
