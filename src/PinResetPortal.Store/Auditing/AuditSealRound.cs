using Microsoft.Extensions.Options;
using PinResetPortal.Work.Audit;
using PinResetPortal.Work.Background;

namespace PinResetPortal.Store.Auditing;

/// <summary>Seals the ends of all logs, once in the cluster.</summary>
internal sealed class AuditSealRound(IAuditUpkeep upkeep, IOptions<AuditOptions> options) : IRound
{
    public string Name => "audit-seal";

    public TimeSpan? Every => options.Value.SealEvery;

    public Task RunAsync(CancellationToken stopping) => upkeep.SealAsync(stopping);
}
