using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Policies;
using PinResetPortal.Graph.Batching;

namespace PinResetPortal.Graph.Reading;

/// <summary>
/// The names and rules of assignment filters, asked for only when an assignment has one
/// (https://learn.microsoft.com/graph/api/resources/intune-policyset-deviceandappmanagementassignmentfilter, beta). A courtesy: without
/// them the evidence shows ids.
/// </summary>
internal sealed class FilterNames(Answers answers)
{
    private const string Key = "assignmentFilters";

    public static readonly IReadOnlyList<BatchItem> Items = [new(Key, "/deviceManagement/assignmentFilters?$select=id,displayName,rule")];

    public static bool AreUsed(IEnumerable<IntunePolicy> policies) => policies.Any(policy => policy.Assignments.Any(assignment => assignment.FilterId is not null));

    public Fact<IReadOnlyList<IntunePolicy>> Name(Fact<IReadOnlyList<IntunePolicy>> policies)
    {
        if (policies.ValueOrDefault is not { } known || !AreUsed(known) || answers[Key] is not { Succeeded: true } answer)
        {
            return policies;
        }

        var names = answer.Values
            .Where(filter => filter.Text("id") is not null)
            .GroupBy(filter => filter.Text("id")!, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(group => group.Key, group => group.First(), StringComparer.OrdinalIgnoreCase);
        return new Fact<IReadOnlyList<IntunePolicy>>.Known(
        [
            .. known.Select(policy => policy with
            {
                Assignments = [.. policy.Assignments.Select(assignment => assignment.FilterId is { } id && names.TryGetValue(id, out var filter) ? assignment with { FilterName = filter.Text("displayName"), FilterRule = filter.Text("rule") } : assignment)],
            }),
        ]);
    }
}
