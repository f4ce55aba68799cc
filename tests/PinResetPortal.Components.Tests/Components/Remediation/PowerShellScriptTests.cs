using PinResetPortal.Core.Remediation;
using PinResetPortal.Fakes;
using Xunit;

namespace PinResetPortal.Components.Remediation;

public sealed class PowerShellScriptTests
{
    [Fact]
    public void For_Plan_ConnectsToExactlyThisTenantWithItsScopes()
    {
        var script = Script(Some.CreateService, Some.AssignPolicy);

        Assert.Contains(
            $"Connect-MgGraph -TenantId '{Some.Contoso.Id}' -Scopes 'Application.ReadWrite.All', 'DeviceManagementConfiguration.ReadWrite.All' -NoWelcome\n", script, StringComparison.Ordinal);
        Assert.Contains($"if ((Get-MgContext).TenantId -ne '{Some.Contoso.Id}')", script, StringComparison.Ordinal);
    }

    [Fact]
    public void For_Plan_SendsEachStepInOrder()
    {
        var script = Script(Some.CreateService, Some.CreatePolicy("Hello"), Some.AssignPolicy);

        var lines = script.Split('\n').Where(line => line.Contains("Invoke-MgGraphRequest", StringComparison.Ordinal)).ToList();
        Assert.Equal(3, lines.Count);
        Assert.Contains("-Method 'POST' -Uri ('/v1.0/servicePrincipals') -Body $body", lines[0], StringComparison.Ordinal);
        Assert.Contains("-Uri ('/beta/deviceManagement/configurationPolicies') -Body $body", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void For_StepOnAnObjectMadeBefore_UsesItsId() =>
        Assert.Contains(
            "-Uri ('/beta/deviceManagement/configurationPolicies/{create-policy}/assign'.Replace('{create-policy}', $created['create-policy']))",
            Script(Some.CreatePolicy("Hello"), Some.AssignPolicy),
            StringComparison.Ordinal);

    [Fact]
    public void For_LiteralTenantIdInASetting_IsLeftAlone()
    {
        var step = Some.CreatePolicy("Hello") with { Request = new PlannedRequest("POST", "/beta/x", """{"id":"device_vendor_msft_passportforwork_{tenantid}"}""") };

        Assert.Contains("passportforwork_{tenantid}", Script(step), StringComparison.Ordinal);
        Assert.DoesNotContain(".Replace(", Script(step), StringComparison.Ordinal);
    }

    [Fact]
    public void For_RequestWithoutBody_SendsNone()
    {
        var step = Some.CreateService with { Request = new PlannedRequest("DELETE", "/v1.0/servicePrincipals/1", null) };

        Assert.DoesNotContain("-Body", Script(step), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plain", "'plain'")]
    [InlineData("it's", "'it''s'")]
    [InlineData("$(Remove-Item /)", "'$(Remove-Item /)'")]
    [InlineData("curly \u2018 \u2019 \u201A \u201B", "'curly \u2018\u2018 \u2019\u2019 \u201A\u201A \u201B\u201B'")]
    public void Quoted_AnyText_CannotLeaveTheString(string text, string expected) => Assert.Equal(expected, PowerShellScript.Quoted(text));

    [Fact]
    public void For_NameWithLineBreak_StaysInItsComment()
    {
        var step = Some.CreateService with { Summary = "Create\r\nRemove-MgUser -All\u2028Remove-MgUser" };

        Assert.DoesNotContain(Script(step).Split('\n', '\r', '\u2028'), line => line.StartsWith("Remove-MgUser", StringComparison.Ordinal));
    }

    [Fact]
    public void For_QuoteInTheBody_IsDoubled() =>
        Assert.Contains("\"name\": \"Bob''s policy\"", Script(Some.CreatePolicy("Bob's policy")), StringComparison.Ordinal);

    private static string Script(params PlannedStep[] steps) => PowerShellScript.For(Some.Contoso, new RemediationPlan(Some.Contoso.Id, steps, "hash"));
}
