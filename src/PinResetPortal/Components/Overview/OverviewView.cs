using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Overview;

namespace PinResetPortal.Components.Overview;

/// <summary>A view of the overview as it stands in the address: a link to it shows a colleague the same.</summary>
/// <param name="Favourites">Only the favourites, which each browser keeps for itself.</param>
public sealed record OverviewView(OverviewQuery Query, bool Favourites)
{
    public const string Id = "id";

    /// <summary>All tenants, what needs somebody first.</summary>
    public static readonly OverviewView Everything = new(new OverviewQuery { Sort = OverviewSort.Verdict }, Favourites: false);

    public static readonly IReadOnlyList<(string Words, OverviewView View)> Presets =
    [
        ("All tenants", Everything),
        ("Not checked for some days", Of(query => query with { Stale = true, Sort = OverviewSort.LastChecked })),
        ("Relationship ends soon", Of(query => query with { Relationship = OverviewRelationship.Expiring })),
        ("Not readable at the last try", Of(query => query with { Unread = true })),
        ("Favourites", Everything with { Favourites = true }),
    ];

    /// <summary>Only the tenants that this scan could not read.</summary>
    public Guid? Scan { get; init; }

    /// <summary>The tenant in the drawer.</summary>
    public TenantId? Open { get; init; }

    /// <summary>Whether it leaves tenants out; the order does not count.</summary>
    public bool Filters => Rows != Everything with { Query = Everything.Query with { Sort = Query.Sort, Descending = Query.Descending } };

    /// <summary>How many filters are set beside text, verdict, stage and fault, which are seen anyway.</summary>
    public int FurtherFilters => new object?[] { Query.Consent, Query.Policy, Query.Tag, Query.Relationship, Scan }.Count(one => one is not null)
        + (Query.Stale ? 1 : 0) + (Query.Unread ? 1 : 0) + (Favourites ? 1 : 0);

    /// <summary>The same tenants in the same order, whatever is open.</summary>
    public OverviewView Rows => Open is null ? this : this with { Open = null };

    /// <summary>Whether its tenants have to be named to whoever does not see this browser or this scan.</summary>
    public bool NamesTenants => Favourites || Scan is not null;

    public static OverviewView Read(Uri address)
    {
        var values = QueryHelpers.ParseQuery(address.Query);
        return Read(name => values.TryGetValue(name, out var value) ? value.ToString() : null).View;
    }

    /// <param name="value">The value of a name; null: it is not there.</param>
    /// <returns>The view, and the names whose values are not understood: they were left out.</returns>
    public static (OverviewView View, IReadOnlyList<string> NotUnderstood) Read(Func<string, string?> value)
    {
        var wrong = new List<string>();
        var query = new OverviewQuery
        {
            Text = Text("q"),
            Verdict = Word<OverviewVerdict>("verdict"),
            Stage = Word<TenantStage>("stage"),
            Consent = Word<FindingStatus>("consent"),
            Policy = Word<FindingStatus>("policy"),
            BrokenCheck = Text("check"),
            Tag = Text("tag"),
            Relationship = Word<OverviewRelationship>("relationship"),
            Stale = Only("checked", "stale"),
            Unread = Only("read", "failed"),
            Sort = Word<OverviewSort>("sort") ?? Everything.Query.Sort,
            Descending = Only("order", "desc"),
        };
        return (new OverviewView(query, Only("show", "favourites")) { Scan = Parsed<Guid>("scan"), Open = Parsed<TenantId>("open") }, wrong);

        string? Text(string name) => value(name) is { Length: > 0 } text ? text : null;

        bool Only(string name, string word)
        {
            if (Text(name) is { } text && text != word)
            {
                wrong.Add(name);
            }

            return Text(name) == word;
        }

        T? Parsed<T>(string name)
            where T : struct, IParsable<T>
        {
            if (Text(name) is not { } text)
            {
                return null;
            }

            if (T.TryParse(text, CultureInfo.InvariantCulture, out var parsed))
            {
                return parsed;
            }

            wrong.Add(name);
            return null;
        }

        T? Word<T>(string name)
            where T : struct, Enum
        {
            if (Text(name) is not { } text)
            {
                return null;
            }

            if (Enum.TryParse<T>(text, ignoreCase: true, out var known) && !int.TryParse(text, NumberStyles.Any, CultureInfo.InvariantCulture, out _))
            {
                return known;
            }

            wrong.Add(name);
            return null;
        }
    }

    /// <summary>The address of this view.</summary>
    public string Address => QueryHelpers.AddQueryString("/", Parameters());

    /// <summary>The address of its tenants as a file. The server knows neither a browser's favourites nor what a scan left: they are named.</summary>
    public string Export(IEnumerable<TenantId> named) =>
        QueryHelpers.AddQueryString(TenantsExport.Path, Rows.Parameters().Concat(NamesTenants ? named.Select(id => KeyValuePair.Create(Id, (string?)id.ToString())) : []));

    private static OverviewView Of(Func<OverviewQuery, OverviewQuery> change) => Everything with { Query = change(Everything.Query) };

    private IEnumerable<KeyValuePair<string, string?>> Parameters()
    {
        var all = new (string Name, string? Value)[]
        {
            ("q", Query.Text),
            ("verdict", Word(Query.Verdict)),
            ("stage", Word(Query.Stage)),
            ("consent", Word(Query.Consent)),
            ("policy", Word(Query.Policy)),
            ("check", Query.BrokenCheck),
            ("tag", Query.Tag),
            ("relationship", Word(Query.Relationship)),
            ("checked", Query.Stale ? "stale" : null),
            ("read", Query.Unread ? "failed" : null),
            ("show", Favourites ? "favourites" : null),
            ("scan", Scan?.ToString("D")),
            ("sort", Query.Sort == Everything.Query.Sort ? null : Word<OverviewSort>(Query.Sort)),
            ("order", Query.Descending ? "desc" : null),
            ("open", Open?.ToString()),
        };
        return all.Where(one => one.Value is not null).Select(one => KeyValuePair.Create(one.Name, one.Value));
    }

    private static string? Word<T>(T? value)
        where T : struct, Enum => value is { } known ? char.ToLowerInvariant(known.ToString()[0]) + known.ToString()[1..] : null;
}
