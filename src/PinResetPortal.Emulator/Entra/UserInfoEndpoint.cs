using System.Text.Json.Nodes;
using PinResetPortal.Emulator.Directory;
using PinResetPortal.Emulator.Entrance;
using PinResetPortal.Emulator.Tokens;

namespace PinResetPortal.Emulator.Entra;

/// <summary>
/// The UserInfo endpoint that discovery names; it belongs to Microsoft Graph and takes its tokens
/// (https://learn.microsoft.com/entra/identity-platform/userinfo).
/// </summary>
internal static class UserInfoEndpoint
{
    private static readonly string[] _methods = ["GET", "POST"];

    public static void MapUserInfo(this IEndpointRouteBuilder routes) => routes.MapMethods("/oidc/userinfo", _methods, Answer);

    private static IResult Answer(HttpContext context, GraphGate gate, EmulatorState state)
    {
        var (caller, _, refusal) = gate.Check(GraphGate.TokenOf(context.Request));
        if (refusal is null && (caller!.IsApplication || !caller.Permissions.Contains("openid")))
        {
            refusal = GraphResponses.Error(403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.");
        }

        if (refusal is not null)
        {
            var requestId = Guid.NewGuid().ToString("D");
            GraphResponses.AddInnerError(refusal, state.Time.GetUtcNow(), requestId, requestId);
            foreach (var (name, value) in refusal.Headers)
            {
                context.Response.Headers[name] = value;
            }

            return Results.Text(refusal.Body!.ToJsonString(), GraphResponses.ContentTypeOf(refusal), statusCode: refusal.Status);
        }

        var user = state.FindUser(caller!.HomeTenantId, caller.ObjectId);
        return Results.Json(new JsonObject
        {
            ["sub"] = TokenIssuer.Subject(caller.ObjectId, caller.ClientId.ToString("D")),
            ["name"] = user?.DisplayName,
            ["family_name"] = user?.DisplayName.Split(' ')[^1],
            ["given_name"] = user?.DisplayName.Split(' ')[0],
            ["picture"] = "https://graph.microsoft.com/v1.0/me/photo/$value",
            ["email"] = user?.UserPrincipalName,
        });
    }
}
