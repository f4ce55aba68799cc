using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Snapshot;

namespace PinResetPortal.Core.Checks;

/// <summary>
/// One judgement over a snapshot. Pure: no I/O, no clock. Every check of this assembly is registered by
/// the room that works with them; a duplicate id fails at startup.
/// </summary>
public interface ITenantCheck
{
    /// <summary>Permanent, kebab-case, <c>area.subject</c>; also the name of its page in <c>docs/checks</c>.</summary>
    string Id { get; }

    /// <summary>A few words for headings, for example "Pin Reset Service app".</summary>
    string Title { get; }

    /// <summary>Two or three words for a table of tenants in which it is broken, for example "Service app".</summary>
    string InTable { get; }

    /// <summary>What is wrong in tenants in which it is broken, true of each of them whatever the cause; a line of the queue by fault.</summary>
    string Fault { get; }

    /// <summary>What the guide says of it as the cause of a failed reset; null where the guide's own data have the cause, or it is none.</summary>
    CheckCause? Cause { get; }

    CheckArea Area { get; }

    /// <summary>Whether it takes part in the verdict.</summary>
    bool Required { get; }

    /// <summary>The answer for the tenant where this finding is what stands in the way; a sentence without its full stop, made from the cause.</summary>
    string Headline(Finding finding);

    Finding Evaluate(TenantFacts facts);
}
