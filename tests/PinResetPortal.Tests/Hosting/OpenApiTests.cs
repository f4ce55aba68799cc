namespace PinResetPortal.Hosting;

public sealed class OpenApiTests(PortalHost host) : IClassFixture<PortalHost>
{
    [Fact]
    public async Task Document_WithoutToken_ListsEveryPathWithSummaryAndRefusals()
    {
        using var client = host.Caller(null);

        var document = await (await client.GetAsync("/openapi/v1.json", TestContext.Current.CancellationToken)).JsonAsync();

        Assert.Equal(
            [
                "/api/v1/audit",
                "/api/v1/audit/verify",
                "/api/v1/bulk-repairs",
                "/api/v1/bulk-repairs/{id}",
                "/api/v1/bulk-repairs/{id}/continue",
                "/api/v1/bulk-repairs/{id}/items",
                "/api/v1/bulk-repairs/{id}/items/{tenantId}/plan",
                "/api/v1/bulk-repairs/{id}/retry",
                "/api/v1/bulk-repairs/{id}/start",
                "/api/v1/bulk-repairs/{id}/stop",
                "/api/v1/bulk-repairs/{id}/undo",
                "/api/v1/destinations",
                "/api/v1/destinations/{id}",
                "/api/v1/destinations/{id}/deliveries",
                "/api/v1/destinations/{id}/secret",
                "/api/v1/destinations/{id}/test",
                "/api/v1/diagnose",
                "/api/v1/evidence.csv",
                "/api/v1/operations/{id}",
                "/api/v1/operations/{id}/cancel",
                "/api/v1/operations/{id}/resume",
                "/api/v1/operations/{id}/undo",
                "/api/v1/portal",
                "/api/v1/portal/keys",
                "/api/v1/reports",
                "/api/v1/reports/{id}",
                "/api/v1/reports/{id}/preview",
                "/api/v1/reports/{id}/send",
                "/api/v1/scans",
                "/api/v1/scans/{id}",
                "/api/v1/scans/{id}/cancel",
                "/api/v1/scans/{id}/items",
                "/api/v1/tenants",
                "/api/v1/tenants/{tenantId}",
                "/api/v1/tenants/{tenantId}/devices/sync",
                "/api/v1/tenants/{tenantId}/drift/{policyId}/acceptance",
                "/api/v1/tenants/{tenantId}/evidence",
                "/api/v1/tenants/{tenantId}/offboarding",
                "/api/v1/tenants/{tenantId}/offboarding/export",
                "/api/v1/tenants/{tenantId}/onboarding",
                "/api/v1/tenants/{tenantId}/onboarding/consent",
                "/api/v1/tenants/{tenantId}/people",
                "/api/v1/tenants/{tenantId}/people/{userId}",
                "/api/v1/tenants/{tenantId}/plan",
                "/api/v1/tenants/{tenantId}/readiness",
                "/api/v1/tenants/{tenantId}/remediations",
                "/api/v1/tenants/{tenantId}/sign-ins",
                "/api/v1/tenants/{tenantId}/tags",
            ],
            document["paths"].Fields().Order(StringComparer.Ordinal));
        foreach (var (_, methods) in document["paths"]!.AsObject())
        {
            foreach (var (_, operation) in methods!.AsObject())
            {
                Assert.NotEmpty((string)operation!["summary"]!);
                Assert.NotNull(operation["security"]![0]!["bearer"]);
                Assert.Contains("401", operation["responses"].Fields());
                Assert.Contains("403", operation["responses"].Fields());
                Assert.Contains("429", operation["responses"].Fields());
            }
        }

        Assert.Equal("bearer", (string?)document["components"]!["securitySchemes"]!["bearer"]!["scheme"]);
    }

    [Fact]
    public async Task Document_RemediationRequest_DescribesBothFormsOfChecks()
    {
        using var client = host.Caller(null);

        var document = await (await client.GetAsync("/openapi/v1.json", TestContext.Current.CancellationToken)).JsonAsync();

        var schemas = document["components"]!["schemas"]!;
        Assert.Equal(2, schemas["CheckSelection"]!["oneOf"]!.AsArray().Count);
        Assert.Equal(2, schemas["AssignmentSelection"]!["oneOf"]!.AsArray().Count);
        Assert.Equal(["checks", "planHash"], schemas["RemediationRequest"]!["required"]!.AsArray().Select(name => (string?)name));
    }
}
