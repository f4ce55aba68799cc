using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Snapshot;

namespace PinResetPortal.Graph.Reading;

/// <summary>The groups that assignments name, with one page of their transitive members.</summary>
internal sealed class GroupReading(Answers answers)
{
    public static IEnumerable<GraphRequest> Items(IEnumerable<string> groupIds) => groupIds.SelectMany(id => (GraphRequest[])[Group(id), Members(id)]);

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
            var group = answers.Fact(Group(id));
            var members = answers.Fact(Members(id));
            if ((group.WhyUnreadable ?? members.WhyUnreadable) is { } reason)
            {
                // An assignment may outlive its group; one that could not be read must not look like one that is gone.
                if (answers.SaysAbsent(Group(id)) || answers.SaysAbsent(Members(id)))
                {
                    groups[id] = DirectoryParser.GoneGroup(id);
                }
                else
                {
                    why ??= reason;
                }

                continue;
            }

            if (group.ValueOrDefault is { } head && members.ValueOrDefault is { } page)
            {
                groups[id] = new GroupFacts(id, head.DisplayName ?? id, head.IsDynamic, page.Ids, page.Complete, page.GroupIds) { DeviceIds = page.DeviceIds, EntraDeviceIds = page.EntraDeviceIds };
            }
        }

        return groups.Count == 0 && why is not null ? why : groups;
    }

    private static GraphRequest<GroupHead> Group(string id) => GraphReads.Group.Ask(id.ToLowerInvariant());

    private static GraphRequest<MemberPage> Members(string id) => GraphReads.GroupMembers.Ask(id.ToLowerInvariant());
}
