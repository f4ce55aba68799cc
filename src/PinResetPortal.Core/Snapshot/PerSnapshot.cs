using System.Runtime.CompilerServices;

namespace PinResetPortal.Core.Snapshot;

/// <summary>
/// What is worked out of a snapshot once, however many checks and repairs ask for it. A snapshot never changes, so the answer does not
/// either; it is kept for as long as the snapshot lives, and a copy with other facts is another snapshot.
/// </summary>
/// <param name="make">Works it out; pure.</param>
internal sealed class PerSnapshot<T>(Func<TenantFacts, T> make)
    where T : class
{
    private readonly ConditionalWeakTable<TenantFacts, T> _made = [];

    public T Of(TenantFacts facts) => _made.GetValue(facts, facts => make(facts));
}
