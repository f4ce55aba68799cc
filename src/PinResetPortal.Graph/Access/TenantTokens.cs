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
internal sealed partial class TenantTokens(IServiceScopeFactory scopeFactory, IOptions<GraphOptions> options, GraphMeter meter, ILogger<TenantTokens> logger)
{
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

        var acquisition = new TokenAcquisitionOptions { CancellationToken = cancellationToken, ForceRefresh = forceRefresh };
        try
        {
            await using var scope = scopeFactory.CreateAsyncScope();
            var tokens = scope.ServiceProvider.GetRequiredService<ITokenAcquisition>();
            var token = actor.Kind == ActorKind.Application
                ? await tokens.GetAccessTokenForAppAsync(
                    Qualify(".default"), authenticationScheme: options.Value.AuthenticationScheme, tenant: tenant.Id.ToString(), tokenAcquisitionOptions: acquisition)
                : await tokens.GetAccessTokenForUserAsync(
                    // Named, because another overload takes tenant and user flow in these places.
                    permissions.Select(Qualify), authenticationScheme: SchemeOf(actor.Principal), tenantId: tenant.Id.ToString(), user: actor.Principal, tokenAcquisitionOptions: acquisition);
            return string.IsNullOrEmpty(token) ? new TokenResult.Refused(AccessFailure.NotEntra()) : new TokenResult.Granted(GraphToken.Wrap(token, tenant.Id, actor.Kind));
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

    // The API's bearer handler leaves the caller's token on the identity; an OpenID Connect sign-in leaves none.
    private string? SchemeOf(ClaimsPrincipal principal) =>
        principal.Identities.Any(identity => identity.BootstrapContext is not null)
            ? options.Value.ApiAuthenticationScheme ?? options.Value.AuthenticationScheme
            : options.Value.AuthenticationScheme;

    // A permission of another resource than Graph is named in full.
    private string Qualify(string permission) => permission.StartsWith("https://", StringComparison.Ordinal) ? permission : $"{options.Value.BaseUrl.GetLeftPart(UriPartial.Authority)}/{permission}";

    [LoggerMessage(4001, Microsoft.Extensions.Logging.LogLevel.Warning, "No Graph token for tenant {TenantId} ({ActorKind}): {Kind} {Code}")]
    private static partial void LogRefused(ILogger logger, TenantId tenantId, ActorKind actorKind, UnreadableKind kind, string? code);
}
