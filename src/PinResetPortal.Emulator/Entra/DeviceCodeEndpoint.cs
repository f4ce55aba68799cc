using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Features;
using PinResetPortal.Emulator.Directory;
using PinResetPortal.Emulator.Entra.Errors;
using PinResetPortal.Emulator.Entra.Pages;
using PinResetPortal.Emulator.Requests;
using PinResetPortal.Emulator.Tokens;

namespace PinResetPortal.Emulator.Entra;

/// <summary>
/// The device authorization grant (https://learn.microsoft.com/entra/identity-platform/v2-oauth2-device-code). The page for the code lives
/// here, not at microsoft.com/devicelogin; the sign-in behind it is that of authorize.
/// </summary>
internal static class DeviceCodeEndpoint
{
    public const string PagePath = "/common/oauth2/deviceauth";
    private const string DonePath = PagePath + "/done";
    private static readonly string[] _pageMethods = ["GET", "POST"];

    public static void MapDeviceCode(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/{tenant}/oauth2/v2.0/devicecode", IssueAsync);
        routes.MapMethods(PagePath, _pageMethods, EnterAsync);
        routes.MapGet(DonePath, Done);
    }

    /// <summary>Where the sign-in of a device ends.</summary>
    public static string DoneAddress(PublicAddress address, HttpRequest request) => address.Of(request) + DonePath;

    private static async Task<IResult> IssueAsync(HttpContext context, string tenant, EmulatorState state, DeviceCodes devices, PublicAddress address)
    {
        try
        {
            var form = context.Request.HasFormContentType ? await context.Request.ReadFormAsync(context.RequestAborted) : throw EntraErrors.MissingParameter("client_id");
            var clientId = form["client_id"].ToString() is { Length: > 0 } id ? id : throw EntraErrors.MissingParameter("client_id");
            var entry = context.Features.GetRequiredFeature<LoggedRequest>();
            (entry.TenantId, entry.ClientId) = (state.Find(tenant)?.Id.ToString("D"), clientId);
            if (tenant.ToLowerInvariant() is not ("common" or "organizations") && state.Find(tenant) is null)
            {
                throw EntraErrors.TenantNotFound(tenant);
            }

            var client = state.Registrations.Find(clientId) ?? throw EntraErrors.AppNotInTenant(clientId, state.Find(tenant)?.DisplayName ?? "Emulator");
            if (!client.AllowsPublicFlows)
            {
                throw EntraErrors.NoSecret();
            }

            var scope = form["scope"].ToString() is { Length: > 0 } asked ? asked : throw EntraErrors.MissingParameter("scope");
            var (deviceCode, request) = devices.Issue(client, tenant, scope);
            var page = address.Of(context.Request) + PagePath;
            return Results.Json(new JsonObject
            {
                ["user_code"] = request.UserCode,
                ["device_code"] = deviceCode,
                ["verification_uri"] = page,
                ["expires_in"] = DeviceCodes.LifetimeSeconds,
                ["interval"] = 5,
                ["message"] = $"To sign in, use a web browser to open the page {page} and enter the code {request.UserCode} to authenticate.",
            });
        }
        catch (EntraException e)
        {
            return EntraEndpoints.Error(context, e.Error, state.Time);
        }
    }

    /// <summary>A right code leads to the sign-in for the waiting application.</summary>
    private static async Task<IResult> EnterAsync(HttpContext context, DeviceCodes devices, PublicAddress address)
    {
        if (!HttpMethods.IsPost(context.Request.Method) || !context.Request.HasFormContentType)
        {
            return DevicePages.EnterCode(context, wrong: false);
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (devices.ByUserCode(form["otc"]) is not { } request)
        {
            return DevicePages.EnterCode(context, wrong: true);
        }

        (string Name, string Value)[] query =
        [
            ("client_id", request.Client.ClientId), ("response_type", "code"), ("redirect_uri", DoneAddress(address, context.Request)), ("response_mode", "query"),
            ("scope", request.Scope), ("state", request.UserCode), ("prompt", "select_account"),
        ];
        return Results.Redirect($"/{request.TenantName}/oauth2/v2.0/authorize?" + string.Join('&', query.Select(one => $"{one.Name}={Uri.EscapeDataString(one.Value)}")));
    }

    private static IResult Done(HttpContext context, DeviceCodes devices, string? state, string? code)
    {
        if (devices.ByUserCode(state) is not { } request)
        {
            return DevicePages.EnterCode(context, wrong: true);
        }

        request.Complete(code);
        return code is null
            ? SignInPages.Message(context, "You were not signed in", $"{request.Client.Name} on your device gets no access. You can close this window.")
            : SignInPages.Message(context, $"You have signed in to {request.Client.Name}", "You can go back to your device and close this window.");
    }
}
