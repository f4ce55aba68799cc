using Microsoft.Extensions.Options;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Registration;
using PinResetPortal.Core.SignIns;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Graph.Access;
using PinResetPortal.Graph.Batching;
using PinResetPortal.Graph.Configuration;
using PinResetPortal.Graph.Connecting;
using PinResetPortal.Graph.Reading;
using PinResetPortal.Work.Facts;
using PinResetPortal.Work.SignIns;

namespace PinResetPortal.Graph.SignIns;

/// <summary>Asks for one page of the sign-in log, the newest first (https://learn.microsoft.com/graph/api/signin-list).</summary>
internal sealed class SignInLogReader(
    TenantTokens tokens, GraphConnector connector, BatchReader batches, RetryPauses pauses, SignInPace pace, TenantMemories memories, IOptions<GraphOptions> options, TimeProvider time) : ISignInLogReader
{
    public async Task<Fact<SignInLog>> ReadAsync(Tenant tenant, Actor actor, int days, CancellationToken cancellationToken)
    {
        using var activity = GraphTelemetry.Source.StartActivity("graph.read-sign-ins");
        activity?.SetTag("tenant.id", tenant.Id.ToString());
        var token = await tokens.AcquireForReadingAsync(tenant, actor, PortalPermissions.ForSignIns, forceRefresh: false, cancellationToken);
        if (token is not TokenResult.Granted { Token: var granted })
        {
            return ((TokenResult.Refused)token).Reason;
        }

        await pace.WaitAsync(tenant.Id, cancellationToken);
        using var connection = connector.Open(granted, new RequestMeter(), ReadPriority.High);
        var answers = new Answers(connection, batches, pauses.Start(), options.Value, new Refusals(tenant, actor, granted.Access));
        var request = SignInReading.Ask(time.GetUtcNow(), days);
        await answers.AskAsync([request], cancellationToken);
        var log = answers.Fact(request);
        if (log.ValueOrDefault is { } read)
        {
            // The next check of the tenant knows what was just read.
            var memory = memories.Recall(tenant.Id);
            memories.Remember(tenant.Id, memory with { SignIns = SignInReading.Facts(read, time.GetUtcNow(), days).After(memory.SignIns) });
        }

        return log;
    }
}
