using Bunit;
using PinResetPortal.Components.Shared;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Exporting;
using PinResetPortal.Fakes;
using PinResetPortal.Work.Audit;
using PinResetPortal.Work.Operations;
using Xunit;

namespace PinResetPortal.Components.History;

public sealed class HistoryTests : ComponentTest
{
    private readonly Operation _run = Some.Operation(Some.Contoso, OperationState.Verified, StepState.Done);

    [Fact]
    public async Task HistoryPage_Runs_SayWhoWhatAndHowItWasAnswered()
    {
        Remediation.Operations.Add(_run);
        await Audit.AppendAsync(Some.Record(Some.Contoso, "Fix of Contoso started"), Xunit.TestContext.Current.CancellationToken);

        var page = Page();

        var entry = page.Find(".operation-entry").TextContent;
        Assert.Contains("Verified", entry, StringComparison.Ordinal);
        Assert.Contains("ada@fabrikam.example", entry, StringComparison.Ordinal);
        Assert.Contains("0f1e2d3c-request", entry, StringComparison.Ordinal);
        Assert.Contains("present and enabled", entry, StringComparison.Ordinal);
        Assert.Contains("Fix of Contoso started", page.Markup, StringComparison.Ordinal);
        Assert.Contains("Chain verified: 1 entry", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Entries_OfEveryKind_HaveWordsForPeople()
    {
        var kinds = typeof(AuditActions).GetFields().Select(field => (string)field.GetRawConstantValue()!).ToList();

        Assert.True(kinds.Count > 20);
        Assert.DoesNotContain(kinds, kind => AuditTable.ActionWords(kind) == kind);
        Assert.Equal(kinds.Count, kinds.Select(AuditTable.ActionWords).Distinct().Count());
    }

    [Fact]
    public void HistoryPage_Trend_TellsSinceWhenWhatWasBroken()
    {
        Readiness.History.Add(new(Some.Contoso.Id, Verdict.Ready, Some.Now.AddHours(-3), [], Some.Now));
        Readiness.History.Add(new(Some.Contoso.Id, Verdict.NotReady, Some.Now.AddDays(-5), ["policy.pin-recovery"], Some.Now.AddDays(-1)));
        Overview.Changes.Add(new(Some.Contoso.Id, "Contoso", "policy.pin-recovery", FindingStatus.Broken, FindingStatus.Healthy, Some.Now.AddHours(-3)));

        var trend = Page().Find(".tenant-trend");

        Assert.Equal(["spark-bad", "spark-good"], trend.QuerySelectorAll("rect").Select(bar => bar.ClassName));
        var entries = trend.QuerySelectorAll(".trend-list li");
        Assert.Contains("3 hours ago", entries[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("PIN recovery not on", entries[1].TextContent, StringComparison.Ordinal);
        Assert.Contains("Checks that changed (1)", trend.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void HistoryPage_NeverChecked_SaysSo() => Assert.Contains("never checked", Page().Find(".tenant-trend").TextContent, StringComparison.Ordinal);

    [Fact]
    public void HistoryPage_Operator_IsOfferedUndo()
    {
        Remediation.Operations.Add(_run);

        Assert.Contains(Page().FindAll("a"), link => link.TextContent == "Undo…" && link.GetAttribute("href") == RemediationAddress.Run(Some.Contoso.Id, _run.Id));
    }

    [Fact]
    public void HistoryPage_Reader_IsNotOfferedUndo()
    {
        SignIn(PortalRole.Reader);
        Remediation.Operations.Add(_run);

        Assert.DoesNotContain(Page().FindAll("a"), link => link.TextContent == "Undo…");
    }

    [Fact]
    public void HistoryPage_ChainBroken_SaysWhere()
    {
        Audit.Problem = "Entry 3 of Contoso was altered.";

        var page = Page();

        Assert.Contains("Chain broken", page.Markup, StringComparison.Ordinal);
        Assert.Contains("Entry 3 of Contoso was altered.", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void HistoryPage_Empty_SaysSo() => Assert.Contains("Nothing was changed yet", Page().Markup, StringComparison.Ordinal);

    [Fact]
    public void HistoryPage_Loading_SaysSo()
    {
        Catalog.Gate = new TaskCompletionSource();

        Assert.Contains("Reading the records", Page().Find("[role=status]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void HistoryPage_AuditFails_TellsTheCorrelationId()
    {
        Audit.Failure = new InvalidOperationException();

        Assert.Contains("The records could not be read.", Page().Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void HistoryPage_UnknownTenant_SaysSo() =>
        Assert.Equal("Tenant not found", Render<HistoryPage>(parameters => parameters.Add(page => page.Id, "dddddddd-0000-4000-8000-00000000000d")).Find("h1").TextContent);

    [Fact]
    public void HistoryPage_NoRole_IsForbidden()
    {
        SignIn(PortalRole.None);

        Assert.Contains("You may not see this", Page().Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void ActivityPage_Runs_NameTheirTenant()
    {
        Remediation.Operations.Add(_run);

        var page = Render<ActivityPage>();

        Assert.Contains("Fix in Contoso", page.Markup, StringComparison.Ordinal);
        Assert.Contains(page.FindAll("a"), link => link.GetAttribute("href") == "/export/audit.csv");
    }

    [Fact]
    public async Task ActivityPage_OtherHomesTenants_AreNotShown()
    {
        var stranger = Some.Contoso with { Id = TenantId.Parse("eeeeeeee-0000-4000-8000-00000000000e", null), DisplayName = "Stranger" };
        Remediation.Operations.Add(Some.Operation(stranger, OperationState.Verified, StepState.Done, "cccccccc-0000-4000-8000-00000000000e") with { Key = TenantKey.OfHome(stranger.Id) });
        Remediation.Operations.Add(_run);
        await Audit.AppendAsync(Some.Record(Some.Contoso, "Fix of Contoso started"), Xunit.TestContext.Current.CancellationToken);
        await Audit.AppendAsync(Some.Record(stranger, "Fix of a stranger started") with { Key = TenantKey.OfHome(stranger.Id) }, Xunit.TestContext.Current.CancellationToken);

        var page = Render<ActivityPage>();

        Assert.Contains("Fix of Contoso started", page.Markup, StringComparison.Ordinal);
        Assert.Contains("Fix in Contoso", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("stranger", page.Markup, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(stranger.Id.ToString(), page.Markup, StringComparison.Ordinal);
        Assert.Contains("Chain verified: 1 entry", page.Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("=HYPERLINK(\"http://evil.example\")")]
    [InlineData("+1+1")]
    [InlineData("-1")]
    [InlineData("@SUM(A1)")]
    public async Task AuditExport_FormulaInAText_IsNotAFormulaAnyMore(string text)
    {
        await Audit.AppendAsync(Some.Record(Some.Contoso, text), Xunit.TestContext.Current.CancellationToken);

        using var body = new MemoryStream();
        await AuditFile.WriteCsvAsync(body, write => Audit.ReadAllAsync(Audit.Entries[0].Record.Key.Home, null, write, Xunit.TestContext.Current.CancellationToken), Xunit.TestContext.Current.CancellationToken);
        var csv = System.Text.Encoding.UTF8.GetString(body.ToArray());

        Assert.Contains("'" + text.Replace("\"", "\"\"", StringComparison.Ordinal), csv, StringComparison.Ordinal);
        Assert.StartsWith("TenantId,Sequence,At,ActorId,ActorName,Action,OperationId,Summary,Detail,PreviousHash,Hash", csv, StringComparison.Ordinal);
    }

    private IRenderedComponent<HistoryPage> Page() =>
        Render<HistoryPage>(parameters => parameters.Add(page => page.Id, Some.Contoso.Id.ToString()));
}
