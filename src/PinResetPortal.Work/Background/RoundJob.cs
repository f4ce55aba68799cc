using Microsoft.Extensions.Logging;
using Quartz;

namespace PinResetPortal.Work.Background;

/// <summary>One round: its name is the name of the job.</summary>
[DisallowConcurrentExecution]
internal sealed partial class RoundJob(IEnumerable<IRound> rounds, WorkMeter meter, ILogger<RoundJob> logger) : IJob
{
    public const string Group = "round";

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var name = context.JobDetail.Key.Name;
        if (rounds.SingleOrDefault(round => round.Name == name) is not { } found)
        {
            // An older or a newer version of the portal has it.
            return;
        }

        using var firing = meter.BeginRound(name);
        try
        {
            await found.RunAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            firing.Outcome = FiringOutcome.HandedOver;
            throw;
        }
        catch (Exception problem)
        {
            firing.Outcome = FiringOutcome.Failed;
            LogFailed(name, problem);
        }
    }

    [LoggerMessage(2410, LogLevel.Error, "The round {Round} failed; the next one tries again")]
    private partial void LogFailed(string round, Exception problem);
}
