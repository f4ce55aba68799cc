namespace PinResetPortal.Core.Policies;

/// <param name="Target">AllDevices, AllUsers or Group.</param>
/// <param name="Groups">Object ids, for <see cref="AssignmentTarget.Group"/>.</param>
public sealed record AssignmentChoice(AssignmentTarget Target, IReadOnlyList<string> Groups)
{
    public static readonly AssignmentChoice AllDevices = new(AssignmentTarget.AllDevices, []);

    public bool Equals(AssignmentChoice? other) => other is not null && Target == other.Target && Groups.SequenceEqual(other.Groups);

    public override int GetHashCode() => HashCode.Combine(Target, Groups.Count);
}
