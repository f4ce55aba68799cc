using Microsoft.Extensions.Options;

namespace PinResetPortal.Core.Policies;

/// <summary>The template that plans and checks use: what was read last (<see cref="PolicyTemplateSettings"/>), or what is configured.</summary>
public sealed class PolicyTemplates(IOptions<PolicyTemplateOptions> options)
{
    private PolicyTemplate? _saved;

    public PolicyTemplate Current => _saved ?? Configured;

    /// <summary>What holds as long as nobody saved a template.</summary>
    public PolicyTemplate Configured { get; } = PolicyTemplate.From(options.Value);

    internal void Use(PolicyTemplate? saved) => _saved = saved;
}
