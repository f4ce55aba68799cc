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
    private const string ConditionalAccess = "Conditional Access";
    private const string Pass = "Temporary Access Pass";

    /// <summary>What makes everything else no matter: the judge says it alone.</summary>
    private static readonly string[] Settling = ["account.guest", "device.join-type"];

    private static readonly StatusLook Good = PersonLook.Of(PersonVerdict.CanReset) with { Word = "In order" };
    private static readonly StatusLook Bad = PersonLook.Of(PersonVerdict.CannotReset) with { Word = "Stands in the way" };
    private static readonly StatusLook Unseen = PersonLook.Of(PersonVerdict.Unknown);
    private static readonly StatusLook Open = new("Not told", Icons.Material.Outlined.Circle, "quiet");

    /// <summary>Always all nine, in the order in which a reset meets them.</summary>
    public static IReadOnlyList<PersonCondition> Of(PersonAnswer answer, DeviceAnswer about) =>
    [
        Judged("Account", about, "account", () => new("Account", Good, "may sign in")),
        Judged("Device", about, "device", () => OfDevice(answer, about)),
        Judged("PIN", about, "hello", () => answer.Facts.Methods.ValueOrDefault is { } methods && methods.Any(method => method.IsHello)
            ? new("PIN", Good, about.Device is null ? "a key is registered" : "a key is registered for this device")
            : new("PIN", Open, "no key is registered")),
        Judged("The two apps", about, "consent", () => new("The two apps", Good, "there, and open to this user"), "sign-in.consent"),
        Judged("Password", about, "password", () => OfPassword(answer)),
        Judged("Second factor", about, "mfa", () => new("Second factor", Good, $"multifactor authentication is possible{Factors(answer)}")),
        OfAccess(answer, about),
        Judged("Policy", about, "policy", () => about.PinRecovery switch
        {
            { IsCertain: true, Contradicted: false, Value: true } => new("Policy", Good, "PIN recovery is on for this device"),
            null => new("Policy", Open, "no device to look at"),
            _ => new("Policy", Unseen, "whether PIN recovery is on can't be told"),
        }),
        IsSettled(about) ? new(Pass, Open, "of no matter here") : OfAccessPass(answer),
    ];

    private static bool IsSettled(DeviceAnswer about) => about.Causes.Any(found => Settling.Contains(found.Id));

    /// <summary>A cause or an unknown of the area, else <paramref name="otherwise"/>.</summary>
    private static PersonCondition Judged(string name, DeviceAnswer about, string area, Func<PersonCondition> otherwise, string? also = null)
    {
        bool Holds(string id) => id == also || area == id[..id.IndexOf('.', StringComparison.Ordinal)];
        return about.Causes.FirstOrDefault(cause => Holds(cause.Id)) is { } cause ? new(name, Bad, cause.Title)
            : IsSettled(about) ? new(name, Open, "of no matter here")
            : about.Unknowns.FirstOrDefault(unknown => Holds(unknown.Id)) is { } unknown
                ? new(name, Unseen, $"not known: {char.ToLowerInvariant(unknown.Subject[0])}{unknown.Subject[1..]}{Lacking(unknown.Reason)}")
            : otherwise();
    }

    private static PersonCondition OfDevice(PersonAnswer answer, DeviceAnswer about) => about.Device is not { Device: var device } owned
        ? new("Device", Open, "none looked at")
        : device.LastSyncAt is not { } at ? new("Device", Unseen, $"{PersonLook.Join(device.JoinType)}, and it has never checked in")
        : owned.IsSilent(answer.Facts.ReadAt) ? new("Device", Unseen, $"{PersonLook.Join(device.JoinType)}, silent since", at)
        : new("Device", Good, $"{PersonLook.Join(device.JoinType)}, last checked in", at);

    /// <summary>Who checks the password. A federation's own service is out of sight.</summary>
    private static PersonCondition OfPassword(PersonAnswer answer)
    {
        if (!answer.Domain.IsKnown(out var domain, out var reason))
        {
            return new("Password", Unseen, $"not known: whether the user's domain is federated{Lacking(reason)}");
        }

        return (domain.IsFederated, answer.Facts.Methods.ValueOrDefault) switch
        {
            (true, _) => new("Password", Open, $"{domain.Name} is federated: a sign-in service of its own checks the password, and is not visible here"),
            (_, null) => new("Password", Unseen, $"{domain.Name} is managed by Entra ID; whether the user has a password could not be read"),
            (_, { } methods) when methods.Any(method => method.Kind == RegisteredMethod.Password) => new("Password", Good, $"{domain.Name} is managed: Entra ID checks the password"),
            _ => new("Password", Good, $"{domain.Name} is managed, and no password is listed for this user"),
        };
    }

    private static string Factors(PersonAnswer answer) => (answer.Facts.Methods.ValueOrDefault ?? []).Where(method => method.WorksAtLockScreen).Select(method => method.Words).Distinct().ToList() is { Count: > 0 } words
        ? $": {string.Join(", ", words)}"
        : "";

    /// <summary>A sign-in that got through is a stronger sign than the list of policies, for as long as none of them was changed since.</summary>
    private static PersonCondition OfAccess(PersonAnswer answer, DeviceAnswer about)
    {
        if (answer.ThroughAt is { } at && !IsSettled(about) && about.ConditionalAccess.All(policy => policy.Today == AccessEffect.LetsThrough))
        {
            return new(ConditionalAccess, Good, "the last reset sign-in got through", at);
        }

        var judged = Judged(
            ConditionalAccess,
            about,
            "conditional-access",
            () => new(ConditionalAccess, Good, about.ConditionalAccess.All(policy => policy.IsReportOnly) ? "no policy is switched on" : "none of its policies stops this user's reset, as they are listed"),
            "sign-in.conditional-access");
        return judged.Look == Unseen && about.ConditionalAccess.Where(policy => policy.Today == AccessEffect.MayStop).ToList() is [var first, .. var others]
            ? judged with { Words = $"\"{first.Policy.Name}\"{(others.Count > 0 ? $" and {others.Count} more" : "")} may stop it; whether it does is not known" }
            : judged;
    }

    /// <summary>The way in while no other factor is at hand, so its lack by itself is no fault.</summary>
    private static PersonCondition OfAccessPass(PersonAnswer answer)
    {
        var tenant = answer.AccessPass switch
        {
            { State: AccessPassState.Allowed } => "the tenant's policy lets this user have one",
            { State: AccessPassState.Off } => "the tenant's policy is switched off",
            { State: AccessPassState.Excluded } => "the tenant's policy excludes this user",
            { State: AccessPassState.NotIncluded } => "the tenant's policy does not include this user",
            var unknown => $"whether the tenant allows one is not known{Lacking(unknown.Why)}",
        };
        var look = answer.AccessPass switch { { State: AccessPassState.Allowed } => Good, { IsRefused: true } => Open, _ => Unseen };
        return answer.Facts.Methods.ValueOrDefault?.Where(method => method.Kind == RegisteredMethod.AccessPass).ToList() switch
        {
            null => new(Pass, Unseen, $"the sign-in methods could not be read; {tenant}"),
            [] => new(Pass, look, $"none is registered; {tenant}"),
            var passes when passes.Exists(pass => pass.IsUsable is true) => new(Pass, Good, "one is registered and can be used"),
            var passes when passes.TrueForAll(pass => pass.IsUsable is false) => new(Pass, look, $"the one that is registered can't be used now; {tenant}"),
            _ => new(Pass, look, $"one is registered; {tenant}"),
        };
    }

    /// <summary>What would have to be granted; nothing where that is not the matter.</summary>
    private static string Lacking(UnreadableReason? reason) => reason switch
    {
        { Kind: UnreadableKind.PermissionMissing, Permission: { } permission } => $" ({permission} is not granted)",
        { Kind: UnreadableKind.RoleMissing, Role: { } role } => $" (your account lacks the role {role})",
        _ => "",
    };
}
