namespace PinResetPortal.Core.Registration.Printing;

/// <summary>Placeholders of a script by the names that its language has for them.</summary>
internal sealed class Variables
{
    private readonly List<(string Placeholder, string Name)> _all = [];

    public Variables(RegistrationScript script)
    {
        Add(Placeholders.ApplicationId, "application");
        Add(Placeholders.ClientId, "client");
        Add(Placeholders.PrincipalId, "principal");
        Add(RegistrationScript.Tenant, "tenant");
        Add(RegistrationScript.Identity, "identity");
        foreach (var resource in script.Resources)
        {
            Add(Placeholders.Resource(resource), resource == PortalPermissions.MicrosoftGraph ? "graph" : "partner_center");
        }

        foreach (var (lookup, index) in script.Lookups.Select((lookup, index) => (lookup, index + 1)))
        {
            Add(lookup.Placeholder, $"permission_{index}");
        }

        foreach (var ((_, placeholder), index) in script.Admins.Select((admin, index) => (admin, index + 1)))
        {
            Add(placeholder, $"admin_{index}");
        }
    }

    public string Of(string placeholder) => _all.Single(one => one.Placeholder == placeholder).Name;

    /// <summary>The text with every placeholder replaced.</summary>
    /// <param name="write">How the language writes the value of a variable into a text.</param>
    public string In(string text, Func<string, string> write) =>
        _all.Aggregate(text, (now, one) => now.Replace(one.Placeholder, write(one.Name), StringComparison.Ordinal));

    private void Add(string placeholder, string name) => _all.Add((placeholder, name));
}
