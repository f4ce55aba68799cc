using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Policies;

namespace PinResetPortal.Graph.Reading;

/// <summary>
/// The names and rules of assignment filters, asked for only when an assignment has one
/// (https://learn.microsoft.com/graph/api/resources/intune-policyset-deviceandappmanagementassignmentfilter, beta). A courtesy: without
/// them the evidence shows ids.
/// </summary>
internal sealed class FilterNames(Answers answers)
{
    public static readonly IReadOnlyList<GraphRequest> Items = [GraphReads.AssignmentFilters.Ask()];

    public static bool AreUsed(IEnumerable<IntunePolicy> policies) => policies.Any(policy => policy.Assignments.Any(assignment => assignment.FilterId is not null));

    public Fact<IReadOnlyList<IntunePolicy>> Name(Fact<IReadOnlyList<IntunePolicy>> policies)
    {
        if (policies.ValueOrDefault is not { } known || !AreUsed(known) || !answers.TryKnow(GraphReads.AssignmentFilters.Ask(), out var names))
        {
            return policies;
        }

        return new Fact<IReadOnlyList<IntunePolicy>>.Known(
        [
            .. known.Select(policy => policy with
            {
                Assignments = [.. policy.Assignments.Select(assignment => assignment.FilterId is { } id && names.TryGetValue(id, out var filter) ? assignment with { FilterName = filter.Name, FilterRule = filter.Rule } : assignment)],
            }),
        ]);
    }
}

/// <summary>An assignment filter.</summary>
internal sealed record ListedFilter(string? Name, string? Rule);
