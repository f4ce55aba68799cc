using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Field;
using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Registration;
using PinResetPortal.Core.Snapshot;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Graph.Access;
using PinResetPortal.Graph.Batching;
using PinResetPortal.Graph.Configuration;
using PinResetPortal.Graph.Connecting;
using PinResetPortal.Work.Facts;

namespace PinResetPortal.Graph.Reading;

/// <summary>Reads a tenant: the lists, then what the lists point at. What an earlier read learned is asked for at once.</summary>
internal sealed partial class TenantFactReader(
    TenantTokens tokens,
    GraphConnector connector,
    BatchReader batches,
    RetryPauses pauses,
    TenantMemories memories,
    SignInPace signInPace,
    IOptions<GraphOptions> options,
    TimeProvider time,
    ILogger<TenantFactReader> logger) : ITenantFactReader
{
    public Task<TenantFacts> ReadAsync(Tenant tenant, Actor actor, CancellationToken cancellationToken) =>
        ReadAsync(tenant, actor, ReadManner.Click, cancellationToken);

    public async Task<TenantFacts> ReadAsync(Tenant tenant, Actor actor, ReadManner manner, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var activity = GraphTelemetry.Source.StartActivity("graph.read");
        activity?.SetTag("tenant.id", tenant.Id.ToString());
        var started = time.GetTimestamp();
        var meter = new RequestMeter();
        var facts = await ReadAsync(tenant, actor, manner, meter, forceRefresh: false, cancellationToken);
        var cost = new ReadCost(meter.HttpRequests, meter.BatchItems, meter.Waves, (long)time.GetElapsedTime(started).TotalMilliseconds);
        LogRead(logger, tenant.Id, cost.HttpRequests, cost.BatchItems, cost.Waves, cost.Milliseconds);
        return facts with { Cost = cost };
    }

    private async Task<TenantFacts> ReadAsync(Tenant tenant, Actor actor, ReadManner manner, RequestMeter meter, bool forceRefresh, CancellationToken cancellationToken)
    {
        var token = await tokens.AcquireForReadingAsync(tenant, actor, forceRefresh, cancellationToken);
        if (token is not TokenResult.Granted { Token: var granted })
        {
            return Unreadable(tenant.Id, ((TokenResult.Refused)token).Reason);
        }

        if (granted.GrantsNothing)
        {
            return Unreadable(tenant.Id, AccessFailure.AppOnlyNotGranted(tenant));
        }

        using var connection = connector.Open(granted, meter, manner.Priority);
        var memory = memories.Recall(tenant.Id);
        var answers = new Answers(connection, batches, pauses.Start(manner.Pacer), options.Value, new Refusals(tenant, actor, granted.Access));
        await answers.AskAsync(
            [
                .. DirectoryReading.First(memory), ConfigurationPolicyReading.First(memory), .. DeviceConfigurationReading.First, .. IntentReading.First(memory),
                .. AdministrativeTemplateReading.First(memory),
                .. DeviceReading.First(memory), .. DeploymentReading.Items(memory.ReportedPolicyIds), .. memory.UsesFilters ? FilterNames.Items : [],
                DeviceReading.Count, .. GroupReading.Items(memory.GroupIds.Union(manner.AlsoGroups, StringComparer.OrdinalIgnoreCase)),
            ],
            cancellationToken);
        if (answers.TokenRefused && !forceRefresh)
        {
            // Revoked or expired early: a fresh token tells whether a person is needed.
            return await ReadAsync(tenant, actor, manner, meter, forceRefresh: true, cancellationToken);
        }

        return await CompleteAsync(tenant, granted.Access, memory, answers, manner, cancellationToken);
    }

    private async Task<TenantFacts> CompleteAsync(Tenant tenant, AccessFacts access, TenantMemory memory, Answers answers, ReadManner manner, CancellationToken cancellationToken)
    {
        var directory = new DirectoryReading(answers);
        var configuration = new ConfigurationPolicyReading(answers, memory);
        var profiles = new DeviceConfigurationReading(answers);
        var intents = new IntentReading(answers);
        var templates = new AdministrativeTemplateReading(answers);
        var devices = new DeviceReading(answers, memory);
        var licences = directory.LicencesFact();
        var plan = licences.ValueOrDefault;
        var enrolment = profiles.EnrolmentFact(plan);
        var deviceConfigurations = profiles.ProfilesFact(plan);

        // What wave two needs is already clear where the full list answered; the light list and intents hide their groups until then.
        var now = time.GetUtcNow();
        var log = SignInReading.Ask(now, SignInReading.MostDays);
        await answers.AskAsync(
            [
                .. directory.Second(), .. configuration.Second(), .. intents.Second(), .. templates.Second(), .. devices.Second(),
                .. DeploymentReading.Items(ReportsKnownNow()), .. FiltersKnownNow(), .. GroupReading.Items(GroupsKnownNow()),
                .. IsLogWanted() ? [log] : Array.Empty<GraphRequest>(),
            ],
            cancellationToken);

        var (configurationPolicies, remembered, lightListWorks) = configuration.Result(plan);
        var intentPolicies = intents.Result(plan);
        var administrativeTemplates = templates.Result(plan);
        IReadOnlyList<IntunePolicy> policies = [.. configurationPolicies.ValueOrDefault ?? [], .. deviceConfigurations.ValueOrDefault ?? [], .. intentPolicies.ValueOrDefault ?? []];
        var groupIds = GroupReading.NamedBy([.. policies, .. administrativeTemplates.ValueOrDefault ?? []], enrolment.ValueOrDefault ?? []);
        var reported = DeploymentReading.Candidates(policies, tenant.Id);

        // Only groups of policies that turned out to be of interest just now, and were not guessed before: rare, and worth a wave.
        await answers.AskAsync(GroupReading.Items(groupIds), cancellationToken);

        // Nobody asked for the log: where it is refused, the tenant is read as without it.
        var signIns = answers.TryKnow(log, out var signed) ? SignInReading.Facts(signed, now, SignInReading.MostDays) : memory.SignIns;
        memories.Remember(tenant.Id, new TenantMemory(groupIds, directory.PresentIds(), directory.RestrictedIds(), intents.Ids(), remembered, lightListWorks, reported, devices.PagesToRemember())
        {
            FederatedDomains = directory.FederatedDomains(),
            SignIns = signIns,
            AdministrativeTemplateIds = templates.Ids(),
            UsesFilters = FilterNames.AreUsed([.. configurationPolicies.ValueOrDefault ?? [], .. deviceConfigurations.ValueOrDefault ?? [], .. intentPolicies.ValueOrDefault ?? []]),
        });
        var filters = new FilterNames(answers);
        return new TenantFacts
        {
            TenantId = tenant.Id,
            ReadAt = time.GetUtcNow(),
            Organization = directory.OrganizationFact(),
            Domains = directory.DomainsFact(),
            Cloud = CloudOf(options.Value.BaseUrl),
            PinResetService = directory.ServicePrincipalFact(KnownApps.PinResetServiceAppId),
            PinResetClient = directory.ServicePrincipalFact(KnownApps.PinResetClientAppId),
            Grants = directory.GrantsFact(),
            Licences = licences,
            ConfigurationPolicies = filters.Name(configurationPolicies),
            DeviceConfigurations = filters.Name(deviceConfigurations),
            Intents = filters.Name(intentPolicies),
            AdministrativeTemplates = administrativeTemplates,
            HelloEnrolment = enrolment,
            Groups = new GroupReading(answers).Result([.. groupIds.Union(manner.AlsoGroups, StringComparer.OrdinalIgnoreCase)]),
            Devices = devices.Result(plan),
            Deployment = new DeploymentReading(answers).Result(reported, plan),
            SignIns = signIns is null ? null : new Fact<SignInFacts>.Known(signIns),
            Access = access,
            Cost = new ReadCost(0, 0, 0, 0),
        };

        // Once a day and tenant, where it can be read; and again when somebody looks and the last answer was a refusal.
        bool IsLogWanted() =>
            plan is { HasEntraP1: true }
            && access.Scopes?.Contains(PortalPermissions.AuditLogRead, StringComparer.OrdinalIgnoreCase) == true
            && directory.PresentIds().Count > 0
            && (memory.SignIns is not { } last || last.ReadAt.UtcDateTime.Date < now.UtcDateTime.Date || (manner.Priority == ReadPriority.High && last.GrantRefused is not null))
            && signInPace.TryTake(tenant.Id);

        IReadOnlyList<string> GroupsKnownNow() =>
        [
            .. GroupReading.NamedBy([.. configuration.KnownNow(), .. deviceConfigurations.ValueOrDefault ?? []], enrolment.ValueOrDefault ?? []),
            .. configuration.GroupsOfChanged(),
            .. intents.Groups(),
            .. templates.Groups(),
        ];

        IReadOnlyList<GraphRequest> FiltersKnownNow() =>
            FilterNames.AreUsed([.. configuration.KnownNow(), .. deviceConfigurations.ValueOrDefault ?? []]) ? FilterNames.Items : [];

        IReadOnlyList<string> ReportsKnownNow() =>
            [.. DeploymentReading.Candidates([.. configuration.KnownNow(), .. deviceConfigurations.ValueOrDefault ?? []], tenant.Id), .. configuration.ChangedOnes()];
    }

    // https://learn.microsoft.com/graph/deployments
    private static NationalCloud CloudOf(Uri graph) =>
        graph.Host.EndsWith("microsoft.us", StringComparison.OrdinalIgnoreCase) ? NationalCloud.UsGovernment
        : graph.Host.EndsWith("chinacloudapi.cn", StringComparison.OrdinalIgnoreCase) ? NationalCloud.China
        : NationalCloud.Global;

    private TenantFacts Unreadable(TenantId tenantId, UnreadableReason reason) => new()
    {
        TenantId = tenantId,
        ReadAt = time.GetUtcNow(),
        Organization = reason,
        Domains = reason,
        PinResetService = reason,
        PinResetClient = reason,
        Grants = reason,
        Licences = reason,
        ConfigurationPolicies = reason,
        DeviceConfigurations = reason,
        Intents = reason,
        AdministrativeTemplates = reason,
        HelloEnrolment = reason,
        Groups = reason,
        Devices = reason,
        Deployment = reason,
        Access = reason,
        Cost = new ReadCost(0, 0, 0, 0),
    };

    [LoggerMessage(3100, LogLevel.Information, "Read tenant {TenantId}: {HttpRequests} requests, {BatchItems} items, {Waves} waves, {Milliseconds} ms")]
    private static partial void LogRead(ILogger logger, TenantId tenantId, int httpRequests, int batchItems, int waves, long milliseconds);
}
