using System.Collections.Concurrent;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Core.Templates;

/// <summary>
/// The template that plans and checks use, for each home tenant: what was read last (<c>PolicyTemplateSettings</c>), or what is configured.
/// </summary>
public sealed class PolicyTemplates(PolicyTemplateOptions options)
{
    private readonly ConcurrentDictionary<TenantId, PolicyTemplate> _saved = new();

    /// <summary>What holds as long as nobody saved a template.</summary>
    public PolicyTemplate Configured { get; } = PolicyTemplate.From(options);

    public PolicyTemplate Of(TenantId homeTenantId) => _saved.GetValueOrDefault(homeTenantId, Configured);

    /// <param name="saved">Null: the home tenant has none of its own.</param>
    public void Use(TenantId homeTenantId, PolicyTemplate? saved)
    {
        if (saved is null)
        {
            _saved.TryRemove(homeTenantId, out _);
        }
        else
        {
            _saved[homeTenantId] = saved;
        }
    }
}
