using PinResetPortal.Emulator;
using PinResetPortal.Emulator.Tokens;

var configuration = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(args).Build();
var text = configuration["urls"] ?? configuration["Emulator:Url"] ?? "http://localhost:5081";
if (!Uri.TryCreate(text.TrimEnd(';').Replace("*", "0.0.0.0", StringComparison.Ordinal).Replace("+", "0.0.0.0", StringComparison.Ordinal), UriKind.Absolute, out var url))
{
    await Console.Error.WriteLineAsync($"'{text}' is not an address; use for example --urls http://127.0.0.1:5081.");
    return 1;
}

try
{
    var app = EmulatorApplication.Build(new EmulatorOptions
    {
        Url = url,
        PortalBaseUrl = new Uri(configuration["Emulator:PortalBaseUrl"] ?? "http://localhost:5080"),
        KeyFile = configuration["Emulator:KeyFile"],
    });
    await app.StartAsync();
    Console.WriteLine($"Emulator of Entra ID and Microsoft Graph on {url.GetLeftPart(UriPartial.Authority)} (demo data, loopback only). Ctrl+C stops it.");
    await app.WaitForShutdownAsync();
    return 0;
}
catch (Exception e) when (e is InvalidOperationException or IOException)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}
