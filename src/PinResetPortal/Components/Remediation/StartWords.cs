using PinResetPortal.Work.Operations;

namespace PinResetPortal.Components.Remediation;

/// <summary>Why a run did not start, in words.</summary>
public static class StartWords
{
    public static string Of(StartResult result) => result switch
    {
        StartResult.Denied denied => $"Nothing was sent: this needs the portal role {denied.Needed}. The attempt is in the audit log.",
        StartResult.Busy => "Nothing was sent: another run of this tenant is not finished.",
        StartResult.ChangedMeanwhile => "Nothing was done: somebody else finished, cancelled or took back this run at the same moment. Look at it again.",
        StartResult.NothingToDo nothing => nothing.Why,
        StartResult.TenantNotFound => "This tenant is not one of yours any more.",
        StartResult.CheckNotFound unknown => $"There is no check with the id {unknown.CheckId}.",
        StartResult.OperationNotFound => "This run does not exist any more.",
        StartResult.NoAccess no => $"Nothing was sent. {no.Why.Message} {no.Why.NextStep}".Trim(),
        StartResult.PlanChanged => "The tenant changed since this plan was made, so nothing was sent.",
        _ => "",
    };
}
