using System.Net.Security;

namespace PinResetPortal.Hosting;

/// <summary>
/// <c>PinResetPortal --health-check</c>: asks the portal on this machine whether it lives, for containers whose image has no shell
/// and no curl.
/// </summary>
internal static class HealthProbe
{
    public const string Argument = "--health-check";

    private const string Default = "http://*:8080";

    public static async Task<int> RunAsync(IConfiguration configuration, CancellationToken cancellationToken)
    {
        // The certificate is for the public name and not for this machine's; whether it is the right one is not what is asked, and nothing is sent.
        using var handler = new SocketsHttpHandler { UseProxy = false, SslOptions = { RemoteCertificateValidationCallback = (_, _, _, errors) => !errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable) } };
        using var client = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(5) };
        try
        {
            using var answer = await client.GetAsync(AddressOf(configuration), cancellationToken);
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            await Console.Error.WriteLineAsync($"The portal does not answer: {e.Message}");
            return 1;
        }
    }

    /// <summary>
    /// An address that the portal listens on, in the order in which Kestrel decides: <c>Kestrel:Endpoints</c> over <c>urls</c> over the ports; http
    /// before https (https://learn.microsoft.com/aspnet/core/fundamentals/servers/kestrel/endpoints).
    /// </summary>
    internal static Uri AddressOf(IConfiguration configuration)
    {
        string[][] ways =
        [
            [.. configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"]).OfType<string>()],
            Split(Setting(configuration, "urls")),
            [
                .. Split(Setting(configuration, "http_ports")).Select(port => $"http://*:{port}"),
                .. Split(Setting(configuration, "https_ports")).Select(port => $"https://*:{port}"),
            ],
            [Default],
        ];
        var binding = ways.First(way => way.Length > 0).Select(BindingAddress.Parse).OrderBy(one => one.Scheme == Uri.UriSchemeHttp ? 0 : 1).First();
        var host = binding.Host is "*" or "+" or "0.0.0.0" or "[::]" ? "localhost" : binding.Host;
        return new Uri($"{binding.Scheme}://{host}:{binding.Port}/health/live");
    }

    private static string? Setting(IConfiguration configuration, string name) => configuration[name] ?? configuration[$"ASPNETCORE_{name}"] ?? configuration[$"DOTNET_{name}"];

    private static string[] Split(string? list) => list?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
}
