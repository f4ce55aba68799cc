using PinResetPortal.Core.Field;
using PinResetPortal.Core.Templates;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Settings;

namespace PinResetPortal.Work.Templates;

/// <summary>Reads and saves the template of a home tenant. It is read again with every tenant, so that several instances plan the same.</summary>
public sealed class PolicyTemplateSettings(PortalSettings settings, PolicyTemplates templates)
{
    public const string Key = "policy-template";

    public async Task<Setting<PolicyTemplate>> ReadAsync(TenantId homeTenantId, CancellationToken cancellationToken)
    {
        var current = await settings.GetAsync(homeTenantId, Key, templates.Configured, cancellationToken);
        templates.Use(homeTenantId, current.Version == 0 ? null : current.Value);
        return current;
    }

    /// <param name="version">The version that was edited.</param>
    /// <exception cref="ArgumentException">The template has problems (<see cref="PolicyTemplateValidation.Problems"/>).</exception>
    public async Task<EditOutcome<Setting<PolicyTemplate>>> SaveAsync(PolicyTemplate template, int version, Actor actor, CancellationToken cancellationToken)
    {
        if (PolicyTemplateValidation.Problems(template) is [var first, ..])
        {
            throw new ArgumentException(first, nameof(template));
        }

        var summary = $"Changed the policy template: version {template.Version}, {Numbers.Of(template.Settings.Count, "setting", "settings")}";
        var outcome = await settings.SaveAsync(Key, template, version, summary, actor, cancellationToken);
        await ReadAsync(actor.HomeTenantId, cancellationToken);
        return outcome;
    }
}
