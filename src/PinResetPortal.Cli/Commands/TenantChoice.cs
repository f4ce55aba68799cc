using System.CommandLine;
using PinResetPortal.Cli.Calling;
using PinResetPortal.Cli.Outcomes;

namespace PinResetPortal.Cli.Commands;

/// <summary>A tenant by its id, or by a name or primary domain of the portal's list.</summary>
internal static class TenantChoice
{
    public static Argument<string> Argument() => new("tenant") { Description = "The tenant: its id, or its primary domain or name as the portal lists it." };

    public static async Task<Guid> FindAsync(Portal portal, string tenant, CancellationToken cancellationToken)
    {
        if (Guid.TryParse(tenant, out var id))
        {
            return id;
        }

        var (_, all) = await portal.ListAsync<TenantEntry>("api/v1/tenants", cancellationToken);
        var fitting = all.Where(one => tenant.Equals(one.DefaultDomain, StringComparison.OrdinalIgnoreCase)).ToList();
        if (fitting.Count == 0)
        {
            fitting = [.. all.Where(one => tenant.Equals(one.DisplayName, StringComparison.OrdinalIgnoreCase))];
        }

        return fitting.Count switch
        {
            1 => fitting[0].TenantId,
            0 => throw new StoppedException(ExitCode.Refused, $"None of your tenants has the id, primary domain or name '{tenant}': 'pinreset tenants' lists them."),
            _ => throw new StoppedException(ExitCode.Refused, $"{fitting.Count} of your tenants are called '{tenant}': give the id, as 'pinreset tenants' lists it."),
        };
    }
}
