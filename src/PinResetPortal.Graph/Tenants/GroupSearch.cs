using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Options;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Graph.Access;
using PinResetPortal.Graph.Batching;
using PinResetPortal.Graph.Connecting;
using PinResetPortal.Graph.Reading;

namespace PinResetPortal.Graph.Tenants;

/// <summary>Finds groups by words of their name (https://learn.microsoft.com/graph/search-query-parameter), then counts their members.</summary>
internal sealed class GroupSearch(TenantTokens tokens, GraphConnector connector, BatchReader batches, RetryPauses pauses, IOptions<GraphOptions> options) : IGroupSearch
{
    private const int MostHits = 20;

    public async Task<Fact<IReadOnlyList<GroupHit>>> SearchAsync(Tenant tenant, Actor actor, string text, CancellationToken cancellationToken)
    {
        // A quote or backslash would end the search expression.
        var words = text.Replace("\"", " ", StringComparison.Ordinal).Replace("\\", " ", StringComparison.Ordinal).Trim();
        if (words.Length == 0)
        {
            return Array.Empty<GroupHit>();
        }

        var token = await tokens.AcquireForReadingAsync(tenant, actor, forceRefresh: false, cancellationToken);
        if (token is not TokenResult.Granted { Token: var granted })
        {
            return ((TokenResult.Refused)token).Reason;
        }

        using var connection = connector.Open(granted, new RequestMeter());
        var answers = new Answers(connection, batches, pauses.Start(), options.Value, new Refusals(tenant, actor, granted.Access));
        var search = new BatchItem(
            "search", $"/groups?$search={Uri.EscapeDataString($"\"displayName:{words}\"")}&$select=id,displayName,groupTypes&$top={MostHits}", Eventual: true, FollowsPages: false);
        await answers.AskAsync([search], [], [], cancellationToken);
        var found = answers.Fact(search.Key, GraphFeature.Groups, answer => answer.Values.Where(group => group.Text("id") is not null).Take(MostHits).ToList());
        if (found is not Fact<List<JsonElement>>.Known { Value: var groups })
        {
            return found.WhyUnreadable!;
        }

        await answers.AskAsync(groups.Select(group => Count(group.Text("id")!)), [], [], cancellationToken);
        return groups.Select(group => new GroupHit(
            group.Text("id")!,
            group.Text("displayName") ?? group.Text("id")!,
            answers[Count(group.Text("id")!).Key] is { Succeeded: true, Body: { } body } && int.TryParse(body.Literal(), NumberStyles.None, CultureInfo.InvariantCulture, out var members) ? members : null,
            DirectoryParser.IsDynamic(group))).ToList();
    }

    private static BatchItem Count(string id) => new($"count:{id}", $"/groups/{Uri.EscapeDataString(id)}/transitiveMembers/$count", Eventual: true, FollowsPages: false);
}
