using Microsoft.Extensions.Logging;
using Quartz;

namespace PinResetPortal.Work.Background;

/// <summary>A firing of one piece of work: its kind is the group, its id the name of the job.</summary>
[DisallowConcurrentExecution]
internal sealed partial class WorkJob(IEnumerable<IWork> works, WorkMeter meter, ILogger<WorkJob> logger) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var key = context.JobDetail.Key;
        using var firing = meter.BeginWork(key.Group, key.Name, context.Recovering);
        try
        {
            await works.Single(work => work.Kind == key.Group).RunAsync(key.Name, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Quartz hands it to the next instance, or to the next start of this one.
            firing.Outcome = FiringOutcome.HandedOver;
            LogHandedOver(key.Group, key.Name);
            throw;
        }
        catch (Exception problem)
        {
            firing.Outcome = FiringOutcome.Failed;
            LogUnexpected(key.Group, key.Name, problem);
        }
    }

    [LoggerMessage(2400, LogLevel.Information, "Work {Kind} {Id} is handed over")]
    private partial void LogHandedOver(string kind, string id);

    [LoggerMessage(2401, LogLevel.Error, "Work {Kind} {Id} did not come to its end; it is begun again soon")]
    private partial void LogUnexpected(string kind, string id, Exception problem);
}
