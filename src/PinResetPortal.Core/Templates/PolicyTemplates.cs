namespace PinResetPortal.Core.Templates;

/// <summary>The template that plans and checks use: what was read last (<c>PolicyTemplateSettings</c>), or what is configured.</summary>
public sealed class PolicyTemplates(PolicyTemplateOptions options)
{
    private PolicyTemplate? _saved;

    public PolicyTemplate Current => _saved ?? Configured;

    /// <summary>What holds as long as nobody saved a template.</summary>
    public PolicyTemplate Configured { get; } = PolicyTemplate.From(options);

    public void Use(PolicyTemplate? saved) => _saved = saved;
}
