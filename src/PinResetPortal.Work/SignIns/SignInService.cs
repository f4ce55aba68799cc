using System.Globalization;
using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Field;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.SignIns;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Core.Troubleshooting.Guide;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Work.SignIns;

/// <summary>
/// The check <c>sign-ins.pin-reset</c> by user and code, on demand: the log needs a permission and a licence of its own and allows five
/// requests in ten seconds. A read of the tenant asks for it once a day, and keeps no user (<see cref="Core.Facts.SignInFacts"/>).
/// </summary>
public sealed class SignInService(ITenantCatalog catalog, ISignInLogReader reader, PinResetSignInsCheck check, GuideCatalog guide)
{
    private const int Days = 7;

    /// <summary>Reads the log now. Nothing is stored.</summary>
    /// <returns>What the check says; null when this is not one of the actor's tenants, or the actor is not a Reader.</returns>
    public async Task<Finding?> ReadAsync(TenantId tenantId, Actor actor, CancellationToken cancellationToken)
    {
        if (!actor.May(PortalRole.Reader) || await catalog.FindAsync(tenantId, actor, cancellationToken) is not { } tenant)
        {
            return null;
        }

        var log = await reader.ReadAsync(tenant, actor, Days, cancellationToken);
        return check.Judge(tenantId, log.Map(Count));
    }

    private PinResetSignIns Count(SignInLog log)
    {
        // Many attempts are interrupted (a second factor, "stay signed in?") and go on: what counts is how the last decided one of a user ended.
        var decided = log.SignIns.Where(signIn => !guide.IsInterrupt(Code(signIn.ErrorCode))).ToList();
        var last = decided.GroupBy(User).ToDictionary(group => group.Key, group => group.MaxBy(signIn => signIn.At)!);
        var users = log.SignIns.Select(User).Distinct().Count();
        return new(
            Days,
            log.SignIns.Count,
            users,
            last.Values.Count(signIn => signIn.ErrorCode != 0),
            users - last.Count,
            [.. decided
                .Where(signIn => signIn.ErrorCode != 0)
                .GroupBy(signIn => signIn.ErrorCode)
                .Select(group => Failure(group.Key, [.. group], last))
                .OrderByDescending(failure => failure.UsersFailing).ThenByDescending(failure => failure.SignIns).ThenBy(failure => failure.Code, StringComparer.Ordinal)],
            log.Complete);
    }

    private SignInFailure Failure(int code, IReadOnlyList<LoggedSignIn> signIns, Dictionary<string, LoggedSignIn> last)
    {
        var name = Code(code);
        var entry = guide.FindCode(name);
        return new(
            name,
            Meaning(entry, name),
            entry is null ? null : guide.CausesOf(entry)[0].NextStep,
            signIns.Count,
            signIns.Select(User).Distinct().Count(),
            last.Values.Count(signIn => signIn.ErrorCode == code),
            signIns.Max(signIn => signIn.At),
            [.. signIns.Select(signIn => KnownApps.NameOf(signIn.AppId)).Distinct().Order(StringComparer.Ordinal)]);
    }

    private static string Code(int number) => string.Create(CultureInfo.InvariantCulture, $"AADSTS{number}");

    /// <summary>The guide's titles of codes begin with the code, which stands beside it here.</summary>
    private static string? Meaning(GuideEntry? entry, string code) =>
        entry?.Title.StartsWith($"{code}: ", StringComparison.Ordinal) == true ? entry.Title[(code.Length + 2)..] : entry?.Title;

    /// <summary>A sign-in that failed before the user was known is nobody's.</summary>
    private static string User(LoggedSignIn signIn) => Guid.TryParse(signIn.UserId, out var id) ? id.ToString() : string.Empty;
}
