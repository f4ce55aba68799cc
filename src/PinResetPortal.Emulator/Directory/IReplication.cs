namespace PinResetPortal.Emulator.Directory;

/// <summary>How late a change becomes readable: Graph is eventually consistent.</summary>
public interface IReplication
{
    /// <summary>Zero: readable at once.</summary>
    TimeSpan Delay { get; }

    TimeProvider Time { get; }
}
