using System.Diagnostics;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Client;
using Microsoft.Identity.Web;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Registration;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Graph.Configuration;

namespace PinResetPortal.Graph.Access;

/// <summary>
/// Gets access tokens: always for an explicit tenant and an explicit principal, because in a circuit and in a background run there is
/// no HttpContext to take them from. Keeps none: Microsoft.Identity.Web's cache does.
/// </summary>
/// <remarks>
/// A person's token that came with a request is exchanged in the tenant that issued it, as
/// https://learn.microsoft.com/entra/msal/dotnet/acquiring-tokens/web-apps-apis/on-behalf-of-flow has it; what comes back is redeemed for each
/// customer, because a refresh token is tied to no tenant (https://learn.microsoft.com/entra/identity-platform/refresh-tokens). That this holds
/// for a refresh token of on-behalf-of and a customer reached by GDAP is inferred: no page says so.
/// </remarks>
internal sealed partial class TenantTokens(
    IServiceScopeFactory scopeFactory, PersonSessions sessions, IOptions<GraphOptions> options, GraphMeter meter, ILogger<TenantTokens> logger)
{
    /// <summary>Whom a session is for is known by its key.</summary>
    private static readonly ClaimsPrincipal _nobody = new(new ClaimsIdentity());

    private string? ApiScheme => options.Value.ApiAuthenticationScheme ?? options.Value.AuthenticationScheme;

    /// <summary>A token for reading. A tenant that consented to less than the portal asks for still gets one, with what it granted.</summary>
    public Task<TokenResult> AcquireForReadingAsync(Tenant tenant, Actor actor, bool forceRefresh, CancellationToken cancellationToken) =>
        AcquireForReadingAsync(tenant, actor, PortalPermissions.ForChecks, forceRefresh, cancellationToken);

    /// <param name="permissions">What is wanted.</param>
    /// <inheritdoc cref="AcquireForReadingAsync(Tenant, Actor, bool, CancellationToken)"/>
    public async Task<TokenResult> AcquireForReadingAsync(Tenant tenant, Actor actor, IReadOnlyList<string> permissions, bool forceRefresh, CancellationToken cancellationToken)
    {
        var result = await AcquireAsync(tenant, actor, permissions, forceRefresh, cancellationToken);
        if (actor.Kind == ActorKind.User && result is TokenResult.Refused { Reason.Code: "AADSTS65001" })
        {
            var granted = await AcquireAsync(tenant, actor, [".default"], forceRefresh, cancellationToken);
            if (granted is TokenResult.Granted { Token.Access.Scopes: var scopes } && (scopes is null || scopes.Any(IsAskedForReading)))
            {
                return granted;
            }
        }

        return result;
    }

    /// <param name="permissions">Names of Graph permissions, or full scopes of another resource; application tokens always carry everything that was granted.</param>
    /// <param name="forceRefresh">Do not take a cached token: Graph has just refused it.</param>
    public async Task<TokenResult> AcquireAsync(Tenant tenant, Actor actor, IReadOnlyList<string> permissions, bool forceRefresh, CancellationToken cancellationToken)
    {
        if (tenant.Relationship is { Kind: RelationshipKind.Gdap, Active: false })
        {
            return new TokenResult.Refused(AccessFailure.RelationshipEnded(tenant));
        }

        if (actor.Kind == ActorKind.Application && !tenant.AppOnlyConfirmed)
        {
            return new TokenResult.Refused(AccessFailure.AppOnlyNotConfirmed(tenant));
        }

        var result = await TryAsync(tenant, actor, permissions, Ask, cancellationToken);
        if (result is TokenResult.NotBegun && actor.Session is null && sessions.KeyOf(actor) is { } key)
        {
            result = await BeginAsync(actor, key, cancellationToken) is TokenResult.Refused refused ? refused : await TryAsync(tenant, actor, permissions, Ask, cancellationToken);
        }

        return result is TokenResult.NotBegun ? new TokenResult.Refused(AccessFailure.SignInNotKept(tenant)) : result;

        Task<string> Ask(ITokenAcquisition tokens)
        {
            // Named below, because other overloads take tenant and user flow in these places.
            var (id, acquisition) = (tenant.Id.ToString(), new TokenAcquisitionOptions { CancellationToken = cancellationToken, ForceRefresh = forceRefresh });
            if (actor.Kind == ActorKind.Application)
            {
                return tokens.GetAccessTokenForAppAsync(Qualify(".default"), authenticationScheme: options.Value.AuthenticationScheme, tenant: id, tokenAcquisitionOptions: acquisition);
            }

            acquisition.LongRunningWebApiSessionKey = sessions.KeyOf(actor);
            return acquisition.LongRunningWebApiSessionKey is null
                ? tokens.GetAccessTokenForUserAsync(
                    permissions.Select(Qualify), authenticationScheme: options.Value.AuthenticationScheme, tenantId: id, user: actor.Principal, tokenAcquisitionOptions: acquisition)
                : AwayFromTheRequestAsync(() => tokens.GetAccessTokenForUserAsync(
                    permissions.Select(Qualify), authenticationScheme: ApiScheme, tenantId: id, user: _nobody, tokenAcquisitionOptions: acquisition));
        }
    }

    /// <summary>Exchanges the token that a person's request brought along, and keeps what comes back under a key.</summary>
    public Task<TokenResult> BeginAsync(Actor actor, string key, CancellationToken cancellationToken)
    {
        var home = new Tenant(actor.HomeTenantId, "your home tenant", null, new TenantRelationship(RelationshipKind.Home, Active: true));
        string[] permissions = [PortalPermissions.UserRead];
        return TryAsync(home, actor, permissions, Ask, cancellationToken);

        Task<string> Ask(ITokenAcquisition tokens) => tokens.GetAccessTokenForUserAsync(
            permissions.Select(Qualify), authenticationScheme: ApiScheme, tenantId: home.Id.ToString(), user: actor.Principal,
            tokenAcquisitionOptions: new() { CancellationToken = cancellationToken, LongRunningWebApiSessionKey = key });
    }

    private async Task<TokenResult> TryAsync(Tenant tenant, Actor actor, IReadOnlyList<string> permissions, Func<ITokenAcquisition, Task<string>> ask, CancellationToken cancellationToken)
    {
        try
        {
            await using var scope = scopeFactory.CreateAsyncScope();
            var token = await ask(scope.ServiceProvider.GetRequiredService<ITokenAcquisition>());
            return string.IsNullOrEmpty(token) ? new TokenResult.Refused(AccessFailure.NotEntra()) : new TokenResult.Granted(GraphToken.Wrap(token, tenant.Id, actor.Kind));
        }
        catch (MsalClientException missing) when (missing.ErrorCode == MsalError.OboCacheKeyNotInCacheError)
        {
            return new TokenResult.NotBegun();
        }
        catch (Exception exception) when (IsExpected(exception) && !cancellationToken.IsCancellationRequested)
        {
            var reason = AccessFailure.From(exception, tenant, actor, permissions);
            meter.Refused(reason.Code, actor.Kind == ActorKind.Application);
            LogRefused(logger, tenant.Id, actor.Kind, reason.Kind, reason.Code);
            return new TokenResult.Refused(reason);
        }
    }

    // The two before the last are MSAL's when Entra's answer is no JSON, or JSON without what it must have; the last is Microsoft.Identity.Web's when none of
    // the portal's certificates can be loaded any more.
    private static bool IsExpected(Exception exception) => exception
        is MsalException or MicrosoftIdentityWebChallengeUserException or HttpRequestException or OperationCanceledException or JsonException or NullReferenceException
        || (exception is ArgumentException && exception.Message.Contains("IDW10109", StringComparison.Ordinal));

    private static bool IsAskedForReading(string scope) =>
        PortalPermissions.ForChecks.Contains(scope, StringComparer.OrdinalIgnoreCase) || scope.EndsWith(".Read.All", StringComparison.OrdinalIgnoreCase);

    /// <summary>Within a request, Microsoft.Identity.Web would exchange its token anew in the customer's tenant, whatever is kept under the session.</summary>
    private static Task<string> AwayFromTheRequestAsync(Func<Task<string>> acquire)
    {
        var span = Activity.Current;
        using (ExecutionContext.SuppressFlow())
        {
            return Task.Run(() =>
            {
                Activity.Current = span;
                return acquire();
            });
        }
    }

    // A permission of another resource than Graph is named in full.
    private string Qualify(string permission) => permission.StartsWith("https://", StringComparison.Ordinal) ? permission : $"{options.Value.BaseUrl.GetLeftPart(UriPartial.Authority)}/{permission}";

    [LoggerMessage(4001, Microsoft.Extensions.Logging.LogLevel.Warning, "No Graph token for tenant {TenantId} ({ActorKind}): {Kind} {Code}")]
    private static partial void LogRefused(ILogger logger, TenantId tenantId, ActorKind actorKind, UnreadableKind kind, string? code);
}
