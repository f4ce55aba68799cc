using Microsoft.Extensions.Logging;
using Quartz;

namespace PinResetPortal.Work.Background;

/// <summary>One round: its name is the name of the job.</summary>
[DisallowConcurrentExecution]
internal sealed partial class RoundJob(IEnumerable<IRound> rounds, ILogger<RoundJob> logger) : IJob
{
    public const string Group = "round";

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var name = context.JobDetail.Key.Name;
        try
        {
            // None: an older or a newer version of the portal has it.
            if (rounds.SingleOrDefault(round => round.Name == name) is { } found)
            {
                await found.RunAsync(cancellationToken);
            }
        }
        catch (Exception problem) when (problem is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            LogFailed(name, problem);
        }
    }

    [LoggerMessage(2410, LogLevel.Error, "The round {Round} failed; the next one tries again")]
    private partial void LogFailed(string round, Exception problem);
}
