using System.Diagnostics;
using PinResetPortal.Api.Calls;
using PinResetPortal.Work.Operations;

namespace PinResetPortal.Api.Operations;

/// <summary>The one answer to everything that starts, resumes, stops or takes back a run.</summary>
internal static class StartAnswer
{
    public static IResult From(HttpContext context, StartResult result) => result switch
    {
        StartResult.Accepted accepted => TypedResults.Accepted($"/api/v1/operations/{accepted.Operation.Id}", OperationResponse.From(accepted.Operation)),
        StartResult.Denied denied => Problems.Denied(context, denied.Needed),
        StartResult.TenantNotFound => Problems.ForStatus(context, StatusCodes.Status404NotFound),
        StartResult.CheckNotFound unknown => Problems.CheckNotFound(context, unknown.CheckId),
        StartResult.OperationNotFound => Problems.ForStatus(context, StatusCodes.Status404NotFound),
        StartResult.PlanChanged changed => Problems.PlanChanged(context, changed.Current.Hash),
        StartResult.NothingToDo nothing => Problems.NothingToDo(context, nothing.Why),
        StartResult.ChangedMeanwhile => Problems.ChangedMeanwhile(context),
        StartResult.NoAccess no => Problems.NoAccess(context, no.Why),
        StartResult.Busy busy => Problems.Busy(context, busy.OperationId),
        _ => throw new UnreachableException($"There is no answer for {result.GetType().Name}."),
    };
}
