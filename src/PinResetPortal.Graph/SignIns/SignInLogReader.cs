using System.Text.Json;
using Microsoft.Extensions.Options;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.SignIns;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Graph.Access;
using PinResetPortal.Graph.Batching;
using PinResetPortal.Graph.Connecting;
using PinResetPortal.Graph.People;
using PinResetPortal.Graph.Reading;

namespace PinResetPortal.Graph.SignIns;

/// <summary>Asks for one page of the sign-in log, the newest first (https://learn.microsoft.com/graph/api/signin-list).</summary>
internal sealed class SignInLogReader(
    TenantTokens tokens, GraphConnector connector, BatchReader batches, RetryPauses pauses, SignInPace pace, IOptions<GraphOptions> options, TimeProvider time) : ISignInLogReader
{
    private const string Key = "signIns";

    public async Task<Fact<SignInLog>> ReadAsync(Tenant tenant, Actor actor, int days, CancellationToken cancellationToken)
    {
        using var activity = GraphTelemetry.Source.StartActivity("graph.read-sign-ins");
        activity?.SetTag("tenant.id", tenant.Id.ToString());
        var token = await tokens.AcquireForReadingAsync(tenant, actor, GraphPermissions.SignInNames, forceRefresh: false, cancellationToken);
        if (token is not TokenResult.Granted { Token: var granted })
        {
            return ((TokenResult.Refused)token).Reason;
        }

        await pace.WaitAsync(tenant.Id, cancellationToken);
        using var connection = connector.Open(granted, new RequestMeter(), ReadPriority.High);
        var answers = new Answers(connection, batches, pauses.Start(), options.Value, new Refusals(tenant, actor, granted.Access));
        await answers.AskAsync([Item(days)], [], [], cancellationToken);
        return answers.Fact(Key, GraphFeature.SignIns, Parse);
    }

    private BatchItem Item(int days) => new(
        Key,
        $"/auditLogs/signIns?$filter={SignInFilter.Since(time.GetUtcNow().AddDays(-days))}&$top=1000",
        FollowsPages: false);

    private static SignInLog Parse(BatchAnswer answer) => new(
        [.. answer.Values.Select(SignIn).OfType<LoggedSignIn>()],
        Complete: answer.Body is not { } body || NextLink.Path(body) is null);

    private static LoggedSignIn? SignIn(JsonElement signIn) => signIn.Date("createdDateTime") is { } at
        ? new(signIn.Text("userId"), at, signIn.Text("appId") ?? "", signIn.At("status")?.Number("errorCode") ?? 0)
        : null;
}
