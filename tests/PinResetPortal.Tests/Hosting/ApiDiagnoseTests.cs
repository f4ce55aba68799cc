using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using PinResetPortal.Core.Troubleshooting.Text;

namespace PinResetPortal.Hosting;

public sealed class ApiDiagnoseTests(PortalHost host) : IClassFixture<PortalHost>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Diagnose_AsReader_AnswersFromTheStoredFindings()
    {
        var answer = await AnswerAsync(new { tenantId = FakeTenantCatalog.Customer.ToString(), text = "Something went wrong, CAA20004" });

        Assert.Contains(answer["recognised"]!.AsArray(), item => (string?)item!["kind"] == "code" && (string?)item["value"] == "CAA20004");
        var first = answer["causes"]![0]!;
        Assert.Equal("consent.pin-reset-service", (string?)first["checkId"]);
        Assert.Equal("confirmed", (string?)first["standing"]);
        Assert.True((bool?)first["fixable"]);
        Assert.Contains("Admin consent has not been given.", (string)first["evidence"]!, StringComparison.Ordinal);
        Assert.NotEmpty((string)first["title"]!);
        Assert.NotEmpty((string)first["nextStep"]!);
        Assert.Null(answer["dsregcmd"]);
        Assert.True(answer.AsObject().ContainsKey("dsregcmd"));
        Assert.False(host.Readiness.LastRefresh);
    }

    [Fact]
    public async Task Diagnose_DsregcmdWithoutTenant_GivesFieldsAndExplanations()
    {
        var answer = await AnswerAsync(new { text = $"NgcSet : YES\nCanReset : DestructiveOnly\nTenantId : {FakeTenantCatalog.Customer}\nAzureAdJoined : YES" });

        Assert.Equal("DestructiveOnly", (string?)answer["dsregcmd"]!["CanReset"]);
        Assert.Contains(answer["recognised"]!.AsArray(), item => (string?)item!["kind"] == "dsregcmd");
        Assert.Equal("policy.pin-recovery", (string?)answer["causes"]![0]!["checkId"]);
        Assert.Contains(answer["explanations"]!.AsArray(), item => (string?)item!["field"] == "TenantId" && ((string)item["meaning"]!).Contains("Northwind", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Diagnose_UnknownCode_SaysSo()
    {
        var answer = await AnswerAsync(new { text = "AADSTS9999999" });

        Assert.Equal("AADSTS9999999", (string?)answer["unknown"]![0]!["value"]);
        Assert.Empty(answer["causes"]!.AsArray());
    }

    [Fact]
    public async Task Diagnose_TenantOfSomebodyElse_Is404()
    {
        using var answer = await SendAsync(new { tenantId = FakeTenantCatalog.Stranger.ToString(), text = "CAA20004" });

        await answer.ProblemAsync(HttpStatusCode.NotFound, "tenant-not-found");
    }

    [Theory]
    [InlineData("""{"text":"CAA20004","tenantId":"not a guid"}""", "bad-request", "is not a tenant id")]
    [InlineData("""{"text":""}""", "invalid-body", "text is missing or empty")]
    [InlineData("""{"tenantId":null}""", "invalid-body", "text is missing or empty")]
    [InlineData("""{"text":"CAA20004","tenant":"x"}""", "invalid-body", "no field 'tenant'")]
    [InlineData("""{"text":"CAA20004","tenantId":7}""", "invalid-body", "tenantId is the tenant's GUID")]
    [InlineData("[]", "invalid-body", "JSON object")]
    [InlineData("{", "invalid-body", "not valid JSON")]
    public async Task Diagnose_BadBody_SaysWhatIsWrong(string body, string type, string said)
    {
        using var reader = host.Reader();
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await reader.PostAsync("/api/v1/diagnose", content, Token);

        var problem = await answer.ProblemAsync(HttpStatusCode.BadRequest, type);
        Assert.Contains(said, (string)problem["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Diagnose_OneMegabyte_IsAccepted()
    {
        var answer = await AnswerAsync(new { text = "CAA20004 " + new string('\u0001', PastedText.MaxBytes - 9) });

        Assert.Equal("CAA20004", (string?)answer["recognised"]![0]!["value"]);
    }

    [Theory]
    [InlineData(PastedText.MaxBytes + 1)]
    [InlineData(8 * PastedText.MaxBytes)]
    public async Task Diagnose_MoreThanOneMegabyte_Is413WithASentence(int characters)
    {
        using var answer = await SendAsync(new { text = new string('a', characters) });

        var problem = await answer.ProblemAsync(HttpStatusCode.RequestEntityTooLarge, "text-too-long");
        Assert.Contains("longer than 1 MB", (string)problem["detail"]!, StringComparison.Ordinal);
    }

    private async Task<JsonNode> AnswerAsync(object body)
    {
        using var answer = await SendAsync(body);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.JsonAsync();
    }

    private async Task<HttpResponseMessage> SendAsync(object body)
    {
        using var reader = host.Reader();
        return await reader.PostAsJsonAsync("/api/v1/diagnose", body, Token);
    }
}
