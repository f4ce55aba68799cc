using System.Globalization;
using PinResetPortal.Core.Readiness;

namespace PinResetPortal.Work.Rollouts;

/// <summary>How following a rollout ended, in words that say no more than what was read, and when.</summary>
internal static class RolloutWords
{
    /// <param name="answer">The answer that stands, with its devices.</param>
    public static string Finished(TenantReadiness answer) =>
        $"{answer.DisplayName}: rollout finished, {StageWords.Devices(answer.Devices)}{ReadAt(answer)}. Devices that have not checked in since the change are not waited for.";

    public static string NotFinished(TenantReadiness answer) =>
        $"{answer.DisplayName}: rollout not finished after {RolloutSchedule.Longest.Days} days, {StageWords.Devices(answer.Devices)}{ReadAt(answer)}.";

    private static string ReadAt(TenantReadiness answer) => string.Create(CultureInfo.InvariantCulture, $" (read on {answer.ReadAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC)");
}
