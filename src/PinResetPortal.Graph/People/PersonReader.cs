using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.People;
using PinResetPortal.Core.Registration;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Graph.Access;
using PinResetPortal.Graph.Batching;
using PinResetPortal.Graph.Configuration;
using PinResetPortal.Graph.Connecting;
using PinResetPortal.Graph.Reading;
using PinResetPortal.Work.Facts;
using PinResetPortal.Work.People;

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
    private const int SignInDays = 7;

    public async Task<Fact<IReadOnlyList<PersonHit>>> SearchAsync(Tenant tenant, Actor actor, string text, CancellationToken cancellationToken)
    {
        var words = SearchWords.Of(text);
        if (words.Length == 0)
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
        var search = GraphReads.UserSearch.Ask(words);
        await answers.AskAsync([search], cancellationToken);
        return answers.Fact(search);
    }

    public async Task<Fact<PersonFacts?>> ReadAsync(Tenant tenant, Actor actor, Guid userId, CancellationToken cancellationToken)
    {
        using var activity = GraphTelemetry.Source.StartActivity("graph.read-person");
        activity?.SetTag("tenant.id", tenant.Id.ToString());
        var started = time.GetTimestamp();
        var token = await tokens.AcquireForReadingAsync(tenant, actor, PortalPermissions.ForPeople, forceRefresh: false, cancellationToken);
        if (token is not TokenResult.Granted { Token: var granted })
        {
            return ((TokenResult.Refused)token).Reason;
        }

        var meter = new RequestMeter();
        using var connection = connector.Open(granted, meter, ReadPriority.High);
        var answers = Answers(connection, tenant, actor, granted);
        var id = userId.ToString("D");
        var user = GraphReads.User.Ask(id);
        var signIns = GraphReads.UserSignIns.Ask($"userId eq '{id}' and {SignInFilter.Since(time.GetUtcNow().AddDays(-SignInDays))}");
        var mayAskForSignIns = pace.TryTake(tenant.Id);
        await answers.AskAsync(
            [
                user, GraphReads.UserMemberships.Ask(id), GraphReads.AuthenticationMethods.Ask(id), GraphReads.Registration.Ask(id), GraphReads.UserDevices.Ask(id),
                GraphReads.UserRoles.Ask(id), GraphReads.AccessPass.Ask(), GraphReads.ConditionalAccess.Ask(),
                .. mayAskForSignIns ? (GraphRequest[])[signIns] : [],
            ],
            cancellationToken);
        if (!answers.Fact(user).IsKnown(out var person, out var reason))
        {
            return answers.SaysAbsent(user) ? new Fact<PersonFacts?>.Known(null) : reason;
        }

        var devices = answers.Fact(GraphReads.UserDevices.Ask(id));
        await answers.AskAsync((devices.ValueOrDefault ?? []).Select(EntraId).OfType<string>().SelectMany(OfDevice), cancellationToken);
        if (!mayAskForSignIns)
        {
            await pace.WaitAsync(tenant.Id, cancellationToken);
            await answers.AskAsync([signIns], cancellationToken);
        }

        LogRead(logger, tenant.Id, meter.HttpRequests, meter.BatchItems, (long)time.GetElapsedTime(started).TotalMilliseconds);
        return new PersonFacts
        {
            Person = person,
            ReadAt = time.GetUtcNow(),
            Memberships = answers.Fact(GraphReads.UserMemberships.Ask(id)),
            Devices = devices.Map<IReadOnlyList<PersonDevice>>(list => [.. list.Select(device => new PersonDevice(device, Entra(answers, device), Memberships(answers, device)))]),
            Methods = answers.Fact(GraphReads.AuthenticationMethods.Ask(id)),
            Registration = Registration(answers, GraphReads.Registration.Ask(id)),
            SignIns = answers.Fact(signIns),
            Roles = answers.Fact(GraphReads.UserRoles.Ask(id)),
            AccessPass = answers.Fact(GraphReads.AccessPass.Ask()),
            ConditionalAccess = answers.Fact(GraphReads.ConditionalAccess.Ask()),
        };
    }

    private static GraphRequest[] OfDevice(string entraId) => [GraphReads.EntraDevice.Ask(entraId), GraphReads.DeviceMemberships.Ask(entraId)];

    private static string? EntraId(WindowsDevice device) => Guid.TryParse(device.EntraDeviceId, out var id) ? id.ToString("D") : null;

    private Answers Answers(GraphConnection connection, Tenant tenant, Actor actor, GraphToken token) =>
        new(connection, batches, pauses.Start(), options.Value, new Refusals(tenant, actor, token.Access));

    /// <summary>The report lags behind: a new user is not in it yet.</summary>
    private static Fact<RegistrationFacts> Registration(Answers answers, GraphRequest<RegistrationFacts> request) => answers.SaysAbsent(request)
        ? new UnreadableReason(UnreadableKind.NotUnderstood, "The registration report does not know the user yet.", "Look again in a day, or at the user's authentication methods in Entra ID.", Status: 404)
        : answers.Fact(request);

    private static Fact<EntraDevice?> Entra(Answers answers, WindowsDevice device) =>
        EntraId(device) is not { } id || answers.SaysAbsent(GraphReads.EntraDevice.Ask(id))
            ? new Fact<EntraDevice?>.Known(null)
            : answers.Fact(GraphReads.EntraDevice.Ask(id)).Map<EntraDevice?>(entra => entra);

    private static Fact<IReadOnlySet<string>> Memberships(Answers answers, WindowsDevice device) =>
        EntraId(device) is not { } id || answers.SaysAbsent(GraphReads.DeviceMemberships.Ask(id))
            ? new Fact<IReadOnlySet<string>>.Known(new HashSet<string>())
            : answers.Fact(GraphReads.DeviceMemberships.Ask(id));

    [LoggerMessage(3110, LogLevel.Information, "Read a person of tenant {TenantId}: {HttpRequests} requests, {BatchItems} items, {Milliseconds} ms")]
    private static partial void LogRead(ILogger logger, TenantId tenantId, int httpRequests, int batchItems, long milliseconds);
}
