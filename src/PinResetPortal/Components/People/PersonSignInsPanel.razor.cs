using Microsoft.AspNetCore.Components;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.People;

namespace PinResetPortal.Components.People;

/// <summary>The last sign-ins to the two PIN reset applications, each error explained by the guide.</summary>
public partial class PersonSignInsPanel
{
    [Parameter, EditorRequired]
    public required Fact<IReadOnlyList<ExplainedSignIn>> SignIns { get; set; }

    private static string ConditionalAccess(PersonSignIn signIn) => signIn.ConditionalAccess switch
    {
        "success" => "Passed",
        "failure" => signIn.FailedPolicies.Count > 0 ? $"Blocked by {string.Join(", ", signIn.FailedPolicies.Select(name => $"\"{name}\""))}" : "Blocked",
        "notApplied" => "None applied",
        var other => other ?? "not told",
    };
}
