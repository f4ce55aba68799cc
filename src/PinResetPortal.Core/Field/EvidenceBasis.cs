namespace PinResetPortal.Core.Field;

/// <summary>Where a piece of evidence comes from. Ordered: the first is the strongest.</summary>
public enum EvidenceBasis
{
    /// <summary>Devices reported it.</summary>
    Reported,

    /// <summary>A sign-in ended with it.</summary>
    SignedIn,

    /// <summary>Graph lists it.</summary>
    Listed,

    /// <summary>No page of Microsoft says it; the portal infers it.</summary>
    Inferred,
}
