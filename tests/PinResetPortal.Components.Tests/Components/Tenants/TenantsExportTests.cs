using System.Text;
using PinResetPortal.Components.Overview;
using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Findings;
using PinResetPortal.Fakes;
using PinResetPortal.Work.Overview;
using Xunit;

namespace PinResetPortal.Components.Tenants;

public sealed class TenantsExportTests
{
    [Theory]
    [InlineData("=HYPERLINK(1)")]
    [InlineData("+1")]
    [InlineData("-1")]
    [InlineData("@SUM(A1)")]
    public async Task Cell_ThatLooksLikeAFormula_IsDefused(string name)
    {
        var lines = await WriteAsync([Row(name)]);

        Assert.Contains($",'{name},", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Row_Checked_HasEveryColumn()
    {
        var lines = await WriteAsync([Row("Contoso, \"Ltd\"")]);

        Assert.Equal("TenantId,Name,Domain,Verdict,LastChecked,UnreadSince,Consent,Policy,BrokenChecks,CoveragePercent,Stage,DevicesReached,DevicesArrived,Relationship,RelationshipEnds,Tags", lines[0]);
        Assert.Equal(
            "aaaaaaaa-0000-4000-8000-000000000001,\"Contoso, \"\"Ltd\"\"\",contoso.example,NotReady,2026-11-22T14:03:10.0000000+00:00,2026-11-20T14:03:10.0000000+00:00,Broken,Healthy,consent.user-access policy.conflict,70,Blocked,8,5,GdapActive,,\"a, b\"",
            lines[1]);
    }

    [Fact]
    public async Task ManyRows_AreSentBeforeTheLastIsRead()
    {
        using var body = new MemoryStream();
        var sentEarly = 0L;

        await TenantsExport.WriteAsync(
            body,
            async write =>
            {
                for (var row = 0; row < 1000; row++)
                {
                    await write(Row("Contoso"));
                }

                sentEarly = body.Length;
            },
            Some.Now,
            Xunit.TestContext.Current.CancellationToken);

        Assert.InRange(sentEarly, 1, body.Length - 1);
        Assert.Equal(1001, Encoding.UTF8.GetString(body.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    private static OverviewRow Row(string name) => new(
        Some.Contoso with { DisplayName = name, Tags = ["a", "b"] }, Verdict.NotReady, Some.Now, FindingStatus.Broken, FindingStatus.Healthy, 70, ["consent.user-access", "policy.conflict"], [], Some.Now.AddDays(-2))
    { Stage = TenantStage.Blocked, Devices = new(8, 8, 8, 0, 5, 0, 3, Reports: true) };

    private static async Task<string[]> WriteAsync(IReadOnlyList<OverviewRow> rows)
    {
        using var body = new MemoryStream();
        await TenantsExport.WriteAsync(
            body,
            async write =>
            {
                foreach (var row in rows)
                {
                    await write(row);
                }
            },
            Some.Now,
            Xunit.TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(body.ToArray()).Split("\r\n");
    }
}
