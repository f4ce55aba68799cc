namespace PinResetPortal.Hosting;

/// <summary>
/// <c>PinResetPortal --health-check</c>: asks the portal on this machine whether it lives, for containers whose image has no shell
/// and no curl.
/// </summary>
internal static class HealthProbe
{
    public const string Argument = "--health-check";

    private const int DefaultPort = 8080;

    public static async Task<int> RunAsync(IConfiguration configuration, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
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

    /// <summary>The first address the portal listens on, as ASP.NET Core reads it (https://learn.microsoft.com/aspnet/core/fundamentals/servers/kestrel/endpoints).</summary>
    internal static Uri AddressOf(IConfiguration configuration)
    {
        var urls = First(configuration["urls"] ?? configuration["ASPNETCORE_URLS"] ?? configuration["DOTNET_URLS"]);
        if (urls is not null && BindingAddress.Parse(urls) is var binding)
        {
            return new Uri($"{binding.Scheme}://localhost:{binding.Port}/health/live");
        }

        var port = First(configuration["http_ports"] ?? configuration["ASPNETCORE_HTTP_PORTS"] ?? configuration["DOTNET_HTTP_PORTS"]);
        return new Uri($"http://localhost:{port ?? $"{DefaultPort}"}/health/live");
    }

    private static string? First(string? list) =>
        list?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault();
}
