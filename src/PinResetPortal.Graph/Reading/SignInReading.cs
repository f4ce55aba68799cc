using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Field;
using PinResetPortal.Core.SignIns;

namespace PinResetPortal.Graph.Reading;

/// <summary>One page of the sign-in log, the newest first (https://learn.microsoft.com/graph/api/signin-list), and what becomes of it.</summary>
internal static class SignInReading
{
    /// <summary>Entra ID P1 keeps no more.</summary>
    public const int MostDays = 30;

    public static GraphRequest<SignInLog> Ask(DateTimeOffset now, int days) => GraphReads.SignIns.Ask(SignInFilter.Since(now.AddDays(-days)));

    /// <summary>Nobody is named in it, so that it may be kept and shown.</summary>
    public static SignInFacts Facts(SignInLog log, DateTimeOffset now, int days) => new(
        now,
        days,
        log.SignIns.Where(signIn => signIn.ErrorCode == 0 && IsClient(signIn)).Select(signIn => (DateTimeOffset?)signIn.At).Max(),
        [
            .. log.SignIns.Where(signIn => signIn.ErrorCode != 0)
                .GroupBy(signIn => (signIn.ErrorCode, AppId: signIn.AppId.ToLowerInvariant()))
                .Select(group => new SignInRefusal(group.Key.ErrorCode, group.Key.AppId, group.Max(signIn => signIn.At), group.Count()))
                .OrderByDescending(refusal => refusal.At),
        ],
        log.Complete);

    private static bool IsClient(LoggedSignIn signIn) => signIn.AppId.Equals(KnownApps.PinResetClientAppId, StringComparison.OrdinalIgnoreCase);
}
