using System.Diagnostics;
using PinResetPortal.Core.Facts;

namespace PinResetPortal.Components.Shared;

/// <summary>A failure that the page did not expect, under an id that is in the log as well.</summary>
/// <param name="CorrelationId">To be given to whoever reads the logs.</param>
public sealed partial record Trouble(string What, string CorrelationId)
{
    /// <summary>For places that have room for one sentence only.</summary>
    public string Sentence => $"{What} Correlation id {CorrelationId}";

    /// <param name="what">What could not be done: "The tenant could not be read."</param>
    public static Trouble Report(ILogger logger, Exception exception, string what)
    {
        var id = Activity.Current?.TraceId.ToString() ?? Guid.NewGuid().ToString("N");
        Log.PageFailed(logger, exception, what, id);
        return new Trouble(what, id);
    }

    /// <summary>Expected trouble in words: what happened and what to do.</summary>
    public static string Words(UnreadableReason reason) =>
        reason.NextStep is { Length: > 0 } next ? $"{reason.Message} {next}" : reason.Message;

    private static partial class Log
    {
        [LoggerMessage(6000, LogLevel.Error, "{What} Correlation id {CorrelationId}")]
        public static partial void PageFailed(ILogger logger, Exception exception, string what, string correlationId);
    }
}
