using System.Text.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using PinResetPortal.Api.Calls;
using PinResetPortal.Exporting;
using PinResetPortal.SignIn;
using PinResetPortal.Work.Audit;
using PinResetPortal.Work.History;

namespace PinResetPortal.Api.EvidencePacks;

internal static class EvidenceEndpoints
{
    private const string JsonType = "application/json; charset=utf-8";

    public static void MapEvidence(this IEndpointRouteBuilder api)
    {
        api.MapGet("/tenants/{tenantId}/evidence", GetAsync)
            .WithName("getEvidence")
            .WithTags("Evidence")
            .WithSummary("The evidence pack of a tenant: verdict, findings with evidence, changes with request ids and verification, state of the audit chain.")
            .WithDescription("Made of what is stored; nothing is read from the tenant. auditEntries holds the newest 500. The last property is a signature over the bytes before it: keep the file as it is.")
            .Produces<EvidencePackResponse>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/evidence.csv", All)
            .WithName("getEvidenceCsv")
            .WithTags("Evidence")
            .WithSummary("One line for each of the caller's tenants: relationship, verdict, checks that are not healthy, changes.")
            .WithDescription("A table for spreadsheets: the first line names the columns; texts that a spreadsheet would run get an apostrophe.")
            .RequireRateLimiting(RateLimits.Exports)
            .Produces<string>(StatusCodes.Status200OK, "text/csv");
    }

    /// <summary>The same files for the browser, which carries a cookie and no token: <c>/export/evidence.csv</c>, <c>/export/evidence/{tenantId}.json</c>.</summary>
    public static void MapEvidenceExport(this IEndpointRouteBuilder app)
    {
        var export = app.MapGroup("/export").RequireAuthorization(PortalPolicies.Reader).ExcludeFromDescription();
        export.MapGet("/evidence.csv", All);
        export.MapGet("/evidence/{tenantId}.json", GetAsync);
    }

    private static async Task<IResult> GetAsync(
        [Takes<Guid>(Described.TenantId, Example = Described.TenantExample)] string tenantId,
        ApiCall call,
        ITenantRecords records,
        IFileSigner signer,
        IOptions<JsonOptions> json,
        CancellationToken cancellationToken)
    {
        var (tenant, problem) = await call.TenantAsync(tenantId, cancellationToken);
        if (tenant is null)
        {
            return problem;
        }

        var pack = EvidencePackResponse.From(await records.MakeAsync(tenant, call.Actor, cancellationToken));
        return TypedResults.Bytes(SignedJson.Write(JsonSerializer.SerializeToUtf8Bytes(pack, json.Value.SerializerOptions), signer), JsonType);
    }

    private static IResult All(ApiCall call, ITenantRecords records, CancellationToken cancellationToken)
    {
        var lines = records.AllAsync(call.Actor, cancellationToken);
        return Results.Stream(body => EvidenceCsv.WriteAsync(body, lines, cancellationToken), CsvTable.ContentType, "evidence.csv");
    }
}
