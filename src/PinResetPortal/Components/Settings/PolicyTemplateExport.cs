using System.Text;
using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Remediation;
using PinResetPortal.SignIn;
using PinResetPortal.Work.Operations;
using PinResetPortal.Work.Templates;

namespace PinResetPortal.Components.Settings;

/// <summary>The template as a settings catalog policy in Graph's JSON, which Intune and other tools import: <c>/export/policy-template.json</c>.</summary>
public static class PolicyTemplateExport
{
    public static IEndpointRouteBuilder MapPolicyTemplateExport(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/export/policy-template.json", async (HttpContext context, PolicyTemplateSettings templates, IChangeExecutor executor, CancellationToken cancellationToken) =>
            {
                var actor = ActorFactory.From(context.User) ?? throw new InvalidOperationException("The caller is not authenticated.");
                var template = (await templates.ReadAsync(actor.HomeTenantId, cancellationToken)).Value;
                var draft = new PolicyDraft(template.Name, "Policy template of PinResetPortal.", template.Settings, template.SettingsDocument);
                var body = executor.Describe(new PlannedChange.CreateConfigurationPolicy(draft)).Body ?? throw new InvalidOperationException("The request that creates a policy has no body.");
                return Results.File(Encoding.UTF8.GetBytes(body), "application/json", "policy-template.json");
            })
            .RequireAuthorization(PortalPolicies.Reader)
            .ExcludeFromDescription();
        return endpoints;
    }
}
