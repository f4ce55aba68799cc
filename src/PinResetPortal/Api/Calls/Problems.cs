using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Core.Troubleshooting.Text;
using PinResetPortal.Tracing;

namespace PinResetPortal.Api.Calls;

/// <summary>Every refusal of the API, as RFC 9457 problem details whose <c>detail</c> says what to do.</summary>
internal static class Problems
{
    public const string ContentType = "application/problem+json";

    private const string TypePrefix = "urn:pinresetportal:problem:";

    public static ProblemHttpResult BadRequest(HttpContext context, string? detail, int status = StatusCodes.Status400BadRequest) =>
        Create(context, status, "bad-request", "The request cannot be understood", detail ?? "");

    public static ProblemHttpResult Invalid(HttpContext context, IReadOnlyDictionary<string, string> errors) =>
        Create(context, StatusCodes.Status400BadRequest, "invalid-body", "The body is not valid",
            string.Join(" ", errors.Values), ("errors", errors.ToDictionary(error => error.Key, error => new[] { error.Value })));

    public static ProblemHttpResult BadTenantId(HttpContext context, string tenantId) =>
        BadRequest(context, $"'{tenantId}' is not a tenant id. Use the tenant's GUID, as GET /api/v1/tenants lists it.");

    public static ProblemHttpResult BadOperationId(HttpContext context, string id) =>
        BadRequest(context, $"'{id}' is not an operation id. Use the id that POST …/remediations answered with.");

    public static ProblemHttpResult TenantNotFound(HttpContext context, TenantId tenantId) =>
        Create(context, StatusCodes.Status404NotFound, "tenant-not-found", "Unknown tenant",
            $"The tenant {tenantId} is neither your home tenant nor was it one of its customers when they were read last. GET /api/v1/tenants lists the tenants you can use; with refresh=true it reads the customers first.");

    public static ProblemHttpResult PersonNotFound(HttpContext context, Guid userId) =>
        Create(context, StatusCodes.Status404NotFound, "person-not-found", "Unknown user", $"The tenant has no user {userId}. GET …/people?search= finds users.");

    public static ProblemHttpResult DeviceNotFound(HttpContext context) =>
        Create(context, StatusCodes.Status404NotFound, "device-not-found", "Not a device of this user",
            "The user is not the primary user of a Windows device with this id. Leave device out; the answer lists the user's devices.");

    public static ProblemHttpResult OperationNotFound(HttpContext context, Guid id) =>
        Create(context, StatusCodes.Status404NotFound, "operation-not-found", "Unknown operation",
            $"There is no operation {id} in the tenants that you can use. Check the id.");

    public static ProblemHttpResult PolicyNotDeployed(HttpContext context, string policyId) =>
        Create(context, StatusCodes.Status404NotFound, "policy-not-deployed", "Not a policy of the portal",
            $"The portal did not deploy a policy {policyId} in this tenant, so there is no difference to accept. The finding policy.drift names the ones it did.");

    public static ProblemHttpResult BadScanId(HttpContext context, string id) =>
        BadRequest(context, $"'{id}' is not a scan id. Use the id that POST /api/v1/scans answered with.");

    public static ProblemHttpResult ScanNotFound(HttpContext context, Guid id) =>
        Create(context, StatusCodes.Status404NotFound, "scan-not-found", "Unknown scan", $"There is no scan {id} of your home tenant. GET /api/v1/scans lists the last ones.");

    public static ProblemHttpResult BulkRepairNotFound(HttpContext context, string id) =>
        Create(context, StatusCodes.Status404NotFound, "bulk-repair-not-found", "Unknown bulk repair", $"There is no bulk repair '{id}' of your home tenant. GET /api/v1/bulk-repairs lists the last ones.");

    public static ProblemHttpResult BulkPlanNotFound(HttpContext context, string id, string tenantId) =>
        Create(context, StatusCodes.Status404NotFound, "bulk-plan-not-found", "Unknown plan", $"There is no plan for tenant '{tenantId}' in a bulk repair '{id}' of your home tenant. GET /api/v1/bulk-repairs/{id}/items lists its tenants.");

    public static ProblemHttpResult BadDestinationId(HttpContext context, string id) =>
        BadRequest(context, $"'{id}' is not a destination id. Use the id that GET /api/v1/destinations lists.");

    public static ProblemHttpResult DestinationNotFound(HttpContext context) =>
        Create(context, StatusCodes.Status404NotFound, "destination-not-found", "Unknown destination", "There is no such destination of your home tenant. GET /api/v1/destinations lists them.");

    public static ProblemHttpResult BadReportId(HttpContext context, string id) =>
        BadRequest(context, $"'{id}' is not a report id. Use the id that GET /api/v1/reports lists.");

    public static ProblemHttpResult ReportNotFound(HttpContext context) =>
        Create(context, StatusCodes.Status404NotFound, "report-not-found", "Unknown report", "There is no such report of your home tenant. GET /api/v1/reports lists them.");

    public static ProblemHttpResult KeyOfAnotherRequest(HttpContext context) =>
        Create(context, StatusCodes.Status422UnprocessableEntity, "key-of-another-request", "The Idempotency-Key belongs to another request",
            "You gave this Idempotency-Key to a request with another body or query within the last 24 hours. Give each request a key of its own.");

    public static ProblemHttpResult KeyStillRunning(HttpContext context) =>
        Create(context, StatusCodes.Status409Conflict, "key-still-running", "The first request with this Idempotency-Key is not answered yet",
            "The same request is running. Send it again after Retry-After: then you get its answer.");

    public static ProblemHttpResult KeyAbandoned(HttpContext context) =>
        Create(context, StatusCodes.Status409Conflict, "key-abandoned", "The first request with this Idempotency-Key ended without an answer",
            "How far it came is not known. Look at what it was to make or change first; if it is not there, send the request with another key.");

    public static ProblemHttpResult NotNow(HttpContext context, string why) =>
        Create(context, StatusCodes.Status409Conflict, "not-now", "Not in this state", why);

    public static ProblemHttpResult ChangedMeanwhile(HttpContext context) =>
        Create(context, StatusCodes.Status409Conflict, "changed-meanwhile", "Somebody else was faster",
            "Somebody else finished, cancelled or took back this run at the same moment, so nothing was done. GET the operation and look at it again.");

    public static ProblemHttpResult CheckNotFound(HttpContext context, string checkId) =>
        Create(context, StatusCodes.Status404NotFound, "check-not-found", "Unknown check",
            $"There is no check '{checkId}'. Use a checkId of GET /api/v1/tenants/{{tenantId}}/readiness, or 'all'.");

    public static ProblemHttpResult PlanChanged(HttpContext context, string currentHash) =>
        Create(context, StatusCodes.Status409Conflict, "plan-changed", "The plan has changed",
            "The tenant or the choice of policy is not what the plan was made for. GET the plan again, look at it, and send its planHash.",
            ("planHash", currentHash));

    /// <param name="operationId">Null: another home tenant's, of which nothing is told.</param>
    public static ProblemHttpResult Busy(HttpContext context, Guid? operationId)
    {
        if (operationId is null)
        {
            return Create(context, StatusCodes.Status409Conflict, "tenant-busy", "Another operation is not finished",
                "Another operation of the same tenant is not finished. Try again in a few minutes.");
        }

        var location = $"/api/v1/operations/{operationId}";
        context.Response.Headers.Location = location;
        return Create(context, StatusCodes.Status409Conflict, "tenant-busy", "Another operation is not finished",
            $"Operation {operationId} of the same tenant is not finished. Wait for it, resume it or cancel it, then try again.",
            ("operation", location));
    }

    public static ProblemHttpResult NothingToDo(HttpContext context, string why) =>
        Create(context, StatusCodes.Status409Conflict, "nothing-to-do", "There is nothing to do", why);

    public static ProblemHttpResult Denied(HttpContext context, PortalRole needed) =>
        Create(context, StatusCodes.Status403Forbidden, "role-missing", "Your portal role does not allow this",
            $"This needs the app role {needed} of the portal. Ask whoever manages the portal in Entra ID to assign it to you or to the application.");

    /// <summary>Work that goes on after the request could not be done as the caller, so it is not accepted.</summary>
    public static ProblemHttpResult NoAccess(HttpContext context, UnreadableReason reason) =>
        reason.Kind is UnreadableKind.Throttled or UnreadableKind.Unavailable or UnreadableKind.NotUnderstood or UnreadableKind.CredentialRefused
            ? Upstream(context, reason)
            : Create(context, StatusCodes.Status403Forbidden, "no-access", "This cannot be done as you",
                $"Nothing was started. {reason.Message} {reason.NextStep}".Trim(),
                reason.Challenge?.Claims is { } claims ? [("claims", claims)] : []);

    /// <summary>Entra, Graph or Partner Center did not do what it was asked.</summary>
    public static ProblemHttpResult Upstream(HttpContext context, UnreadableReason reason) =>
        Create(context, StatusCodes.Status502BadGateway, "upstream-refused", "Microsoft's side refused or did not answer", $"{reason.Message} {reason.NextStep}".Trim(),
            [.. new (string Key, object? Value)[] { ("code", reason.Code), ("status", reason.Status), ("requestId", reason.RequestId) }
                .Where(part => part.Value is not null).Select(part => ($"upstream{char.ToUpperInvariant(part.Key[0])}{part.Key[1..]}", part.Value ?? ""))]);

    public static ProblemHttpResult TextTooLong(HttpContext context) =>
        Create(context, StatusCodes.Status413PayloadTooLarge, "text-too-long", "The text is too long", PastedText.TooLong);

    public static ProblemHttpResult TooMany(HttpContext context, int seconds, string limit) =>
        Create(context, StatusCodes.Status429TooManyRequests, "too-many-requests", "Too many requests",
            $"You have sent more requests than Portal:{limit} allows. Try again in {seconds} s.");

    public static ProblemHttpResult Unexpected(HttpContext context) =>
        Create(context, StatusCodes.Status500InternalServerError, "unexpected", "Something unexpected happened",
            "The portal could not answer. Try again; if it happens again, look for the traceId in the portal's log.");

    /// <summary>For what the framework refuses by itself, with an empty body.</summary>
    public static ProblemHttpResult ForStatus(HttpContext context, int status) => status switch
    {
        StatusCodes.Status401Unauthorized => Create(context, status, "sign-in-required", "A valid token is needed",
            "Send an access token for this portal in the Authorization header (Bearer …), issued to one of the tenants in Portal:AllowedTenants."),
        StatusCodes.Status403Forbidden => Denied(context, PortalRole.Reader),
        StatusCodes.Status404NotFound => Create(context, status, "not-found", "There is nothing at this address", "GET /openapi/v1.json lists the addresses of the API."),
        StatusCodes.Status405MethodNotAllowed => Create(context, status, "method-not-allowed", "The address does not take this method", "The Allow header names the methods it takes."),
        StatusCodes.Status413PayloadTooLarge => Create(context, status, "body-too-long", "The body is too long", "The API takes bodies of at most 1 MB. Send fewer tenants or checks at once, or \"all\"."),
        StatusCodes.Status415UnsupportedMediaType => Create(context, status, "not-json", "The body is not JSON", "Send JSON with the header Content-Type: application/json."),
        StatusCodes.Status503ServiceUnavailable => Create(context, status, "entra-unreachable", "Tokens cannot be checked at the moment",
            "The portal has not been able to read Entra's signing keys since it started, so it does not know whether the token is valid. Try again after the seconds in Retry-After; the portal's log says what is in the way."),
        _ => Create(context, status, $"status-{status}", "The request was refused", "See /openapi/v1.json for what this address takes."),
    };

    private static ProblemHttpResult Create(
        HttpContext context, int status, string type, string title, string detail, params (string Key, object Value)[] extensions)
    {
        var problem = new ProblemDetails
        {
            Type = TypePrefix + type,
            Title = title,
            Status = status,
            Detail = detail,
            Instance = context.Features.Get<IExceptionHandlerPathFeature>()?.Path ?? context.Request.Path,
        };
        problem.Extensions["traceId"] = CorrelationId.Of(context);
        foreach (var (key, value) in extensions)
        {
            problem.Extensions[key] = value;
        }

        return TypedResults.Problem(problem);
    }
}
