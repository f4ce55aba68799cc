namespace PinResetPortal.Components.Shared;

/// <summary>What the frame says about this installation.</summary>
/// <param name="IsDemo">True when the data comes from the Emulator: every page then says so.</param>
/// <param name="EmulatorUrl">Where the Emulator listens; null when there is none.</param>
public sealed record PortalInfo(bool IsDemo, string? EmulatorUrl)
{
    /// <summary>Customers of a partner are looked after; otherwise there are none to be read.</summary>
    public bool HasCustomers { get; init; } = true;
}
