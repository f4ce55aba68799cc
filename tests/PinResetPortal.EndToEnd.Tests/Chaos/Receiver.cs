using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace PinResetPortal.EndToEnd.Chaos;

/// <param name="Id">Of the event: the same when it comes again, and a receiver leaves it out then (docs/events.md).</param>
/// <param name="Matter">Its dedupekey: what it is about.</param>
internal sealed record ToldEvent(string Id, string Matter);

/// <summary>A webhook's other end.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<ToldEvent> _events = new();

    private Receiver()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Run(async context =>
        {
            var told = await JsonNode.ParseAsync(context.Request.Body);
            _events.Enqueue(new((string?)told?["id"] ?? "", (string?)told?["dedupekey"] ?? ""));
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        });
    }

    public string Address => _app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single();

    /// <summary>Everything that arrived, as often as it did.</summary>
    public IReadOnlyCollection<ToldEvent> Events => _events;

    public static async Task<Receiver> StartAsync()
    {
        var receiver = new Receiver();
        await receiver._app.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
