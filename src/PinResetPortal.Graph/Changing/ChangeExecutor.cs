using Microsoft.Extensions.Options;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Graph.Access;
using PinResetPortal.Graph.Batching;
using PinResetPortal.Graph.Configuration;
using PinResetPortal.Graph.Connecting;
using PinResetPortal.Graph.Reading;
using PinResetPortal.Work.Operations;

namespace PinResetPortal.Graph.Changing;

/// <summary>Describes, sends and observes changes; what differs between kinds is in the handlers.</summary>
internal sealed class ChangeExecutor(
    IEnumerable<IChangeHandler> handlers,
    TenantTokens tokens,
    GraphConnector connector,
    WriteGateway gateway,
    BatchReader batches,
    RetryPauses pauses,
    IOptions<GraphOptions> options,
    TimeProvider time) : IChangeExecutor
{
    private readonly Dictionary<Type, IChangeHandler> _handlers = handlers.ToDictionary(handler => handler.Kind);

    public PlannedRequest Describe(PlannedChange change) => _handlers[change.GetType()].Describe(change);

    public async Task<ChangeOutcome> ExecuteAsync(Tenant tenant, Actor actor, PlannedChange change, CancellationToken cancellationToken)
    {
        var handler = Resolved(change);
        var request = handler.Describe(change);
        var pause = pauses.Start();
        var refreshed = false;
        for (var attempt = 1; ; attempt++)
        {
            var token = await tokens.AcquireAsync(tenant, actor, [handler.Feature.Permission], refreshed, cancellationToken);
            if (token is not TokenResult.Granted { Token: var granted })
            {
                return new ChangeOutcome.Refused(((TokenResult.Refused)token).Reason);
            }

            using var connection = connector.Open(granted, new RequestMeter());
            var answer = await gateway.SendAsync(connection, request, cancellationToken);
            if (answer.WasNotProcessed && await pause.WaitAsync(attempt, answer.RetryAfter, cancellationToken))
            {
                continue;
            }

            // Refused before it was processed: a fresh token either works or tells why there is none any more.
            if (answer.Status == 401 && !refreshed)
            {
                refreshed = true;
                continue;
            }

            var refusals = new Refusals(tenant, actor, granted.Access);
            var lookup = new ObjectLookup(new Answers(connection, batches, pauses.Start(), options.Value, refusals));
            return await handler.InterpretAsync(change, answer, lookup, cancellationToken) ?? Interpret(handler, change, answer, refusals, time.GetUtcNow());
        }
    }

    public async Task<ChangeObservation> ObserveAsync(Tenant tenant, Actor actor, PlannedChange change, CancellationToken cancellationToken)
    {
        var handler = Resolved(change);
        var token = await tokens.AcquireForReadingAsync(tenant, actor, forceRefresh: false, cancellationToken);
        if (token is not TokenResult.Granted { Token: var granted })
        {
            return new ChangeObservation.CannotTell(((TokenResult.Refused)token).Reason);
        }

        using var connection = connector.Open(granted, new RequestMeter());
        var lookup = new ObjectLookup(new Answers(connection, batches, pauses.Start(), options.Value, new Refusals(tenant, actor, granted.Access)));
        return await handler.ObserveAsync(change, lookup, cancellationToken);
    }

    private static ChangeOutcome Interpret(IChangeHandler handler, PlannedChange change, WriteAnswer answer, Refusals refusals, DateTimeOffset now) => answer.Status switch
    {
        null => new ChangeOutcome.Uncertain(answer.Lost ?? "Graph did not answer.", null, answer.RequestId),
        >= 200 and < 300 and var status when answer.IsWellFormed && (answer.ObjectId ?? handler.Target(change)?.Id) is { } id => new ChangeOutcome.Applied(status, answer.RequestId, id),
        >= 200 and < 300 and var status => new ChangeOutcome.Uncertain("What came back is not an answer of Graph that the portal knows.", status, answer.RequestId),
        404 when !answer.SaysAbsent => new ChangeOutcome.Uncertain("The request was answered with 404, but not by Graph.", 404, answer.RequestId),
        404 => new ChangeOutcome.NotVisibleYet(404, answer.RequestId),
        >= 500 and not 503 and var status => new ChangeOutcome.Uncertain("Graph failed while it worked on the request.", status, answer.RequestId),
        var status => new ChangeOutcome.Refused(refusals.Changing(handler.Feature, status.Value, answer.Body, answer.RequestId, answer.Claims, answer.RetryAfter is { } pause ? now + pause : null)),
    };

    private IChangeHandler Resolved(PlannedChange change)
    {
        var handler = _handlers[change.GetType()];
        return handler.Target(change) is { Id: null } open
            ? throw new InvalidOperationException($"The object {open} is not known yet; nothing was sent.")
            : handler;
    }
}
