namespace PinResetPortal.Emulator.Directory;

/// <summary>
/// How late Graph is: whoever creates or changes an object sets <c>tenant.VisibleFrom[id] = Time.GetUtcNow() + Delay</c> when
/// <see cref="Delay"/> is not zero, and leaves objects out of reads until then.
/// </summary>
internal interface IReplication
{
    /// <summary>Set by <c>POST /_control/faults</c> (<c>replicationDelayMs</c>).</summary>
    TimeSpan Delay { get; }

    TimeProvider Time { get; }
}
