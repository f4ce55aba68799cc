using System.Reflection;
using Bunit;
using PinResetPortal.Components.Shared;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Field;
using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Fakes;
using PinResetPortal.Work.Operations;
using PinResetPortal.Work.Tenants;
using Xunit;

namespace PinResetPortal.Components.Remediation;

public sealed class PlanTests : ComponentTest
{
    private static readonly AccessFacts MayWriteApps = new(ActorKind.User, [KnownRoles.ApplicationAdministrator], ["Application.ReadWrite.All"]);

    public PlanTests()
    {
        Navigation.NavigateTo(RemediationAddress.Plan(Some.Contoso.Id, "all"));
        Remediation.Plan = choice => Some.Plan(Some.Contoso, "hash-1", MayWriteApps, Some.CreateService, Some.CreatePolicy(choice.Name ?? "WIN - PIN recovery"), Some.AssignPolicy);
    }

    [Fact]
    public void Plan_Planning_SaysSo()
    {
        Remediation.PlanGate = new TaskCompletionSource();

        Assert.Contains("working out what to send", Plan().Find("[role=status]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_Ready_ShowsExactlyWhatIsSent()
    {
        var plan = Plan();

        Assert.Equal(
            ["POST /v1.0/servicePrincipals", "POST /beta/deviceManagement/configurationPolicies", "POST /beta/deviceManagement/configurationPolicies/{create-policy}/assign"],
            plan.FindAll(".step-card .request > summary").Select(summary => summary.TextContent.Trim()));
        Assert.Contains("\"appId\": \"b8456c59-1230-44c7-a4a2-99b085333e84\"", plan.Find("pre").TextContent, StringComparison.Ordinal);
        Assert.Contains("Undo: Delete the service principal again", plan.Markup, StringComparison.Ordinal);
        Assert.Empty(Remediation.Started);
    }

    [Fact]
    public void Plan_ScopesToChoose_NothingIsSentBeforeOneIsTicked()
    {
        Remediation.Plan = choice => new PlanResult.Planned(Some.Plan(Some.Contoso, "hash-1", MayWriteApps, choice.Scopes.Count == 0 ? [] : [Some.CreateService with { IsInferred = true }]).Plan with
        {
            ScopesToChoose = [new("user_impersonation", "Access the service"), new("other", null)],
        }, Some.Facts(Some.Contoso));
        var plan = Plan();
        Assert.False(Offers(plan, "Run in"));
        Assert.Contains("No page of Microsoft says which grants PIN reset needs", plan.Find("fieldset").TextContent, StringComparison.Ordinal);
        Assert.All(plan.FindAll("fieldset input"), box => Assert.False(box.HasAttribute("checked")));
        Assert.Contains(plan.FindAll("a"), link => link.GetAttribute("href")!.StartsWith("https://login.windows.net/", StringComparison.Ordinal));

        plan.FindAll("fieldset input")[0].Change(true);

        Assert.Contains("scopes=user_impersonation", Navigation.Uri, StringComparison.Ordinal);
        var chosen = Plan(scopes: "user_impersonation");
        Assert.Contains("Inferred", chosen.Find(".step-card").TextContent, StringComparison.Ordinal);
        Assert.True(Offers(chosen, "Run in"));
    }

    /// <summary>Nobody is asked whom a policy shall reach where it is only taken away from those who have it.</summary>
    [Fact]
    public void Plan_AssignmentsAreTakenAway_NobodyIsAskedForAnAudience()
    {
        Remediation.Plan = _ => Some.Plan(Some.Contoso, "hash-1", null, Some.AssignPolicy);
        Assert.NotEmpty(Plan().FindAll("#policy-assign"));

        Remediation.Plan = _ => Some.Plan(Some.Contoso, "hash-1", null, Some.AssignPolicy with { Change = Some.AssignPolicy.Undo.Change });
        Assert.Empty(Plan().FindAll("#policy-assign"));
    }

    [Fact]
    public void Plan_Warnings_AreShownWithAndWithoutSteps()
    {
        Remediation.Plan = _ => new PlanResult.Planned(Some.Plan(Some.Contoso, "hash-1", null, Some.AssignPolicy).Plan with { Warnings = ["Group Pilot has no member."] }, Some.Facts(Some.Contoso));
        Assert.Contains("Group Pilot has no member.", Plan().Find("[role=alert]").TextContent, StringComparison.Ordinal);

        Remediation.Plan = _ => new PlanResult.Planned(Some.Plan(Some.Contoso, "hash-1").Plan with { Warnings = ["Group Pilot has no member."] }, Some.Facts(Some.Contoso));
        Assert.Contains("Group Pilot has no member.", Plan().Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_Access_SaysWhatThePersonHas()
    {
        var needs = Plan().FindAll(".needs").Select(list => list.TextContent).ToList();

        Assert.Contains("Application.ReadWrite.All: you have it", needs[0], StringComparison.Ordinal);
        Assert.Contains("Role Cloud Application Administrator: you have it", needs[0], StringComparison.Ordinal);
        Assert.Contains("Role Intune Administrator: you do not have it", needs[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_ScopeMissing_LinksToSignInAndBackToThisPlan()
    {
        var link = Plan().FindAll("a").Single(anchor => anchor.TextContent.Contains("come back to this plan", StringComparison.Ordinal)).GetAttribute("href")!;

        Assert.Contains("scopes=DeviceManagementConfiguration.ReadWrite.All", link, StringComparison.Ordinal);
        Assert.Contains(Uri.EscapeDataString($"/tenants/{Some.Contoso.Id}?fix=all"), link, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_Confirmed_StartsWhatWasShownInTheNamedTenant()
    {
        var run = Some.Operation(Some.Contoso, OperationState.Pending, StepState.Pending);
        Remediation.StartAnswer = new StartResult.Accepted(run);

        Button(Plan(), "Run in Contoso").Click();

        var started = Assert.Single(Remediation.Started);
        Assert.Equal((Some.Contoso.Id, "hash-1"), (started.TenantId, started.Hash));
        Assert.Null(started.Checks);
        Assert.EndsWith($"?operation={run.Id}", Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_OfOneCheck_StartsOnlyThatCheck()
    {
        Remediation.StartAnswer = new StartResult.Accepted(Some.Operation(Some.Contoso, OperationState.Pending, StepState.Pending));

        Button(Plan(fix: "consent.pin-reset-service"), "Run in Contoso").Click();

        Assert.Equal(["consent.pin-reset-service"], Assert.Single(Remediation.Started).Checks!);
    }

    [Fact]
    public void Plan_TenantChanged_PlansAgainAndSaysWhy()
    {
        Remediation.StartAnswer = new StartResult.PlanChanged(new RemediationPlan(Some.Contoso.Id, [], "hash-2"));
        var plan = Plan();
        Remediation.Plan = _ => Some.Plan(Some.Contoso, "hash-2", MayWriteApps, Some.CreateService);

        Button(plan, "Run in Contoso").Click();

        Assert.Contains("nothing was sent", plan.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Single(plan.FindAll(".step-card"));
    }

    [Fact]
    public void Plan_AnotherRunGoesOn_LinksToIt()
    {
        var other = Guid.NewGuid();
        Remediation.StartAnswer = new StartResult.Busy(other);
        var plan = Plan();

        Button(plan, "Run in Contoso").Click();

        Assert.Contains(plan.FindAll("a"), link => link.GetAttribute("href") == RemediationAddress.Run(Some.Contoso.Id, other));
    }

    [Fact]
    public void Plan_Reader_SeesItButHasNoButton()
    {
        var plan = Plan(role: PortalRole.Reader);

        Assert.False(Offers(plan, "Run in"));
        Assert.Contains("somebody with the role Operator can run it", plan.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_ReaderForcesTheButton_IsDeniedByTheService()
    {
        var view = Render<PlanView>(parameters => parameters
            .Add(plan => plan.Tenant, Some.Contoso)
            .Add(plan => plan.Actor, Some.Actor(PortalRole.Reader))
            .Add(plan => plan.Plan, Some.Plan(Some.Contoso, "hash-1", null, Some.CreateService).Plan)
            .Add(plan => plan.Access, Some.Facts(Some.Contoso).Access)
            .Add(plan => plan.Choice, ChoiceInAddress.From(null, null, null, null, false)));
        var start = typeof(PlanView).GetMethod("StartAsync", BindingFlags.Instance | BindingFlags.NonPublic)!;

        await view.InvokeAsync(() => (Task)start.Invoke(view.Instance, null)!);
        view.Render();

        Assert.Empty(Remediation.Started);
        Assert.Equal(1, Remediation.Denied);
        Assert.Contains("this needs the portal role Operator", view.Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_AllUsersChosen_StandsInTheAddressAndIsPlanned()
    {
        var plan = Plan();

        plan.Find("input[value=allUsers]").Change("allUsers");

        Assert.EndsWith("?fix=all&assign=allUsers", Navigation.Uri, StringComparison.Ordinal);
        Plan(assign: "allUsers");
        Assert.Equal(AssignmentTarget.AllUsers, Remediation.Planned[^1].Assign!.Target);
    }

    [Fact]
    public void Plan_GroupsWithoutAGroup_CannotRun() =>
        Assert.True(Button(Plan(assign: "groups"), "Run in Contoso").HasAttribute("disabled"));

    [Fact]
    public void Plan_GroupSearch_ShowsMembersAndPutsTheChoiceInTheAddress()
    {
        Groups.Answer = new Fact<IReadOnlyList<GroupHit>>.Known([new GroupHit("eeeeeeee-0000-4000-8000-00000000000e", "Pilot", 18, false)]);
        var plan = Plan(assign: "groups");

        plan.Find("input[type=search]").Input("pil");
        Time.Advance(TimeSpan.FromSeconds(1));

        plan.WaitForAssertion(() => Assert.Contains("18 members", plan.Markup, StringComparison.Ordinal));
        plan.Find("input[type=checkbox]").Change(true);
        Assert.EndsWith("groups=eeeeeeee-0000-4000-8000-00000000000e", Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_GroupsCannotBeRead_SaysWhatToDo()
    {
        Groups.Answer = new UnreadableReason(UnreadableKind.PermissionMissing, "Groups could not be read.", "Consent to GroupMember.Read.All.");
        var plan = Plan(assign: "groups");

        plan.Find("input[type=search]").Input("pil");
        Time.Advance(TimeSpan.FromSeconds(1));

        plan.WaitForAssertion(() => Assert.Contains("Groups could not be read. Consent to GroupMember.Read.All.", plan.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void Plan_Empty_SaysNothingToSend()
    {
        Remediation.Plan = _ => Some.Plan(Some.Contoso, "empty");

        Assert.Contains("Nothing to send", Plan().Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_EmptyBecauseTheTenantCouldNotBeRead_SaysWhy()
    {
        var plan = Some.Plan(Some.Contoso, "empty");
        Remediation.Plan = _ => plan with { Facts = plan.Facts with { Intents = new UnreadableReason(UnreadableKind.RoleMissing, "Your account lacks Intune read.") } };

        var markup = Plan().Markup;

        Assert.Contains("could not see what is missing", markup, StringComparison.Ordinal);
        Assert.Contains("lacks Intune read", markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_Fails_TellsTheCorrelationId()
    {
        Remediation.Failure = new InvalidOperationException("inner detail");

        var plan = Plan();

        Assert.Contains("The repair could not be planned.", plan.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("inner detail", plan.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_AsScript_ShowsTheScript() =>
        Assert.Contains("Connect-MgGraph", Plan(tab: "script").Find("pre").TextContent, StringComparison.Ordinal);

    private IRenderedComponent<RemediationDialog> Plan(string fix = "all", string? assign = null, string? tab = null, PortalRole role = PortalRole.Operator, string? scopes = null) =>
        Render<RemediationDialog>(parameters => parameters
            .Add(dialog => dialog.Tenant, Some.Contoso)
            .Add(dialog => dialog.Actor, Some.Actor(role))
            .Add(dialog => dialog.Fix, fix)
            .Add(dialog => dialog.Assign, assign)
            .Add(dialog => dialog.Scopes, scopes)
            .Add(dialog => dialog.Tab, tab));
}
