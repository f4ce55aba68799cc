using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Readiness;
using PinResetPortal.Work.Readiness;

namespace PinResetPortal.Work.Notifications;

/// <summary>What the latest answer of a tenant says, in words that go as far as its stage and no further.</summary>
internal static class VerdictWords
{
    /// <summary>A half sentence that a tenant's name and a colon stand before, or the word "that".</summary>
    public static string Of(ReadinessMark mark) => mark.Verdict switch
    {
        Verdict.NotReady => "PIN reset is blocked",
        Verdict.Unknown => "the portal cannot tell whether the tenant is set up",
        _ => StageWords.Sentence(mark.Stage, mark.Devices),
    };
}
