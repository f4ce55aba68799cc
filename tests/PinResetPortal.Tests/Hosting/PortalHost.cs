using System.Net.Http.Headers;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using PinResetPortal.Core.Tenants;
using PinResetPortal.SignIn;
using PinResetPortal.Work.Audit;
using PinResetPortal.Work.Onboarding;
using PinResetPortal.Work.Operations;
using PinResetPortal.Work.People;
using PinResetPortal.Work.Readiness;
using PinResetPortal.Work.Scans;
using PinResetPortal.Work.SelfChecks;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Hosting;

/// <summary>The composed portal without a socket: everything is real but Core's services and the key that signs the tokens.</summary>
public class PortalHost : WebApplicationFactory<IChallengeLinks>
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pinresetportal-host-").FullName;

    internal FakeTenantCatalog Catalog { get; } = new();

    internal FakeReadiness Readiness { get; } = new();

    internal FakeRemediationService Remediations { get; } = new();

    internal FakeAuditLog Audit { get; } = new();

    internal FakeOnboarding Onboarding { get; } = new();

    internal FakePeople People { get; } = new();

    internal FakePortalSelfCheck SelfChecks { get; } = new();

    internal FakeScanService Scans { get; } = new();

    internal FakeRolesNow Roles { get; } = new();

    /// <summary>Ids that the fakes know.</summary>
    internal static IReadOnlyDictionary<string, string> Samples { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["tenantId"] = FakeTenantCatalog.Customer.ToString(),
        ["tenants/Id"] = FakeTenantCatalog.Customer.ToString(),
        ["operations/id"] = FakeRemediationService.OperationId.ToString(),
        ["scans/id"] = "dddddddd-0000-4000-8000-000000000001",
        ["bulk-repairs/id"] = "dddddddd-0000-4000-8000-000000000002",
        ["bulk/Id"] = "dddddddd-0000-4000-8000-000000000002",
        ["userId"] = "cccccccc-0000-4000-8000-000000000001",
        ["UserId"] = "cccccccc-0000-4000-8000-000000000001",
        ["policyId"] = "a-policy",
        ["CheckId"] = "policy.conflict",
        ["EntryId"] = "caa20004",
        ["Subject"] = "schedule",
    };

    /// <summary>A caller with a token, or without one.</summary>
    public HttpClient Caller(string? token)
    {
        var client = CreateClient(new() { AllowAutoRedirect = false, BaseAddress = new("http://localhost") });
        client.DefaultRequestHeaders.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    public HttpClient Reader() => Caller(TestTokens.Application("Reader"));

    public HttpClient Operator() => Caller(TestTokens.Application("Operator"));

    /// <summary>A browser of a person of the home tenant who has signed in.</summary>
    /// <param name="home">Null: of the home tenant.</param>
    /// <param name="sid">The session of Entra; null: the token named none.</param>
    public HttpClient SignedIn(PortalRole role, TenantId? home = null, string? sid = null)
    {
        const string Scheme = CookieAuthenticationDefaults.AuthenticationScheme;
        var identity = new ClaimsIdentity(
            [new("tid", (home ?? FakeTenantCatalog.Home).ToString()), new("oid", "bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb"), new("preferred_username", "olga@fabrikam.example"), new("roles", role.ToString())],
            Scheme);
        if (sid is not null)
        {
            identity.AddClaims([new("sid", sid), new("iss", TestTokens.Issuer)]);
        }

        Services.GetRequiredService<SignInSessions>().BeginAsync(identity, default).GetAwaiter().GetResult();
        var cookie = Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(Scheme);
        var now = DateTimeOffset.Parse("2026-01-01T00:00:00Z", System.Globalization.CultureInfo.InvariantCulture);
        var ticket = new AuthenticationTicket(new ClaimsPrincipal(identity), new AuthenticationProperties { IssuedUtc = now, ExpiresUtc = now.AddYears(100) }, Scheme);
        var client = Caller(null);
        client.DefaultRequestHeaders.Add("Cookie", $"{cookie.Cookie.Name}={cookie.TicketDataFormat.Protect(ticket)}");
        return client;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Test");

        // What the hosts of many tests write side by side would bury the one line that names a failed test.
        builder.ConfigureLogging(logging => logging.ClearProviders());
        builder.UseSetting("AzureAd:ClientId", TestTokens.ClientId);
        builder.UseSetting("AzureAd:ClientCredentials:0:SourceType", "ClientSecret");
        builder.UseSetting("AzureAd:ClientCredentials:0:ClientSecret", "not-used");
        builder.UseSetting("Portal:ApiIdentifier", TestTokens.Audience);
        builder.UseSetting("Portal:AllowedTenants:0", FakeTenantCatalog.Home.ToString());

        // A test asks faster than a caller may; what the limit does has tests of its own.
        builder.UseSetting("Portal:ApiRequestsPerMinute", "1000000");
        builder.UseSetting("Storage:Path", _folder);
        builder.ConfigureTestServices(services =>
        {
            services.AddSingleton<ITenantCatalog>(Catalog);
            services.AddSingleton<IReadinessService>(Readiness);
            services.AddSingleton<IReadinessStore>(Readiness);
            services.AddSingleton<IRemediationService>(Remediations);
            services.AddSingleton<IAuditLog>(Audit);
            services.AddSingleton<IOnboardingService>(Onboarding);
            services.AddSingleton<IScanService>(Scans);
            services.AddSingleton<IPortalSelfCheck>(SelfChecks);
            services.AddSingleton<IPeopleService>(People);
            services.AddSingleton<IRolesNow>(Roles);
            services.PostConfigure<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme, options =>
            {
                var metadata = new OpenIdConnectConfiguration { Issuer = TestTokens.Issuer };
                metadata.SigningKeys.Add(TestTokens.Key);
                options.ConfigurationManager = new StaticConfigurationManager<OpenIdConnectConfiguration>(metadata);
                options.TokenValidationParameters.IssuerValidator = (issuer, _, _) => issuer;
            });
        });
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing && Directory.Exists(_folder))
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(_folder, recursive: true);
        }
    }
}
