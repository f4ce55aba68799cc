using System.Text.Json;
using PinResetPortal.Core;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.SignIns;
using PinResetPortal.Graph.Batching;
using PinResetPortal.Graph.Reading;

namespace PinResetPortal.Graph.SignIns;

/// <summary>One page of the sign-in log, the newest first (https://learn.microsoft.com/graph/api/signin-list), and what becomes of it.</summary>
internal static class SignInReading
{
    public const string Key = "signIns";

    /// <summary>Entra ID P1 keeps no more.</summary>
    public const int MostDays = 30;

    public static BatchItem Item(DateTimeOffset now, int days) => new(Key, $"/auditLogs/signIns?$filter={SignInFilter.Since(now.AddDays(-days))}&$top=1000", FollowsPages: false);

    public static SignInLog Log(BatchAnswer answer) => new(
        [.. answer.Values.Select(SignIn).OfType<LoggedSignIn>()],
        Complete: answer.Body is not { } body || NextLink.Path(body) is null);

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

    private static LoggedSignIn? SignIn(JsonElement signIn) => signIn.Date("createdDateTime") is { } at
        ? new(signIn.Text("userId"), at, signIn.Text("appId") ?? "", signIn.At("status")?.Number("errorCode") ?? 0)
        : null;
}
