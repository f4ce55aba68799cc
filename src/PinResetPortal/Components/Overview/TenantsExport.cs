using System.Globalization;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Exporting;
using PinResetPortal.SignIn;
using PinResetPortal.Work.Overview;

namespace PinResetPortal.Components.Overview;

/// <summary>The tenants of a view as a file: <c>/export/tenants.csv</c> with the view's own parameters. Rows are sent as they are read.</summary>
public static class TenantsExport
{
    public const string Path = "/export/tenants.csv";

    private static readonly string[] Columns =
        ["TenantId", "Name", "Domain", "Verdict", "LastChecked", "UnreadSince", "Consent", "Policy", "BrokenChecks", "CoveragePercent", "Stage", "DevicesReached", "DevicesArrived", "Relationship", "RelationshipEnds", "Tags"];

    public static IEndpointRouteBuilder MapTenantsExport(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(Path, Export).RequireAuthorization(PortalPolicies.Reader).ExcludeFromDescription();
        return endpoints;
    }

    private static IResult Export(HttpContext context, IOverviewStore overview, TimeProvider time, CancellationToken cancellationToken)
    {
        var actor = ActorFactory.From(context.User) ?? throw new InvalidOperationException("The caller is not authenticated.");
        var (view, notUnderstood) = OverviewView.Read(name => context.Request.Query.TryGetValue(name, out var value) ? value.ToString() : null);
        var named = context.Request.Query[OverviewView.Id].Select(text => TenantId.TryParse(text, null, out var id) ? id : (TenantId?)null).ToList();
        if (notUnderstood.Count > 0 || named.Contains(null))
        {
            // A file with more tenants than were asked for would be taken for what it is not.
            return Results.Problem(
                $"Not understood: {string.Join(", ", [.. notUnderstood, .. named.Contains(null) ? [OverviewView.Id] : Array.Empty<string>()])}.", statusCode: StatusCodes.Status400BadRequest, title: "Not a view");
        }

        var query = view.NamesTenants ? view.Query with { Only = [.. named.OfType<TenantId>()] } : view.Query;
        return Results.Stream(
            body => WriteAsync(body, write => overview.ReadAllAsync(actor.HomeTenantId, query, time.GetUtcNow(), write, cancellationToken), time.GetUtcNow(), cancellationToken),
            CsvTable.ContentType,
            "tenants.csv");
    }

    public static async Task WriteAsync(Stream body, Func<Func<OverviewRow, Task>, Task> readAll, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var table = new CsvTable(body, Columns);
        await readAll(row => table.WriteAsync(Cells(row, now), cancellationToken));
        await table.SendAsync(cancellationToken);
    }

    private static string[] Cells(OverviewRow row, DateTimeOffset now) =>
    [
        row.Tenant.Id.ToString(),
        row.Tenant.DisplayName,
        row.Tenant.DefaultDomain ?? "",
        row.Verdict?.ToString() ?? "NotChecked",
        row.ReadAt?.ToString("O", CultureInfo.InvariantCulture) ?? "",
        row.UnreadSince?.ToString("O", CultureInfo.InvariantCulture) ?? "",
        row.Consent?.ToString() ?? "",
        row.Policy?.ToString() ?? "",
        string.Join(' ', row.BrokenChecks),
        row.Coverage?.ToString(CultureInfo.InvariantCulture) ?? "",
        row.Stage?.ToString() ?? "",
        row.Devices?.Reached.ToString(CultureInfo.InvariantCulture) ?? "",
        row.Devices?.Arrived.ToString(CultureInfo.InvariantCulture) ?? "",
        row.Tenant.Relationship.Kind == RelationshipKind.Gdap ? $"Gdap{row.Tenant.Relationship.StateAt(now)}" : row.Tenant.Relationship.Kind.ToString(),
        row.Tenant.Relationship.EndsAt?.ToString("O", CultureInfo.InvariantCulture) ?? "",
        string.Join(", ", row.Tenant.Tags),
    ];
}
