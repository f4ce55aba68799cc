namespace PinResetPortal.Emulator.Tokens;

/// <summary>How the Emulator is started, alone or inside the portal's demo.</summary>
public sealed class EmulatorOptions
{
    /// <summary>Where it listens; only loopback addresses are accepted. Port 0 takes a free one on 127.0.0.1.</summary>
    public Uri Url { get; init; } = new("http://localhost:5081");

    /// <summary>The portal's address, shown on the pages that lead back to it.</summary>
    public Uri PortalBaseUrl { get; init; } = new("http://localhost:5080");

    /// <summary>
    /// PEM file that keeps the signing key, made when it does not exist: tokens that a client cached then outlive a restart, as they do
    /// with the real Entra. Null: a new key at every start.
    /// </summary>
    public string? KeyFile { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The lowest level that is written to the console.</summary>
    public LogLevel LogLevel { get; init; } = LogLevel.Warning;

    /// <summary>Runs after the Emulator's own registrations: what it registers wins.</summary>
    public Action<IServiceCollection>? ConfigureServices { get; init; }
}
