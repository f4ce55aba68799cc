using System.Diagnostics;
using PinResetPortal.Work.Settings;

namespace PinResetPortal.Api.Calls;

/// <summary>The answers to changes of what admins keep: destinations, reports.</summary>
internal static class EditAnswers
{
    /// <param name="thing">What was edited, as a sentence calls it: "destination".</param>
    /// <param name="notFound">The answer where there is none with that id.</param>
    public static IResult Of<T>(ApiCall call, EditOutcome<T> outcome, string thing, Func<HttpContext, IResult> notFound, Func<T, IResult> done) => outcome switch
    {
        EditOutcome<T>.Done made => done(made.Value),
        EditOutcome<T>.Denied { Needed: var needed } => Problems.Denied(call.Context, needed),
        EditOutcome<T>.NotFound => notFound(call.Context),
        EditOutcome<T>.ChangedMeanwhile => Problems.NotNow(call.Context, $"Somebody else changed the {thing} meanwhile. GET it again, and send its revision."),
        EditOutcome<T>.Refused refused => Problems.Invalid(call.Context, refused.Errors),
        _ => throw new UnreachableException($"There is no answer for {outcome.GetType().Name}."),
    };
}
