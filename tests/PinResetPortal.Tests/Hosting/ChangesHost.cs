using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using PinResetPortal.Core;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Registration;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Core.Snapshot;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Audit;
using PinResetPortal.Work.Devices;
using PinResetPortal.Work.Facts;
using PinResetPortal.Work.Offboarding;
using PinResetPortal.Work.Onboarding;
using PinResetPortal.Work.Operations;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Hosting;

/// <summary>The portal with its real services and its real store, and a Microsoft behind it that lacks the Service app everywhere and does whatever it is asked.</summary>
public sealed class ChangesHost : TwoHomesHost
{
    /// <summary>What is written to the audit log, as it is written.</summary>
    internal HeardAuditLog Heard { get; private set; } = null!;

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.ConfigureTestServices(services =>
        {
            var log = services.Last(descriptor => descriptor.ServiceType == typeof(IAuditLog));
            services.Remove(log);
            services.AddSingleton<IAuditLog>(provider => Heard = new(
                (IAuditLog)(log.ImplementationFactory?.Invoke(provider) ?? ActivatorUtilities.CreateInstance(provider, log.ImplementationType ?? typeof(IAuditLog)))));
            services.AddSingleton<ITenantFactReader, WithoutServiceApp>();
            services.AddSingleton<IChangeExecutor, Willing>();
            services.AddSingleton<IDeviceSync, Willing>();
            services.AddSingleton<IPartnerConsent, Willing>();
            services.AddSingleton<ITenantResolver, Willing>();
            services.AddSingleton<IOnboardingReader, Willing>();
            services.AddSingleton<IOwnServicePrincipal, Willing>();
        });
    }

    private sealed class WithoutServiceApp(TimeProvider time) : ITenantFactReader
    {
        public Task<TenantFacts> ReadAsync(Tenant tenant, Actor actor, CancellationToken cancellationToken) => Task.FromResult(
            TenantFactsBuilder.Healthy() with { TenantId = tenant.Id, HomeTenantId = actor.HomeTenantId, ReadAt = time.GetUtcNow(), PinResetService = new ServicePrincipalFacts(ServicePrincipalPresence.Absent) });
    }

    private sealed class Willing : IChangeExecutor, IDeviceSync, IPartnerConsent, ITenantResolver, IOnboardingReader, IOwnServicePrincipal
    {
        public string? ClientId => null;

        public Task<Fact<IReadOnlyList<string>>> FindAsync(Tenant tenant, Actor actor, CancellationToken cancellationToken) => throw new NotSupportedException();

        public IReadOnlyList<PortalPermission> Permissions => [];

        public PlannedRequest Describe(PlannedChange change) => new("POST", "/v1.0/nothing", null);

        public PlannedRequest Describe(TenantId customer, IReadOnlyList<string> permissions) => new("POST", "/v1/nothing", null);

        public Task<ChangeOutcome> ExecuteAsync(Tenant tenant, Actor actor, PlannedChange change, CancellationToken cancellationToken) =>
            Task.FromResult<ChangeOutcome>(new ChangeOutcome.Applied(201, "r", "sp"));

        public Task<ChangeObservation> ObserveAsync(Tenant tenant, Actor actor, PlannedChange change, CancellationToken cancellationToken) =>
            Task.FromResult<ChangeObservation>(new ChangeObservation.InPlace("sp"));

        public Task<Fact<DeviceSyncCounts>> SyncAsync(Tenant tenant, Actor actor, IReadOnlyList<string> deviceIds, CancellationToken cancellationToken) =>
            Task.FromResult<Fact<DeviceSyncCounts>>(new DeviceSyncCounts(deviceIds.Count, 0, 0));

        public Task<PartnerConsentOutcome> GrantAsync(Tenant customer, Actor actor, IReadOnlyList<string> permissions, CancellationToken cancellationToken) =>
            Task.FromResult<PartnerConsentOutcome>(new PartnerConsentOutcome.Granted(false, 201, "r"));

        public Task<Fact<ResolvedTenant>> ResolveAsync(string idOrDomain, CancellationToken cancellationToken) =>
            Task.FromResult<Fact<ResolvedTenant>>(new ResolvedTenant(ChangeRecordTests.Resolved, null));

        public Task<Fact<AccessFacts>> ReadAccessAsync(Tenant tenant, Actor actor, CancellationToken cancellationToken) =>
            Task.FromResult<Fact<AccessFacts>>(new UnreadableReason(UnreadableKind.Unavailable, "Nothing is read here."));

        public Task<Fact<LicenceFacts>> ReadLicencesAsync(Tenant tenant, Actor actor, CancellationToken cancellationToken) =>
            Task.FromResult<Fact<LicenceFacts>>(new UnreadableReason(UnreadableKind.Unavailable, "Nothing is read here."));
    }
}
