using System.Diagnostics.CodeAnalysis;

namespace PinResetPortal.Work.Notifications;

/// <summary>
/// A way by which notifications go out. A new one is a class with its fields and its sending, and its line in the registration: page, API,
/// storage and tests take it from there. Implemented by the host.
/// </summary>
public interface INotificationChannel
{
    /// <summary>Permanent: it is stored with each destination, and is the word of the API.</summary>
    string Kind { get; }

    string Title { get; }

    /// <summary>What an admin enters, in this order.</summary>
    IReadOnlyList<ChannelField> Fields { get; }

    /// <returns>What is wrong with values that are all there; null when they may be tried.</returns>
    string? WhyNot(ChannelValues values);

    /// <summary>Sends one notification one time.</summary>
    Task<SendResult> SendAsync(Notification notification, ChannelValues values, CancellationToken cancellationToken);
}

public enum ChannelFieldKind
{
    Text,
    Number,

    /// <summary>Encrypted when it is stored, and never shown again.</summary>
    Secret,

    /// <summary>A secret that signs: the portal makes one when none is entered, shows it once, and lets the one before hold on for a day.</summary>
    SigningSecret,
}

/// <param name="Name">The field's word in the API; permanent.</param>
/// <param name="Hint">What helps to enter it.</param>
/// <param name="Preset">What stands there at first.</param>
public sealed record ChannelField(string Name, string Title, ChannelFieldKind Kind = ChannelFieldKind.Text, bool Required = true, string? Hint = null, string? Preset = null)
{
    /// <summary>A secret is only for what these say: whoever changes one of them enters it again.</summary>
    public IReadOnlyList<string> OnlyFor { get; init; } = [];

    public bool IsSecret => Kind is ChannelFieldKind.Secret or ChannelFieldKind.SigningSecret;
}

/// <summary>The values of a destination's fields, in the clear, on their way into a channel.</summary>
/// <param name="Previous">Signing secrets that were replaced less than a day ago, by field.</param>
public sealed record ChannelValues(IReadOnlyDictionary<string, string> Entered, IReadOnlyDictionary<string, string> Previous)
{
    /// <returns>Null when nothing was entered, or it was encrypted with keys that are gone.</returns>
    public string? this[string field] => Entered.GetValueOrDefault(field) is { Length: > 0 } value ? value : null;
}

/// <param name="Problem">Null when it was accepted, else one sentence that names no secret.</param>
public sealed record SendResult(string? Problem)
{
    public static readonly SendResult Accepted = new((string?)null);

    [MemberNotNullWhen(false, nameof(Problem))]
    public bool Sent => Problem is null;
}

/// <summary>Encrypts what destinations keep. Implemented by the host.</summary>
public interface INotificationSecrets
{
    string Protect(string secret);

    /// <returns>Null when there is none, or it was encrypted with keys that are gone.</returns>
    string? Unprotect(string? protectedSecret);
}
