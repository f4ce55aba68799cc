using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Work.Settings;

/// <summary>What became of a change of something that admins keep, or of a look at it.</summary>
/// <typeparam name="T">What it is once it was changed or found.</typeparam>
public abstract record EditOutcome<T>
{
    public sealed record Done(T Value) : EditOutcome<T>;

    /// <summary>Nothing was written.</summary>
    public sealed record Denied(PortalRole Needed) : EditOutcome<T>;

    public sealed record NotFound : EditOutcome<T>;

    /// <summary>Somebody else saved meanwhile; nothing was written. Read again and decide.</summary>
    public sealed record ChangedMeanwhile : EditOutcome<T>;

    /// <param name="Errors">A sentence for each field that is wrong.</param>
    public sealed record Refused(IReadOnlyDictionary<string, string> Errors) : EditOutcome<T>;
}
