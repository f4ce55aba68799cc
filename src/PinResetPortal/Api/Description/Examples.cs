using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using PinResetPortal.Api.BulkRepairs;
using PinResetPortal.Api.Destinations;
using PinResetPortal.Api.Diagnose;
using PinResetPortal.Api.Drift;
using PinResetPortal.Api.Offboarding;
using PinResetPortal.Api.Remediations;
using PinResetPortal.Api.Reports;
using PinResetPortal.Api.Scans;
using PinResetPortal.Api.Tenants;

namespace PinResetPortal.Api.Description;

/// <summary>A body for each request that takes one, as somebody would send it.</summary>
internal sealed class Examples : IOpenApiSchemaTransformer
{
    private const string PlanHash = "0f6a3c0e5b7d4c1e9a2b8d7f6e5c4b3a2918070605f4e3d2c1b0a9f8e7d6c5b4";

    internal static IReadOnlyDictionary<Type, string> Bodies { get; } = new Dictionary<Type, string>
    {
        [typeof(AddTenantRequest)] = """{"tenant":"contoso.example"}""",
        [typeof(OffboardingRequest)] = """{"confirm":"a0000003-0000-4000-8000-000000000003"}""",
        [typeof(TagsRequest)] = """{"tags":["gold","school"]}""",
        [typeof(RemediationRequest)] = $$$"""{"checks":["policy.pin-recovery"],"policy":{"assign":{"groups":["66666666-6666-4666-8666-666666666666"]} },"planHash":"{{{PlanHash}}}"}""",
        [typeof(ScanRequest)] = """{"tenants":"all","refresh":true}""",
        [typeof(BulkRepairRequest)] = """{"tenants":"all","checks":"all","assign":"allDevices"}""",
        [typeof(BulkStartRequest)] = $$"""{"planHash":"{{PlanHash}}","confirmation":"fix 37 tenants","pilot":1}""",
        [typeof(DestinationRequest)] = """
            {"name":"Ticket system","channel":"webhook","settings":{"url":"https://tickets.fabrikam.example/pin-reset"},"enabled":true,
             "route":{"kinds":["problemOpened","problemRecovered"],"tags":["gold"],"severity":"warning"},"quiet":{"from":"22:00","to":"06:30","timeZone":"Europe/Berlin","then":"digest"}}
            """,
        [typeof(ReportRequest)] = """
            {"name":"Weekly report","rhythm":"weekly","weekday":"monday","at":"07:00","timeZone":"Europe/Berlin","tag":"gold",
             "destinationId":"77777777-7777-4777-8777-777777777777","to":["service@fabrikam.example"]}
            """,
        [typeof(DiagnoseRequest)] = """{"text":"Something went wrong, CAA20004","tenantId":"a0000003-0000-4000-8000-000000000003"}""",
        [typeof(DriftAcceptanceRequest)] = """{"note":"The customer wants Windows Hello off on kiosks.","owner":"olga@fabrikam.example","until":"2027-06-30T00:00:00Z"}""",
    };

    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.JsonPropertyInfo is null && Bodies.TryGetValue(context.JsonTypeInfo.Type, out var body))
        {
            schema.Examples = [JsonNode.Parse(body) ?? new JsonObject()];
        }

        return Task.CompletedTask;
    }
}
