using System.Text.RegularExpressions;

namespace PinResetPortal.Architecture;

/// <summary>
/// A new kind of change has three places: its record, its handler, and the repair that plans it. What else has to know of it asks for its
/// traits. The few rules that name a kind are listed here with their reason.
/// </summary>
public sealed partial class ChangeKindsTests
{
    private const string Records = "src/PinResetPortal.Core/Remediation/PlannedChange.cs";

    /// <summary>File, kind, and why traits cannot say it.</summary>
    private static readonly (string File, string Kind, string Because)[] Known =
    [
        ("src/PinResetPortal.Core/Remediation/AudienceWarnings.cs", "AssignPolicy", "compares assignments"),
        ("src/PinResetPortal.Work/Operations/OperationRunner.cs", "CreateConfigurationPolicy", "forgets the deployment that it stands in for"),
        ("src/PinResetPortal.Work/Operations/UndoPlan.cs", "AssignPolicy", "an assignment of what is deleted needs no undo"),
        ("src/PinResetPortal.Work/Operations/UndoPlan.cs", "DeleteConfigurationPolicy", "keeps a policy that got another assignment"),
        ("src/PinResetPortal.Work/Operations/UndoPlan.cs", "DeleteDeviceConfiguration", "what is made again has another id"),
        ("src/PinResetPortal.Work/Operations/UndoPreview.cs", "AssignPolicy", "the same, in the preview"),
        ("src/PinResetPortal.Work/Operations/UndoPreview.cs", "DeleteConfigurationPolicy", "the same, in the preview"),
        ("src/PinResetPortal/Components/Remediation/PlanView.razor.cs", "AssignPolicy", "offers the choice of an audience"),
        ("src/PinResetPortal/Components/Remediation/PlanView.razor.cs", "CreateConfigurationPolicy", "offers a name for it"),
    ];

    [Fact]
    public void KindsOfChanges_AreNamed_ByTheirRecordHandlerAndRepairOnly()
    {
        var named = from path in Sources.Below("src", ".cs", ".razor")
                    where path != Records && !path.StartsWith("src/PinResetPortal.Graph/Changing/", StringComparison.Ordinal)
                    from kind in Kind().Matches(Sources.Read(path)).Select(match => match.Groups[1].Value).Distinct()
                    select (path, kind);

        Assert.Equal(Known.Select(one => (one.File, one.Kind)).Order(), named.Distinct().Order());
    }

    /// <summary>A kind that is asked after, not one that is made.</summary>
    [GeneratedRegex(@"(?<!new )\bPlannedChange\.([A-Z]\w+)\b(?!\()")]
    private static partial Regex Kind();
}
