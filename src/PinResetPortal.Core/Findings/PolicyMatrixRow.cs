namespace PinResetPortal.Core.Findings;

/// <summary>What becomes of one value of EnablePinRecovery on the devices that it reaches.</summary>
public enum PolicyOutcome
{
    /// <summary>It decides, for everybody it reaches.</summary>
    Wins,

    /// <summary>Another one decides for some of the same people.</summary>
    Loses,

    /// <summary>Another one of the same scope says the opposite to the same people: Intune reports a conflict, and Microsoft does not say which value wins.</summary>
    Conflicts,

    /// <summary>Another one says the opposite, and whether they meet can't be told.</summary>
    MayConflict,

    ReachesNobody,

    /// <summary>A custom row for another tenant, of another type, or whose devices report errors only.</summary>
    NoEffect,

    /// <summary>A custom row in a form whose effect no page of Microsoft states, and no device reported.</summary>
    Doubtful,
}

/// <summary>One line of the matrix: who says what to whom, and what comes of it.</summary>
/// <param name="Kind">As in <see cref="Evidence.Kind"/>.</param>
/// <param name="Scope"><c>device</c>, <c>user</c> or <c>unknown</c>.</param>
/// <param name="Value"><c>true</c>, <c>false</c>, or what a row without effect says.</param>
public sealed record PolicyMatrixRow(string PolicyId, string Name, string Kind, string Scope, string Value, string Who, PolicyOutcome Outcome, string Why);
