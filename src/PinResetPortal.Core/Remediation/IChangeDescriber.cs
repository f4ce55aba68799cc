namespace PinResetPortal.Core.Remediation;

/// <summary>Tells the request that a planned change is. Implemented by the Graph room, the only one that knows paths and bodies.</summary>
public interface IChangeDescriber
{
    /// <summary>The one request a change is, with <c>{step-id}</c> where an object does not exist yet.</summary>
    PlannedRequest Describe(PlannedChange change);
}
