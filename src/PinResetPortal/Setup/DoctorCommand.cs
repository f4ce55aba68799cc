using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Identity.Abstractions;
using Microsoft.Identity.Web;
using Microsoft.Identity.Web.TokenCacheProviders.InMemory;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.SelfChecks;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Graph.Registering;
using PinResetPortal.Store;
using PinResetPortal.Work;
using PinResetPortal.Work.SelfChecks;

namespace PinResetPortal.Setup;

/// <summary>
/// <c>doctor</c>: the checks that the running portal makes of itself, made from outside, with the same configuration and credential, whether the portal
/// runs or not. Changes nothing.
/// </summary>
internal sealed class DoctorCommand(CommandHost host, CommandConsole console, DoctorChoices choices)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(15);

    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Converters = { new JsonStringEnumConverter() } };

    /// <summary>Are of the tenant, and so of each home tenant anew.</summary>
    private static readonly string[] _ofATenant = [SelfCheckIds.Consent, SelfCheckIds.Roles, SelfCheckIds.Licences];

    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public static async Task<int> RunAsync(DoctorChoices choices, CommandConsole console, Action<WebApplicationBuilder>? configure, Action<Uri>? openBrowser, CancellationToken cancellationToken)
    {
        await using var host = CommandHost.Build(cloud: null, choices.Config, configure, builder => Register(builder, choices));
        using var session = choices.SignIn is not { } way ? null
            : await new SetupSignIn(host, choices.Json ? console with { Out = TextWriter.Null } : console, openBrowser).OpenAsync(way, choices.TokenFile, tenant: null, SetupSignIn.Reading, cancellationToken);
        return await new DoctorCommand(host, console, choices).RunAsync(session, cancellationToken);
    }

    /// <summary>What reads the facts in the portal reads them here; only tokens stay in memory.</summary>
    private static void Register(WebApplicationBuilder builder, DoctorChoices choices)
    {
        var services = builder.Services;
        services.AddSingleton(choices);
        services.AddSingleton<IOwnPlace, DoctorPlace>();
        services.AddSingleton(provider => provider.GetRequiredService<IOwnPlace>().Wanted);
        services.AddPinResetWork().AddPinResetStore(builder.Configuration);
        services.Configure<MicrosoftIdentityApplicationOptions>(builder.Configuration.GetSection("AzureAd"));
        services.AddTokenAcquisition(isTokenAcquisitionSingleton: true);
        services.AddInMemoryTokenCaches();
        services.AddHttpClient(DoctorPlace.HttpClientName, client => client.Timeout = _patience)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
    }

    private async Task<int> RunAsync(IRegistrationSession? session, CancellationToken cancellationToken)
    {
        var found = new List<TenantFinding>();
        foreach (var home in HomesOf(session))
        {
            var facts = await host.Get<PortalFactsReader>().ReadAsync(Actor.Portal("doctor", "doctor", home, PortalRole.Reader), cancellationToken);
            if (session?.TenantId == home && facts.ClientId is { } clientId)
            {
                facts = facts with { Registration = await session.ReadAsync(clientId, "", cancellationToken), Licences = await session.ReadLicencesAsync(cancellationToken) };
            }

            Add(found, home, PortalJudgement.Of(facts));
        }

        Print(found);
        return found.Exists(one => one.Finding.Status == FindingStatus.Broken) ? ExitCodes.Failed
            : found.Exists(one => one.Finding.Status == FindingStatus.Unknown) ? ExitCodes.NotSeen
            : ExitCodes.Done;
    }

    /// <exception cref="CommandRefusedException">An application is configured, and no tenant.</exception>
    private List<TenantId> HomesOf(IRegistrationSession? session)
    {
        var configured = host.Configuration.GetSection("Portal:AllowedTenants").GetChildren().Select(one => one.Value).Append(host.Configuration["AzureAd:TenantId"]);
        List<TenantId> homes = [.. configured.Select(text => TenantId.TryParse(text, null, out var id) ? id : (TenantId?)null).OfType<TenantId>().Distinct()];
        return homes.Count > 0 ? homes
            : session is not null ? [session.TenantId]
            : string.IsNullOrEmpty(host.Configuration["AzureAd:ClientId"]) ? [default]
            : throw new CommandRefusedException("The configuration names an application and no home tenant. Set Portal:AllowedTenants:0 to its id, or run setup again.", ExitCodes.BadInput);
    }

    /// <summary>What is of the portal as a whole is told once: by the tenant that has the registration, where there is one.</summary>
    private static void Add(List<TenantFinding> found, TenantId home, IReadOnlyList<SelfFinding> findings)
    {
        var isFirst = found.Count == 0;
        var hasRegistration = findings.Any(one => one is { CheckId: SelfCheckIds.Registration, Status: not FindingStatus.NotApplicable });
        foreach (var finding in findings)
        {
            var at = found.FindIndex(one => one.Finding.CheckId == finding.CheckId);
            if (isFirst || _ofATenant.Contains(finding.CheckId))
            {
                found.Add(new(home, finding));
            }
            else if (hasRegistration && found.Exists(one => one.Finding is { CheckId: SelfCheckIds.Registration, Status: FindingStatus.NotApplicable }) && finding.CheckId is SelfCheckIds.Credential)
            {
                found[at] = new(home, finding);
            }
            else if (hasRegistration && finding.CheckId == SelfCheckIds.Registration && found[at].Finding.Status == FindingStatus.NotApplicable)
            {
                found[at] = new(home, finding);
            }
        }
    }

    private void Print(List<TenantFinding> found)
    {
        if (choices.Json)
        {
            console.Line(JsonSerializer.Serialize(new { checkedAt = host.Time.GetUtcNow(), configuration = host.File.Path, findings = found.Select(one => new { tenantId = one.TenantId.ToString(), one.Finding.CheckId, one.Finding.Status, one.Finding.Summary, one.Finding.NextStep, one.Finding.Command }) }, _json));
            return;
        }

        console.Line($"Configuration: {host.File.Path}{(File.Exists(host.File.Path) ? "" : " (not there)")}");
        var several = found.Select(one => one.TenantId).Distinct().Count() > 1;
        foreach (var (tenant, finding) in found)
        {
            console.Line();
            console.Line($"{Word(finding.Status),-8}{finding.CheckId}{(several && _ofATenant.Contains(finding.CheckId) ? $" of {tenant}" : "")}");
            console.Line($"        {finding.Summary}");
            if (finding.Status is FindingStatus.Healthy or FindingStatus.NotApplicable)
            {
                continue;
            }

            if (finding.NextStep is { } next)
            {
                console.Line($"        To do:   {next}");
            }

            if (finding.Command is { } command)
            {
                console.Line($"        Command: {command}");
            }
        }
    }

    private static string Word(FindingStatus status) => status switch
    {
        FindingStatus.Healthy => "well",
        FindingStatus.NeedsAttention => "look",
        FindingStatus.Broken => "BROKEN",
        FindingStatus.Unknown => "unknown",
        _ => "-",
    };

    private sealed record TenantFinding(TenantId TenantId, SelfFinding Finding);
}
