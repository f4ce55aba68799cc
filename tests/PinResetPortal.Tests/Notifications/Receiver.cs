using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace PinResetPortal.Notifications;

/// <summary>A server on this machine that keeps what it is sent.</summary>
internal sealed class Receiver(WebApplication app) : IAsyncDisposable
{
    public List<(string Body, Dictionary<string, string> Headers)> Received { get; } = [];

    public string Address => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    public static async Task<Receiver> StartAsync(Func<string, int> answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var receiver = new Receiver(app);
        app.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            var body = await reader.ReadToEndAsync();
            lock (receiver.Received)
            {
                receiver.Received.Add((body, context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString())));
                context.Response.StatusCode = answer(body);
            }

            context.Response.Headers.Location = "http://127.0.0.1:1/";
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return receiver;
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();
}
