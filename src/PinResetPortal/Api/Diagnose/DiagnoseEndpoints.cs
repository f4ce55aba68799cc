using Microsoft.AspNetCore.Mvc;
using PinResetPortal.Api.Calls;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Troubleshooting;

namespace PinResetPortal.Api.Diagnose;

internal static class DiagnoseEndpoints
{
    public static void MapDiagnose(this IEndpointRouteBuilder api) =>
        api.MapPost("/diagnose", DiagnoseAsync)
            .WithName("diagnose")
            .ReadsOnly()
            .WithTags("Troubleshooting")
            .WithSummary("From an error code, a message or the output of dsregcmd /status to causes and next steps.")
            .WithDescription("Causes come in order of likelihood, compared with the stored findings of the tenant if one is given. The text is read in memory: it is neither stored nor logged.")
            .WithMetadata(new RequestSizeLimitAttribute(DiagnoseRequestReading.LargestBody))
            .Accepts<DiagnoseRequest>("application/json")
            .Produces<DiagnoseResponse>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType);

    private static async Task<IResult> DiagnoseAsync(ApiCall call, ITroubleshootingService troubleshooting, CancellationToken cancellationToken)
    {
        if (!call.Context.Request.HasJsonContentType())
        {
            return Problems.ForStatus(call.Context, StatusCodes.Status415UnsupportedMediaType);
        }

        var request = await DiagnoseRequestReading.ReadAsync(call.Context.Request, cancellationToken);
        if (request.IsTooLong)
        {
            return Problems.TextTooLong(call.Context);
        }

        if (request.Errors.Count > 0 || request.Text is not { } text)
        {
            return Problems.Invalid(call.Context, request.Errors);
        }

        TenantId? tenantId = null;
        if (request.TenantId is { } wanted)
        {
            var (tenant, problem) = await call.TenantAsync(wanted, cancellationToken);
            if (tenant is null)
            {
                return problem;
            }

            tenantId = tenant.Id;
        }

        var diagnosis = await troubleshooting.DiagnoseAsync(tenantId, call.Actor, text, fresh: false, cancellationToken);
        return diagnosis is null ? Problems.TenantNotFound(call.Context, tenantId.GetValueOrDefault()) : TypedResults.Ok(DiagnoseResponse.From(diagnosis));
    }
}
