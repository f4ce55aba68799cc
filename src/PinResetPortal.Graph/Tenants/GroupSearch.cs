using Microsoft.Extensions.Options;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Graph.Access;
using PinResetPortal.Graph.Batching;
using PinResetPortal.Graph.Configuration;
using PinResetPortal.Graph.Connecting;
using PinResetPortal.Graph.Reading;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Graph.Tenants;

/// <summary>Finds groups by words of their name (https://learn.microsoft.com/graph/search-query-parameter), then counts their members.</summary>
internal sealed class GroupSearch(TenantTokens tokens, GraphConnector connector, BatchReader batches, RetryPauses pauses, IOptions<GraphOptions> options) : IGroupSearch
{
    public async Task<Fact<IReadOnlyList<GroupHit>>> SearchAsync(Tenant tenant, Actor actor, string text, CancellationToken cancellationToken)
    {
        var words = SearchWords.Of(text);
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
        var search = GraphReads.GroupSearch.Ask(words);
        await answers.AskAsync([search], cancellationToken);
        if (!answers.Fact(search).IsKnown(out var groups, out var reason))
        {
            return reason;
        }

        await answers.AskAsync(groups.Select(group => GraphReads.MemberCount.Ask(group.Id)), cancellationToken);
        return groups.Select(group => new GroupHit(
            group.Id,
            group.DisplayName ?? group.Id,
            answers.TryKnow(GraphReads.MemberCount.Ask(group.Id), out var members) ? members : null,
            group.IsDynamic)).ToList();
    }
}
