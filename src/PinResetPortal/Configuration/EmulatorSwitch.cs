using System.Diagnostics.CodeAnalysis;

namespace PinResetPortal.Configuration;

/// <summary>Decides whether the Emulator is on. It can never be on by accident: every doubt stops the start.</summary>
/// <param name="Url">Where the Emulator listens, always on loopback.</param>
/// <param name="InProcess">Whether this process starts it; false when it runs elsewhere on this machine.</param>
internal sealed record EmulatorSwitch(Uri Url, bool InProcess)
{
    public const string DefaultUrl = "http://localhost:5081";

#if EMULATOR
    private const bool BuiltIn = true;
#else
    private const bool BuiltIn = false;
#endif

    /// <returns>Null when the Emulator is off.</returns>
    /// <exception cref="StartupRefusedException">It is on where it must not be.</exception>
    public static EmulatorSwitch? Read(IConfiguration configuration, IHostEnvironment environment) => Read(configuration, environment, BuiltIn);

    internal static EmulatorSwitch? Read(IConfiguration configuration, IHostEnvironment environment, bool builtIn)
    {
        var isDemo = environment.IsEnvironment(PortalEnvironments.Demo);
        if (!IsOn(configuration["Emulator:Enabled"], isDemo))
        {
            return null;
        }

        if (!environment.MayUseEmulator())
        {
            throw new StartupRefusedException(
                $"The Emulator is switched on (Emulator:Enabled) in the environment '{environment.EnvironmentName}'; it is allowed only in 'Demo' and 'Test'. Remove Emulator:Enabled, or set ASPNETCORE_ENVIRONMENT=Demo.");
        }

        if (!builtIn)
        {
            throw new StartupRefusedException(
                "The Emulator is switched on, but this build does not contain it. Build with -p:IncludeEmulator=true, or run in Production with a real app registration.");
        }

        var url = configuration["Emulator:Url"] ?? DefaultUrl;
        if (!TryParseLoopback(url, out var address))
        {
            throw new StartupRefusedException(
                $"Emulator:Url is '{url}', which is not an http address on this machine's loopback interface; the Emulator never listens anywhere else. Use {DefaultUrl}, for example.");
        }

        return new(address, InProcess: IsOn(configuration["Emulator:InProcess"], isDemo));
    }

    private static bool IsOn(string? value, bool otherwise) => value is null ? otherwise
        : bool.TryParse(value, out var on) ? on
        : throw new StartupRefusedException($"Emulator:Enabled and Emulator:InProcess take true or false, not '{value}'.");

    private static bool TryParseLoopback(string url, [NotNullWhen(true)] out Uri? address) =>
        Uri.TryCreate(url, UriKind.Absolute, out address) && address.Scheme == Uri.UriSchemeHttp && address.IsLoopback && address.AbsolutePath == "/";
}
