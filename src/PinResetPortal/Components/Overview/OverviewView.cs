using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Overview;

namespace PinResetPortal.Components.Overview;

/// <summary>A view of the overview as it stands in the address: a link to it shows a colleague the same.</summary>
/// <param name="Favourites">Only the favourites, which each browser keeps for itself.</param>
public sealed record OverviewView(OverviewQuery Query, bool Favourites)
{
    public const string Id = "id";

    public static readonly OverviewView Everything = new(new OverviewQuery(), Favourites: false);

    public static readonly IReadOnlyList<(string Words, OverviewView View)> Presets =
    [
        ("All tenants", Everything),
        ("Not ready", Of(new() { Verdict = OverviewVerdict.NotReady })),
        ("Consent missing", Of(new() { Consent = FindingStatus.Broken })),
        ("Stale", Of(new() { Stale = true, Sort = OverviewSort.LastChecked })),
        ("Relationship ends soon", Of(new() { Relationship = OverviewRelationship.Expiring })),
        ("Favourites", Everything with { Favourites = true }),
    ];

    /// <summary>Whether it leaves tenants out; the order does not count.</summary>
    public bool Filters => this != Everything with { Query = new() { Sort = Query.Sort, Descending = Query.Descending } };

    /// <summary>How many filters are set beside text and verdict, which are seen anyway.</summary>
    public int FurtherFilters => new object?[] { Query.Consent, Query.Policy, Query.BrokenCheck, Query.Tag, Query.Relationship }.Count(one => one is not null)
        + (Query.Stale ? 1 : 0) + (Favourites ? 1 : 0);

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
            Consent = Word<FindingStatus>("consent"),
            Policy = Word<FindingStatus>("policy"),
            BrokenCheck = Text("check"),
            Tag = Text("tag"),
            Relationship = Word<OverviewRelationship>("relationship"),
            Stale = Only("checked", "stale"),
            Sort = Word<OverviewSort>("sort") ?? OverviewSort.Name,
            Descending = Only("order", "desc"),
        };
        return (new OverviewView(query, Only("show", "favourites")), wrong);

        string? Text(string name) => value(name) is { Length: > 0 } text ? text : null;

        bool Only(string name, string word)
        {
            if (Text(name) is { } text && text != word)
            {
                wrong.Add(name);
            }

            return Text(name) == word;
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

    /// <summary>The address of its tenants as a file. The server does not know a browser's favourites: they are named.</summary>
    public string Export(IEnumerable<TenantId> favourites) =>
        QueryHelpers.AddQueryString(TenantsExport.Path, Parameters().Concat(Favourites ? favourites.Select(id => KeyValuePair.Create(Id, (string?)id.ToString())) : []));

    private static OverviewView Of(OverviewQuery query) => new(query, Favourites: false);

    private IEnumerable<KeyValuePair<string, string?>> Parameters()
    {
        var all = new (string Name, string? Value)[]
        {
            ("q", Query.Text),
            ("verdict", Word(Query.Verdict)),
            ("consent", Word(Query.Consent)),
            ("policy", Word(Query.Policy)),
            ("check", Query.BrokenCheck),
            ("tag", Query.Tag),
            ("relationship", Word(Query.Relationship)),
            ("checked", Query.Stale ? "stale" : null),
            ("show", Favourites ? "favourites" : null),
            ("sort", Query.Sort == OverviewSort.Name ? null : Word<OverviewSort>(Query.Sort)),
            ("order", Query.Descending ? "desc" : null),
        };
        return all.Where(one => one.Value is not null).Select(one => KeyValuePair.Create(one.Name, one.Value));
    }

    private static string? Word<T>(T? value)
        where T : struct, Enum => value is { } known ? char.ToLowerInvariant(known.ToString()[0]) + known.ToString()[1..] : null;
}
