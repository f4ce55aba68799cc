using Bunit;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Fakes;
using PinResetPortal.Work.Operations;
using Xunit;

namespace PinResetPortal.Components.Remediation;

public sealed class RunTests : ComponentTest
{
    private readonly Operation _run = Some.Operation(Some.Contoso, OperationState.Running, StepState.Sending);

    public RunTests()
    {
        Remediation.Operations.Add(_run);
        Readiness.Answers[Some.Contoso.Id] = Some.Readiness(
            Some.Contoso, Verdict.Ready, Some.Assessed(Some.Finding("consent.pin-reset-service", FindingStatus.Healthy, "The service is consented.")));
    }

    [Fact]
    public void Run_GoingOn_ShowsEachStateAsItComes()
    {
        var view = View();
        Assert.Contains("Sending", view.Find(".run-step").TextContent, StringComparison.Ordinal);

        Remediation.Replace(_run with { State = OperationState.Verifying, Steps = [_run.Steps[0] with { State = StepState.WaitingForReplication, Status = 201 }] });
        Time.Advance(TimeSpan.FromMilliseconds(500));

        view.WaitForAssertion(() => Assert.Contains("Waiting for replication", view.Find(".run-step").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void Run_Verified_ProvesItAndOffersUndo()
    {
        var view = View();
        Finish(OperationState.Verified);

        view.WaitForAssertion(() => Assert.Contains("The tenant is set up", view.Find(".proof").TextContent, StringComparison.Ordinal));
        Assert.Contains("The service is consented.", view.Find(".proof").TextContent, StringComparison.Ordinal);
        Assert.True(Offers(view, "Undo"));
    }

    [Fact]
    public void Run_UndoAsked_ShowsTheRequestsFirstAndThenUndoesOnce()
    {
        var undo = Some.Operation(Some.Contoso, OperationState.Pending, StepState.Pending, "cccccccc-0000-4000-8000-00000000000f");
        Remediation.UndoAnswer = new StartResult.Accepted(undo);
        var view = View();
        Finish(OperationState.Verified);
        view.WaitForAssertion(() => Assert.True(Offers(view, "Undo")));

        Button(view, "Undo").Click();
        Assert.Empty(Remediation.Undone);
        Assert.Equal("#undo-title", Focused()[^1]);
        Assert.Contains("DELETE /v1.0/servicePrincipals/{create-service}", view.Find(".undo-confirm").TextContent, StringComparison.Ordinal);

        Button(view, "Undo in Contoso").Click();
        Assert.Equal([_run.Id], Remediation.Undone);
        Assert.EndsWith($"?operation={undo.Id}", Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void Dialog_PlanBecomesARun_PutsTheFocusOnItsHeading()
    {
        var dialog = Render<RemediationDialog>(parameters => parameters.Add(one => one.Tenant, Some.Contoso).Add(one => one.Actor, Some.Actor(PortalRole.Operator)).Add(one => one.Fix, "all"));
        Assert.Equal(["#sheet-title"], Focused());

        dialog.Render(parameters => parameters.Add(one => one.Fix, null).Add(one => one.OperationId, _run.Id));
        dialog.Render();

        Assert.Equal(["#sheet-title", "#sheet-title"], Focused());
    }

    [Theory]
    [InlineData("policy.pin-recovery", 8, true)]
    [InlineData("policy.pin-recovery", 0, false)]
    [InlineData("consent.pin-reset-service", 8, false)]
    public void Run_Verified_OffersToAskTheDevicesWhereAPolicyIsNew(string check, int windows, bool offers)
    {
        Readiness.Answers[Some.Contoso.Id] = Readiness.Answers[Some.Contoso.Id] with { Devices = new(windows, windows, windows, 0, 0, 0, windows, Reports: true) };
        Remediation.Operations[0] = _run with { Checks = [check] };
        var view = View();
        Remediation.Replace(_run with { Checks = [check], State = OperationState.Verified, Steps = [_run.Steps[0] with { State = StepState.Done }] });
        Time.Advance(TimeSpan.FromMilliseconds(500));

        view.WaitForAssertion(() => Assert.Contains("the repair is there", view.Markup, StringComparison.Ordinal));
        Assert.Equal(offers, Offers(view, "Ask devices to check in"));
    }

    [Fact]
    public void Run_Failed_ShowsGraphsErrorAndRequestId()
    {
        Remediation.Operations[0] = _run with
        {
            State = OperationState.Failed,
            Steps = [_run.Steps[0] with { State = StepState.Failed, Status = 403, RequestId = "req-1", Error = "Forbidden: no role." }],
        };

        var step = View().Find(".run-step").TextContent;

        Assert.Contains("Forbidden: no role.", step, StringComparison.Ordinal);
        Assert.Contains("HTTP 403", step, StringComparison.Ordinal);
        Assert.Contains("req-1", step, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_Interrupted_OffersToFinish()
    {
        Remediation.Operations[0] = _run with { Interrupted = true };
        var view = View();

        Button(view, "Finish in Contoso").Click();

        Assert.Equal([_run.Id], Remediation.Resumed);
    }

    [Fact]
    public void Run_GoingOn_CanBeStopped()
    {
        Button(View(), "Stop before the next step").Click();

        Assert.Equal([_run.Id], Remediation.CancelledRuns);
    }

    [Fact]
    public void Run_Reader_SeesItAndHasNoButtonThatChangesAnything()
    {
        var view = View(PortalRole.Reader);
        Finish(OperationState.Verified);

        view.WaitForAssertion(() => Assert.Contains("Proof", view.Markup, StringComparison.Ordinal));
        Assert.False(Offers(view, "Undo"));
        Assert.False(Offers(view, "Stop"));
    }

    [Fact]
    public void Run_OfAnotherTenant_IsNotShown()
    {
        Remediation.Operations[0] = _run with { Key = TenantKey.OfHome(Some.Fabrikam.Id) };

        var view = View();

        Assert.Contains("There is no such run", view.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("servicePrincipals", view.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Manual_BothConsented_TurnsGreenByItself()
    {
        Readiness.Answers[Some.Contoso.Id] = Some.NotConsented(Some.Contoso);
        var view = Render<ManualRoute>(parameters => parameters.Add(route => route.Tenant, Some.Contoso).Add(route => route.Actor, Some.Actor(PortalRole.Operator)));
        Assert.All(
            view.FindAll("a").Where(link => link.GetAttribute("href")!.StartsWith("https://login.windows.net", StringComparison.Ordinal)),
            link => Assert.Contains($"/{Some.Contoso.Id}/oauth2/authorize", link.GetAttribute("href"), StringComparison.Ordinal));
        Assert.Contains("the page stays blank. That is expected", view.Markup, StringComparison.Ordinal);

        Readiness.Answers[Some.Contoso.Id] = Some.Readiness(
            Some.Contoso,
            Verdict.Ready,
            Some.Assessed(Some.Finding("consent.pin-reset-service", FindingStatus.Healthy)),
            Some.Assessed(Some.Finding("consent.pin-reset-client", FindingStatus.Healthy)));
        Time.Advance(TimeSpan.FromSeconds(5));

        view.WaitForAssertion(() => Assert.Contains("Both apps are consented in Contoso", view.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void Manual_NothingHappens_StopsAndSaysSo()
    {
        Readiness.Answers[Some.Contoso.Id] = Some.NotConsented(Some.Contoso);
        var view = Render<ManualRoute>(parameters => parameters.Add(route => route.Tenant, Some.Contoso).Add(route => route.Actor, Some.Actor(PortalRole.Operator)));

        var reads = 1;
        for (var second = 0; second < 700 && !view.Markup.Contains("stopped looking", StringComparison.Ordinal); second += 30)
        {
            Time.Advance(TimeSpan.FromSeconds(30));
            reads++;
            var expected = reads;
            view.WaitForState(() => Readiness.Calls.Count >= expected || view.Markup.Contains("stopped looking", StringComparison.Ordinal));
        }

        Assert.Contains("stopped looking", view.Markup, StringComparison.Ordinal);
        Assert.True(Offers(view, "Look again"));
    }

    private void Finish(OperationState state)
    {
        Remediation.Replace(_run with { State = state, Steps = [_run.Steps[0] with { State = StepState.Done, Status = 201, RequestId = "req-1" }] });
        Time.Advance(TimeSpan.FromMilliseconds(500));
    }

    private IRenderedComponent<RemediationDialog> View(PortalRole role = PortalRole.Operator) =>
        Render<RemediationDialog>(parameters => parameters
            .Add(dialog => dialog.Tenant, Some.Contoso)
            .Add(dialog => dialog.Actor, Some.Actor(role))
            .Add(dialog => dialog.OperationId, _run.Id));

    private List<string?> Focused() => [.. Browser.Invocations["focusOn"].Select(call => call.Arguments[0] as string)];
}
