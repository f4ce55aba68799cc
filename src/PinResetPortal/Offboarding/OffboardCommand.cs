using Microsoft.Identity.Abstractions;
using Microsoft.Identity.Web;
using Microsoft.Identity.Web.TokenCacheProviders.InMemory;
using PinResetPortal.Api.Offboarding;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Scheduling;
using PinResetPortal.Setup;
using PinResetPortal.Store;
using PinResetPortal.Work;
using PinResetPortal.Work.Offboarding;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Offboarding;

/// <summary><c>offboard</c>: works on the database and with the credential that the settings name, whether the portal runs or not.</summary>
internal sealed class OffboardCommand(CommandHost host, CommandConsole console, OffboardChoices choices)
{
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public static async Task<int> RunAsync(OffboardChoices choices, CommandConsole console, Action<WebApplicationBuilder>? configure, CancellationToken cancellationToken)
    {
        await using var host = CommandHost.Build(cloud: null, choices.Config, configure, Register);
        await host.Get<IServiceProvider>().InitializeStoreAsync(cancellationToken);
        return await new OffboardCommand(host, console, choices).RunAsync(cancellationToken);
    }

    /// <summary>What works in the portal works here; only tokens stay in memory.</summary>
    private static void Register(WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddPinResetWork().AddPinResetStore(builder.Configuration).AddPortalScheduling(builder.Configuration);
        services.Configure<MicrosoftIdentityApplicationOptions>(builder.Configuration.GetSection("AzureAd"));
        services.AddTokenAcquisition(isTokenAcquisitionSingleton: true);
        services.AddInMemoryTokenCaches();
    }

    private async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var actor = Actor.Portal("offboard", $"the command offboard, run by {Environment.UserName}", await HomeAsync(cancellationToken), PortalRole.Admin);
        var service = host.Get<IOffboardingService>();
        var plan = await service.LookAsync(choices.TenantId, actor, choices.KeepConsent, cancellationToken) is OffboardingResult.Planned { Plan: var planned } ? planned : throw NotListed();
        Show(plan, service.ClientId);
        if (plan.Refusal is { } refusal)
        {
            throw new CommandRefusedException(refusal);
        }

        if (choices.WhatIf)
        {
            console.Line("Nothing was sent, and nothing deleted (--what-if).");
            return ExitCodes.Done;
        }

        Confirm(plan.Tenant);
        await ExportAsync(service, actor, cancellationToken);
        switch (await service.RunAsync(choices.TenantId, actor, choices.KeepConsent, cancellationToken))
        {
            case OffboardingResult.Done done:
                console.Line($"Done. Rows deleted: {OffboardingWords.Rows(done.Rows)}.");
                console.Line(OffboardingWords.After(done, service.ClientId));
                return ExitCodes.Done;
            case OffboardingResult.Refused { Why: var why }:
                throw new CommandRefusedException(why);
            default:
                throw NotListed();
        }
    }

    /// <summary>Whose list the tenant is on, where only one can be meant.</summary>
    private async Task<TenantId> HomeAsync(CancellationToken cancellationToken)
    {
        var homes = (await host.Get<ITenantStore>().HomesOfAsync(choices.TenantId, cancellationToken)).Where(home => choices.Home is not { } asked || asked == home).ToList();
        return homes switch
        {
            [var one] => one,
            [] => throw NotListed(),
            _ => throw new CommandRefusedException($"The tenant {choices.TenantId} is on the list of more than one home tenant: {string.Join(", ", homes)}. Name one of them with --home.", ExitCodes.BadInput),
        };
    }

    private CommandRefusedException NotListed() => new(
        $"The tenant {choices.TenantId} is not on the list{(choices.Home is { } home ? $" of {home}" : "")}. The page Tenants and GET /api/v1/tenants tell which tenants are.", ExitCodes.BadInput);

    private void Show(OffboardingPlan plan, string? clientId)
    {
        console.Line($"Offboarding {plan.Tenant.DisplayName} ({plan.Tenant.Id}):");
        console.Line();
        console.Line($"Consent:  {OffboardingWords.Before(plan.Consent, plan.Tenant, clientId)}");
        if (plan.Consent is ConsentPlan.Removed { Request: var request })
        {
            console.Line($"          {request.Method} {request.Path}");
        }

        console.Line($"Deleted:  {OffboardingWords.Rows(plan.Rows)}. Before that they are written to {choices.Out}, with the evidence pack and the tenant's audit log.");
        console.Line($"Stays:    {OffboardingWords.AuditKeeps}");
        console.Line($"          {OffboardingWords.LivesOn}");
        console.Line($"After:    {OffboardingWords.Return(plan.Tenant)}");
        console.Line();
    }

    /// <exception cref="CommandRefusedException">Nobody said yes.</exception>
    private void Confirm(Tenant tenant)
    {
        if (choices.Yes)
        {
            return;
        }

        if (!console.IsInteractive)
        {
            throw new CommandRefusedException("Nobody can be asked here. Look at the lines above, and run it again with --yes.", ExitCodes.BadInput);
        }

        if (!console.Confirm($"This cannot be taken back. Offboard {tenant.DisplayName}?"))
        {
            throw new CommandRefusedException("Nothing was sent, and nothing deleted.", ExitCodes.Declined);
        }
    }

    private async Task ExportAsync(IOffboardingService service, Actor actor, CancellationToken cancellationToken)
    {
        try
        {
            // The file is made first: where it cannot be written, nothing is deleted.
            await using var file = new FileStream(choices.Out, Owners);
            var exported = await service.ExportAsync(choices.TenantId, actor, cancellationToken) as OffboardingResult.Exported ?? throw NotListed();
            await file.WriteAsync(await OffboardingArchive.MakeAsync(exported, actor, host.Get<IServiceProvider>(), cancellationToken), cancellationToken);
            console.Line($"Exported to {choices.Out}.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandRefusedException($"The export cannot be written to {choices.Out}: it is there already, or the folder is not there or not writable. Name another file with --out. Nothing was sent, and nothing deleted.", ExitCodes.BadInput);
        }
    }

    /// <summary>For the owner alone, and never over another file.</summary>
    private static FileStreamOptions Owners => OperatingSystem.IsWindows()
        ? new() { Mode = FileMode.CreateNew, Access = FileAccess.Write }
        : new() { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite };
}

/// <summary>The options of <c>offboard</c>, read and checked.</summary>
/// <param name="Home">Null: the one home tenant whose list it is on.</param>
internal sealed record OffboardChoices(TenantId TenantId, TenantId? Home, bool KeepConsent, string Out, string? Config, bool WhatIf, bool Yes);
