using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Policies;
using PinResetPortal.Graph.Access;
using PinResetPortal.Graph.Batching;

namespace PinResetPortal.Graph.Reading;

/// <summary>The groups that assignments name, with one page of their transitive members.</summary>
internal sealed class GroupReading(Answers answers)
{
    public static IEnumerable<BatchItem> Items(IEnumerable<string> groupIds) => groupIds.SelectMany(id => (BatchItem[])
    [
        new(GroupKey(id), $"/groups/{Uri.EscapeDataString(id)}?$select=id,displayName,groupTypes"),
        new(MembersKey(id), $"/groups/{Uri.EscapeDataString(id)}/transitiveMembers?$select=id,deviceId&$top=999", FollowsPages: false),
    ]);

    public static IReadOnlyList<string> NamedBy(IEnumerable<IntunePolicy> policies, IEnumerable<HelloEnrolmentFacts> enrolment) =>
    [
        .. policies.Where(policy => policy.Settings.Count > 0 || policy.OmaSettings.Count > 0).SelectMany(policy => policy.Assignments)
            .Concat(enrolment.Where(configuration => configuration.State != HelloState.NotConfigured).SelectMany(configuration => configuration.Assignments))
            .Select(assignment => assignment.GroupId).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase),
    ];

    public Fact<IReadOnlyDictionary<string, GroupFacts>> Result(IReadOnlyList<string> groupIds)
    {
        var groups = new Dictionary<string, GroupFacts>(StringComparer.OrdinalIgnoreCase);
        UnreadableReason? why = null;
        foreach (var id in groupIds)
        {
            var group = answers.Fact(GroupKey(id), GraphFeature.Groups, answer => answer.Body.GetValueOrDefault());
            var members = answers.Fact(MembersKey(id), GraphFeature.Groups, answer => answer.Body.GetValueOrDefault());
            if ((group.WhyUnreadable ?? members.WhyUnreadable) is { } reason)
            {
                // An assignment may outlive its group.
                if (group.WhyUnreadable?.Status == 404)
                {
                    groups[id] = DirectoryParser.GoneGroup(id);
                }
                else
                {
                    why ??= reason;
                }

                continue;
            }

            groups[id] = DirectoryParser.Group(id, group.ValueOrDefault, members.ValueOrDefault);
        }

        return groups.Count == 0 && why is not null ? why : groups;
    }

    private static string GroupKey(string id) => $"group:{id.ToLowerInvariant()}";

    private static string MembersKey(string id) => $"members:{id.ToLowerInvariant()}";
}
