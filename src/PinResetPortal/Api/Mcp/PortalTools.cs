using System.ComponentModel;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using PinResetPortal.Api.Calls;
using PinResetPortal.Api.Diagnose;
using PinResetPortal.Api.Operations;
using PinResetPortal.Api.Plans;
using PinResetPortal.Api.Readiness;
using PinResetPortal.Api.Remediations;
using PinResetPortal.Api.Tenants;
using PinResetPortal.Work.Operations;
using PinResetPortal.Work.Readiness;
using PinResetPortal.Work.Tenants;
using PinResetPortal.Work.Troubleshooting;

namespace PinResetPortal.Api.Mcp;

/// <summary>The tools: each is an endpoint of the API. Only <c>repair</c> changes something.</summary>
[McpServerToolType]
internal sealed class PortalTools(InnerCall inner, ITenantCatalog catalog, IReadinessStore store, IReadinessService readiness, IRemediationService remediations, ITroubleshootingService troubleshooting, TimeProvider time)
{
    private const string Checks = "Ids of checks, separated by commas; left out: all that need no choice.";

    private const string Assign = "Whom a policy reaches: allDevices, allUsers, or object ids of groups, separated by commas.";

    private const string Template = "What a new policy holds: pinRecovery (as when left out) or helloBaseline.";

    private const string TurnHelloOn = "Whether Windows Hello may be switched on for the groups of assign where something switches it off.";

    private const string Scopes = "With checks=consent.grants: the scopes of the Service that the Client is granted, separated by commas. An inferred step.";

    private const string Name = "Name of a new policy; left out: the naming convention decides.";

    [McpServerTool(Name = "list_tenants", Title = "Tenants", ReadOnly = true, OpenWorld = false)]
    [Description("The caller's tenants with the verdict and stage of their last read. Filters are combined. No tenant is read. verdict null: not read yet.")]
    public Task<CallToolResult> ListTenantsAsync(
        CancellationToken cancellationToken,
        [Description("Only tenants with this verdict: Ready, NotReady or Unknown.")] string? verdict = null,
        [Description("Only tenants that have come so far: blocked, unknown, setUp, rollingOut, ready or proven.")] string? stage = null,
        [Description("Only tenants in which this check is Broken, by its id.")] string? check = null,
        [Description("Only tenants with this tag.")] string? tag = null,
        [Description("How many at most, 1 to 1000.")] int? limit = null) =>
        inner.AskAsync(
            call => TenantEndpoints.ListAsync(null, verdict, stage, check, tag, null, call, catalog, store, time, cancellationToken),
            query: limit is null ? default : QueryString.Create("limit", $"{limit}"));

    [McpServerTool(Name = "readiness", Title = "Readiness of a tenant", ReadOnly = true, OpenWorld = false)]
    [Description("Whether the users of a tenant can reset their PIN, and if not, why: verdict, stage, findings with their evidence. unread tells of a later read that could not see.")]
    public Task<CallToolResult> ReadinessAsync(
        [Description(Described.TenantId)] string tenantId, CancellationToken cancellationToken,
        [Description("true reads the tenant now; else the stored answer is returned if there is one.")] bool refresh = false) =>
        inner.AskAsync(call => ReadinessEndpoints.GetAsync(tenantId, refresh ? "true" : null, call, readiness, cancellationToken));

    [McpServerTool(Name = "diagnose", Title = "From an error to its causes", ReadOnly = true, OpenWorld = false)]
    [Description("From an error code, a message or the output of dsregcmd /status to causes in order of likelihood, with next steps. The text is neither stored nor logged.")]
    public Task<CallToolResult> DiagnoseAsync(
        [Description("What the user sees, up to 1 MB.")] string text, CancellationToken cancellationToken,
        [Description("The user's tenant: the answer is compared with its stored findings.")] string? tenantId = null) =>
        inner.AskAsync(call => DiagnoseEndpoints.DiagnoseAsync(call, troubleshooting, cancellationToken), new { text, tenantId });

    [McpServerTool(Name = "plan", Title = "What a repair would send", ReadOnly = true, OpenWorld = false)]
    [Description("Every request that a repair would send, in order, each setting now and then. Nothing is sent. planHash is what repair takes.")]
    public Task<CallToolResult> PlanAsync(
        [Description(Described.TenantId)] string tenantId, CancellationToken cancellationToken,
        [Description(Checks)] string? checks = null,
        [Description(Template)] string? template = null,
        [Description(Assign)] string? assign = null,
        [Description(Name)] string? name = null,
        [Description(TurnHelloOn)] bool turnHelloOn = false,
        [Description(Scopes)] string? scopes = null) =>
        inner.AskAsync(call => PlanEndpoints.GetAsync(tenantId, checks, name, assign, template, turnHelloOn ? "true" : null, scopes, call, remediations, cancellationToken));

    [McpServerTool(Name = "repair", Title = "Run a plan that was shown", ReadOnly = false, Destructive = true, OpenWorld = false)]
    [Description("Runs the plan with the given hash in the background; needs the role Operator. Give the same choices as to plan. Only after the person who asked has seen the plan's steps and agreed. Follow it with operation.")]
    public Task<CallToolResult> RepairAsync(
        [Description(Described.TenantId)] string tenantId,
        [Description("planHash of the plan that was shown.")] string planHash,
        CancellationToken cancellationToken,
        [Description(Checks)] string? checks = null,
        [Description(Template)] string? template = null,
        [Description(Assign)] string? assign = null,
        [Description(Name)] string? name = null,
        [Description(TurnHelloOn)] bool turnHelloOn = false,
        [Description(Scopes)] string? scopes = null) =>
        inner.AskAsync(
            call => RemediationEndpoints.StartAsync(tenantId, call, remediations, cancellationToken),
            new { checks = List(checks) is { Length: > 0 } ids && checks != RemediationRequest.All ? (object)ids : RemediationRequest.All, planHash, policy = new { name, template, turnHelloOn, assign = Reach(assign) }, scopes = List(scopes) });

    [McpServerTool(Name = "operation", Title = "A run", ReadOnly = true, OpenWorld = false)]
    [Description("One run, live, with Graph's answer to each request. It has ended when state is verified, notYetVisible, failed, cancelled or undone; only verified says that the tenant shows the repair.")]
    public Task<CallToolResult> OperationAsync([Description("id of the answer to repair.")] string id, CancellationToken cancellationToken) =>
        inner.AskAsync(call => OperationEndpoints.GetAsync(id, call, cancellationToken));

    private static object? Reach(string? assign) => assign switch
    {
        null or "" => null,
        PolicyChoiceReading.AllDevices or PolicyChoiceReading.AllUsers => assign,
        _ => new { groups = List(assign) },
    };

    private static string[] List(string? text) => text?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
}
