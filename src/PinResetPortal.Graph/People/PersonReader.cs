using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.People;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Graph.Access;
using PinResetPortal.Graph.Batching;
using PinResetPortal.Graph.Connecting;
using PinResetPortal.Graph.Reading;

namespace PinResetPortal.Graph.People;

/// <summary>Searches users, and reads one of them: the person's objects first, then what the person's devices point at.</summary>
internal sealed partial class PersonReader(
    TenantTokens tokens,
    GraphConnector connector,
    BatchReader batches,
    RetryPauses pauses,
    SignInPace pace,
    IOptions<GraphOptions> options,
    TimeProvider time,
    ILogger<PersonReader> logger) : IPersonReader
{
    public async Task<Fact<IReadOnlyList<PersonHit>>> SearchAsync(Tenant tenant, Actor actor, string text, CancellationToken cancellationToken)
    {
        if (PersonItems.Search(text) is not { } search)
        {
            return Array.Empty<PersonHit>();
        }

        var token = await tokens.AcquireForReadingAsync(tenant, actor, forceRefresh: false, cancellationToken);
        if (token is not TokenResult.Granted { Token: var granted })
        {
            return ((TokenResult.Refused)token).Reason;
        }

        using var connection = connector.Open(granted, new RequestMeter(), ReadPriority.High);
        var answers = Answers(connection, tenant, actor, granted);
        await answers.AskAsync([search], [], [], cancellationToken);
        return answers.Fact<IReadOnlyList<PersonHit>>(search.Key, GraphFeature.Users, answer => [.. answer.Values.Select(PersonParser.Hit).OfType<PersonHit>().Take(PersonItems.MostHits)]);
    }

    public async Task<Fact<PersonFacts?>> ReadAsync(Tenant tenant, Actor actor, Guid userId, CancellationToken cancellationToken)
    {
        using var activity = GraphTelemetry.Source.StartActivity("graph.read-person");
        activity?.SetTag("tenant.id", tenant.Id.ToString());
        var started = time.GetTimestamp();
        var token = await tokens.AcquireForReadingAsync(tenant, actor, GraphPermissions.PersonNames, forceRefresh: false, cancellationToken);
        if (token is not TokenResult.Granted { Token: var granted })
        {
            return ((TokenResult.Refused)token).Reason;
        }

        var meter = new RequestMeter();
        using var connection = connector.Open(granted, meter, ReadPriority.High);
        var answers = Answers(connection, tenant, actor, granted);
        var items = new PersonItems(userId, time.GetUtcNow());
        var mayAskForSignIns = pace.TryTake(tenant.Id);
        await answers.AskAsync([.. items.First, .. mayAskForSignIns ? [items.SignIns] : Array.Empty<BatchItem>()], [items.Devices], [], cancellationToken);
        var user = answers.Fact(items.User.Key, GraphFeature.Users, answer => answer.Body is { } body ? PersonParser.Hit(body) : null);
        if (user is not Fact<PersonHit?>.Known { Value: { } person })
        {
            return user.WhyUnreadable is { Status: not 404 } reason ? reason : new Fact<PersonFacts?>.Known(null);
        }

        var devices = answers.Fact(items.Devices.Key, GraphFeature.ManagedDevices, PersonParser.Devices);
        var known = devices.ValueOrDefault ?? [];
        await answers.AskAsync(known.SelectMany(PersonItems.OfDevice), [], [], cancellationToken);
        if (!mayAskForSignIns)
        {
            await pace.WaitAsync(tenant.Id, cancellationToken);
            await answers.AskAsync([items.SignIns], [], [], cancellationToken);
        }

        LogRead(logger, tenant.Id, meter.HttpRequests, meter.BatchItems, (long)time.GetElapsedTime(started).TotalMilliseconds);
        return new PersonFacts
        {
            Person = person,
            ReadAt = time.GetUtcNow(),
            Memberships = answers.Fact(items.Memberships.Key, GraphFeature.Groups, PersonParser.Ids),
            Devices = devices.Map<IReadOnlyList<PersonDevice>>(list => [.. list.Select(device => new PersonDevice(device, Entra(answers, device), Memberships(answers, device)))]),
            Methods = answers.Fact(items.Methods.Key, GraphFeature.AuthenticationMethods, PersonParser.Methods),
            Registration = Registration(answers, items),
            SignIns = answers.Fact(items.SignIns.Key, GraphFeature.SignIns, PersonParser.SignIns),
        };
    }

    private Answers Answers(GraphConnection connection, Tenant tenant, Actor actor, GraphToken token) =>
        new(connection, batches, pauses.Start(), options.Value, new Refusals(tenant, actor, token.Access));

    /// <summary>The report lags behind: a new user is not in it yet.</summary>
    private static Fact<RegistrationFacts> Registration(Answers answers, PersonItems items) => answers[items.Registration.Key]?.Status == 404
        ? new UnreadableReason(UnreadableKind.NotUnderstood, "The registration report does not know the user yet.", "Look again in a day, or at the user's authentication methods in Entra ID.", Status: 404)
        : answers.Fact(items.Registration.Key, GraphFeature.Registration, answer => PersonParser.Registration(answer.Body.GetValueOrDefault()));

    private static Fact<EntraDevice?> Entra(Answers answers, WindowsDevice device) =>
        device.EntraDeviceId is null || answers[PersonItems.EntraKey(device)]?.Status == 404
            ? new Fact<EntraDevice?>.Known(null)
            : answers.Fact(PersonItems.EntraKey(device), GraphFeature.Devices, answer => answer.Body is { } body ? PersonParser.Entra(body) : null);

    private static Fact<IReadOnlySet<string>> Memberships(Answers answers, WindowsDevice device) =>
        device.EntraDeviceId is null || answers[PersonItems.MembershipsKey(device)]?.Status == 404
            ? new Fact<IReadOnlySet<string>>.Known(new HashSet<string>())
            : answers.Fact(PersonItems.MembershipsKey(device), GraphFeature.Devices, PersonParser.Ids);

    [LoggerMessage(3110, LogLevel.Information, "Read a person of tenant {TenantId}: {HttpRequests} requests, {BatchItems} items, {Milliseconds} ms")]
    private static partial void LogRead(ILogger logger, TenantId tenantId, int httpRequests, int batchItems, long milliseconds);
}
