using MudBlazor;
using PinResetPortal.Components.Status;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.People;

namespace PinResetPortal.Components.People;

/// <summary>One of the things that a reset takes today, and how it stands: the lamps behind the one verdict about a person.</summary>
/// <param name="Words">What was found, no more.</param>
/// <param name="At">When that happened or was told; null: as old as the page.</param>
public sealed record PersonCondition(string Name, StatusLook Look, string Words, DateTimeOffset? At = null)
{
    /// <summary>What makes everything else no matter: the judge says it alone.</summary>
    private static readonly string[] Settling = ["account.guest", "device.join-type"];

    private static readonly StatusLook Good = PersonLook.Of(PersonVerdict.CanReset) with { Word = "In order" };
    private static readonly StatusLook Bad = PersonLook.Of(PersonVerdict.CannotReset) with { Word = "Stands in the way" };
    private static readonly StatusLook Unseen = PersonLook.Of(PersonVerdict.Unknown);
    private static readonly StatusLook Open = new("Not told", Icons.Material.Outlined.Circle, "quiet");

    /// <summary>Always all eight, in the order in which a reset meets them.</summary>
    public static IReadOnlyList<PersonCondition> Of(PersonAnswer answer, DeviceAnswer about) =>
    [
        Judged("Account", about, ["account"], () => new("Account", Good, "may sign in")),
        Judged("Device", about, ["device"], () => about.Device is { Device: var device }
            ? new("Device", Good, $"{PersonLook.Join(device.JoinType)}, last checked in", device.LastSyncAt)
            : new("Device", Open, "none looked at")),
        Judged("PIN", about, ["hello"], () => answer.Facts.Methods.ValueOrDefault is { } methods && methods.Any(method => method.IsHello)
            ? new("PIN", Good, about.Device is null ? "a key is registered" : "a key is registered for this device")
            : new("PIN", Open, "no key is registered")),
        Judged("The two apps", about, ["consent"], () => new("The two apps", Good, "there, and open to this user"), "sign-in.consent"),
        Judged("Second factor", about, ["mfa"], () => new("Second factor", Good, "multifactor authentication is possible")),
        Judged("Conditional Access", about, ["sign-in"], () => OfSignIns(answer)),
        Judged("Policy", about, ["policy"], () => about.PinRecovery switch
        {
            { IsCertain: true, Contradicted: false, Value: true } => new("Policy", Good, "PIN recovery is on for this device"),
            null => new("Policy", Open, "no device to look at"),
            _ => new("Policy", Unseen, "whether PIN recovery is on can't be told"),
        }),
        AccessPass(answer),
    ];

    /// <summary>A cause or an unknown of one of the areas, else <paramref name="otherwise"/>.</summary>
    private static PersonCondition Judged(string name, DeviceAnswer about, string[] areas, Func<PersonCondition> otherwise, string? also = null)
    {
        bool Holds(string id) => id == also || (areas.Contains(id[..id.IndexOf('.', StringComparison.Ordinal)]) && (also is not null || id != "sign-in.consent"));
        return about.Causes.FirstOrDefault(cause => Holds(cause.Id)) is { } cause ? new(name, Bad, cause.Title)
            : about.Causes.Any(found => Settling.Contains(found.Id)) ? new(name, Open, "of no matter here")
            : about.Unknowns.FirstOrDefault(unknown => Holds(unknown.Id)) is { } unknown ? new(name, Unseen, $"not known: {char.ToLowerInvariant(unknown.Subject[0])}{unknown.Subject[1..]}")
            : otherwise();
    }

    /// <summary>The policies themselves are not read: a sign-in that got through is the only sign, and it is one of its time.</summary>
    private static PersonCondition OfSignIns(PersonAnswer answer) =>
        answer.SignIns.ValueOrDefault?.FirstOrDefault(one => !one.IsInterrupt) is { SignIn: { Succeeded: true, At: var at } }
            ? new("Conditional Access", Good, "the last reset sign-in got through", at)
            : new("Conditional Access", Unseen, "its policies are not read, and no reset sign-in got through lately");

    /// <summary>The way in while no other factor is at hand. Whether the tenant allows one is not read, so its lack is no fault.</summary>
    private static PersonCondition AccessPass(PersonAnswer answer) => answer.Facts.Methods switch
    {
        Fact<IReadOnlyList<RegisteredMethod>>.Known { Value: var methods } => methods.Any(method => method.Kind == "temporaryAccessPass")
            ? new("Temporary Access Pass", Good, "one is registered")
            : new("Temporary Access Pass", Open, "none is registered; whether the tenant allows one is not read"),
        _ => new("Temporary Access Pass", Unseen, "the sign-in methods could not be read"),
    };
}
