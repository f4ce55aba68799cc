using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Features;
using PinResetPortal.Emulator.Directory;
using PinResetPortal.Emulator.Entra.Errors;
using PinResetPortal.Emulator.Faults;
using PinResetPortal.Emulator.Requests;

namespace PinResetPortal.Emulator.Entra;

/// <summary>The token endpoint over HTTP.</summary>
internal static class EntraEndpoints
{
    public static void MapToken(this IEndpointRouteBuilder routes)
    {
        foreach (var path in new[] { "/{tenant}/oauth2/v2.0/token", "/{tenant}/oauth2/token" })
        {
            routes.MapPost(path, AnswerAsync);
            routes.MapGet(path, (HttpContext context, EmulatorState state) => Error(context, EntraErrors.PostOnly("GET").Error, state.Time));
        }
    }

    public static IResult Error(HttpContext context, EntraError error, TimeProvider time)
    {
        var correlationId = context.Request.Headers["client-request-id"].ToString() is { Length: > 0 } sent ? sent : Guid.NewGuid().ToString("D");
        return Json(context, error.ToJson(time.GetUtcNow(), correlationId), error.Status);
    }

    private static async Task<IResult> AnswerAsync(HttpContext context, string tenant, TokenEndpoint endpoint, EmulatorState state, FaultSettings faults)
    {
        await faults.DelayAsync(context.RequestAborted);
        if (!context.Request.HasFormContentType)
        {
            return Error(context, EntraErrors.MissingParameter("grant_type").Error, state.Time);
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var entry = context.Features.GetRequiredFeature<LoggedRequest>();
        entry.TenantId = state.Find(tenant)?.Id.ToString("D");
        entry.ClientId = ClientCredentials.IdOf(form, context.Request.Headers.Authorization);
        try
        {
            return Json(context, endpoint.Answer(tenant, form, context.Request.Headers.Authorization), 200);
        }
        catch (EntraException e)
        {
            return Error(context, e.Error, state.Time);
        }
    }

    private static IResult Json(HttpContext context, JsonObject body, int status)
    {
        context.Response.Headers.CacheControl = "no-store, no-cache";
        context.Response.Headers.Pragma = "no-cache";
        return Results.Text(body.ToJsonString(), "application/json; charset=utf-8", statusCode: status);
    }
}
