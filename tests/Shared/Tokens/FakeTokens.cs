using System.Security.Claims;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Identity.Client;
using Microsoft.Identity.Web;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Graph;

/// <summary>Hands out unsigned tokens, and notes what was asked for.</summary>
internal sealed class FakeTokens : ITokenAcquisition
{
    public List<TokenRequest> Requests { get; } = [];

    /// <summary>What is granted; null: everything that is asked for.</summary>
    public string[]? Granted { get; set; }

    public Guid[] Roles { get; set; } = [];

    /// <summary>Throws what the request deserves.</summary>
    public Action<TokenRequest> Refuse { get; set; } = _ => { };

    /// <summary>What a person who is asked for again brings along.</summary>
    public Func<AuthenticationResult> SignIn { get; set; } = () => throw new NotSupportedException();

    /// <summary>The tenant that tokens are made for; null: the one that was asked for.</summary>
    public TenantId? IssuedFor { get; set; }

    /// <summary>What a person's token is, whatever was asked for; null: a token that fits.</summary>
    public string? Issued { get; set; }

    public static string Token(string tenantId, string claim, IEnumerable<string> permissions, IEnumerable<Guid> roles)
    {
        var payload = new Dictionary<string, object> { ["tid"] = tenantId, ["wids"] = roles.Select(role => role.ToString()).ToArray() };
        payload[claim] = claim == "scp" ? string.Join(' ', permissions) : permissions.ToArray();
        return $"{Encode("""{"alg":"none"}""")}.{Encode(JsonSerializer.Serialize(payload))}.";

        static string Encode(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
    }

    public static MicrosoftIdentityWebChallengeUserException Challenge(string code) =>
        new(new MsalUiRequiredException("invalid_grant", $"{code}: refused.", null, UiRequiredExceptionClassification.ConsentRequired), ["scope"]);

    public Task<string> GetAccessTokenForUserAsync(IEnumerable<string> scopes, string? authenticationScheme, string? tenantId = null, string? userFlow = null, ClaimsPrincipal? user = null, TokenAcquisitionOptions? tokenAcquisitionOptions = null)
    {
        var request = Note(new TokenRequest([.. scopes.Select(scope => scope.Split('/')[^1])], authenticationScheme, tenantId, user, tokenAcquisitionOptions?.ForceRefresh == true, tokenAcquisitionOptions?.LongRunningWebApiSessionKey));
        return Task.FromResult(Issued ?? Token(IssuedFor?.ToString() ?? tenantId ?? throw new InvalidOperationException("No tenant was named."), "scp", Granted ?? request.Scopes, Roles));
    }

    public Task<string> GetAccessTokenForAppAsync(string scope, string? authenticationScheme, string? tenant = null, TokenAcquisitionOptions? tokenAcquisitionOptions = null)
    {
        Note(new TokenRequest([scope], authenticationScheme, tenant, null, tokenAcquisitionOptions?.ForceRefresh == true));
        return Task.FromResult(Token(tenant ?? throw new InvalidOperationException("No tenant was named."), "roles", Granted ?? [], Roles));
    }

    public Task<AuthenticationResult> GetAuthenticationResultForUserAsync(IEnumerable<string> scopes, string? authenticationScheme, string? tenantId = null, string? userFlow = null, ClaimsPrincipal? user = null, TokenAcquisitionOptions? tokenAcquisitionOptions = null) =>
        Task.FromResult(SignIn());

    public Task<AuthenticationResult> GetAuthenticationResultForAppAsync(string scope, string? authenticationScheme, string? tenant = null, TokenAcquisitionOptions? tokenAcquisitionOptions = null) =>
        throw new NotSupportedException();

    public void ReplyForbiddenWithWwwAuthenticateHeader(IEnumerable<string> scopes, MsalUiRequiredException msalServiceException, string? authenticationScheme, HttpResponse? httpResponse = null) =>
        throw new NotSupportedException();

    public string GetEffectiveAuthenticationScheme(string? authenticationScheme) => authenticationScheme ?? "default";

    public Task ReplyForbiddenWithWwwAuthenticateHeaderAsync(IEnumerable<string> scopes, MsalUiRequiredException msalServiceException, HttpResponse? httpResponse = null) =>
        throw new NotSupportedException();

    private TokenRequest Note(TokenRequest request)
    {
        lock (Requests)
        {
            Requests.Add(request);
        }

        Refuse(request);
        return request;
    }
}

/// <param name="Session">The key of a long-running process; null: there is none.</param>
internal sealed record TokenRequest(string[] Scopes, string? Scheme, string? TenantId, ClaimsPrincipal? User, bool ForceRefresh, string? Session = null);
