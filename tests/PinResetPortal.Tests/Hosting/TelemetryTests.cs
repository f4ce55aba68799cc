using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.SignalR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Trace;

namespace PinResetPortal.Hosting;

/// <summary>Spans are collected of a whole process: what looks at all of them runs while nothing else does.</summary>
[CollectionDefinition(nameof(WholeProcess), DisableParallelization = true)]
public sealed class WholeProcess;

/// <summary>What leaves the process as telemetry, and what does not.</summary>
[Collection(nameof(WholeProcess))]
public sealed partial class TelemetryTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Spans_OfARequest_HaveItsStatementsWithoutTheirValues()
    {
        var spans = new List<Activity>();
        await using (var app = await StartAsync(spans))
        {
            await StatementAsync(app.Services, "alone");
            using var http = new HttpClient { BaseAddress = new(AddressOf(app)) };
            await http.GetStringAsync("/work?search=zita", Token);
            await http.GetStringAsync("/health/ready", Token);
        }

        var request = Assert.Single(spans, span => span.Kind == ActivityKind.Server);
        Assert.Equal("/work", request.GetTagItem("url.path"));
        var statement = Assert.Single(spans, span => span.Source.Name.Contains("EntityFrameworkCore", StringComparison.Ordinal));
        Assert.Equal(request.SpanId, statement.ParentSpanId);
        Assert.DoesNotContain(spans.SelectMany(span => span.TagObjects), tag => tag.Value?.ToString() is { } value && (value.Contains("zita", StringComparison.Ordinal) || value.Contains("zorblax", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("https://graph.microsoft.com/v1.0/users/zita@contoso.example", "https://graph.microsoft.com/v1.0/")]
    [InlineData("https://graph.microsoft.com/beta/$batch", "https://graph.microsoft.com/beta/")]
    [InlineData("https://hooks.slack.example/services/T1/B1/key", "https://hooks.slack.example")]
    [InlineData("https://tickets.example/key", "https://tickets.example")]
    [InlineData(null, "")]
    public void Shortened_Address_HasNoPersonAndNoKey(string? address, string expected) => Assert.Equal(expected, Telemetry.Shortened(address is null ? null : new Uri(address)));

    [Fact]
    public async Task Spans_OfAHub_AreNone()
    {
        var spans = new List<Activity>();
        await using (var app = await StartAsync(spans))
        {
            using var socket = new ClientWebSocket();
            await socket.ConnectAsync(new Uri($"{AddressOf(app).Replace("http", "ws", StringComparison.Ordinal)}/_blazor"), Token);
            await SayAsync(socket, """{"protocol":"json","version":1}""");
            await SayAsync(socket, """{"type":1,"invocationId":"1","target":"Say","arguments":[]}""");
            await app.Services.GetRequiredService<Heard>().Said.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);
        }

        // The browser is in the same process.
        Assert.DoesNotContain(spans, span => span.Kind != ActivityKind.Client);
    }

    [Fact]
    public async Task Circuit_WhatAPageDoes_IsNoPartOfItsConnection()
    {
        using var connection = new Activity("connection").Start();
        Activity? seen = connection;

        await new CircuitTraces().CreateInboundActivityHandler(_ =>
        {
            seen = Activity.Current;
            return Task.CompletedTask;
        })(null!);

        Assert.Null(seen);
        Assert.Same(connection, Activity.Current);
    }

    /// <summary>Over the wire: a receiver of OTLP gets all three, under the name that the environment says.</summary>
    [Theory]
    [InlineData(null, "pinresetportal")]
    [InlineData("pins-of-contoso", "pins-of-contoso")]
    public async Task Export_Otlp_SendsTracesMetricsAndLogsUnderTheServiceName(string? configured, string name)
    {
        var received = new ConcurrentDictionary<string, string>();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        await using var receiver = builder.Build();
        receiver.MapPost("/v1/{signal}", async (string signal, HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            var text = Encoding.Latin1.GetString(body.ToArray());
            received.AddOrUpdate(signal, text, (_, before) => before + text);
        });
        await receiver.StartAsync(Token);
        await using (var app = await StartAsync([], ("OTEL_EXPORTER_OTLP_ENDPOINT", AddressOf(receiver)), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"), ("OTEL_SERVICE_NAME", configured)))
        {
            using var http = new HttpClient { BaseAddress = new(AddressOf(app)) };
            await http.GetStringAsync("/work", Token);
        }

        Assert.Equal(["logs", "metrics", "traces"], received.Keys.Order());
        Assert.All(received.Values, body => Assert.Contains(name, body, StringComparison.Ordinal));
        Assert.Contains("Somebody worked", received["logs"], StringComparison.Ordinal);
        Assert.Contains("/work", received["traces"], StringComparison.Ordinal);
        Assert.Contains("http.server.request.duration", received["metrics"], StringComparison.Ordinal);
    }

    private static async Task<WebApplication> StartAsync(List<Activity> spans, params (string Key, string? Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(settings.Where(one => one.Value is not null).Select(one => KeyValuePair.Create(one.Key, one.Value)));
        builder.Services.AddSignalR();
        builder.Services.AddSingleton<Heard>();
        builder.Services.AddDbContext<Nothing>(options => options.UseSqlite("Data Source=:memory:"));
        builder.Services.AddPortalTelemetry(builder.Configuration);
        builder.Services.ConfigureOpenTelemetryTracerProvider(tracing => tracing.AddInMemoryExporter(spans));
        var app = builder.Build();
        app.UseWebSockets();
        app.MapHub<Ear>("/_blazor");
        app.MapGet("/health/ready", () => "Healthy");
        app.MapGet("/work", async (IServiceProvider services, ILogger<TelemetryTests> logger) =>
        {
            LogWorked(logger);
            await StatementAsync(services, "zorblax");
            return "done";
        });
        await app.StartAsync(Token);
        return app;
    }

    private static async Task StatementAsync(IServiceProvider services, string value)
    {
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<Nothing>().Database.ExecuteSqlAsync($"SELECT {value}", Token);
    }

    private static string AddressOf(WebApplication app) => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    private static Task SayAsync(ClientWebSocket socket, string message) => socket.SendAsync(Encoding.UTF8.GetBytes($"{message}\x1e"), WebSocketMessageType.Text, endOfMessage: true, Token);

    [LoggerMessage(1, LogLevel.Warning, "Somebody worked")]
    private static partial void LogWorked(ILogger logger);

    private sealed class Nothing(DbContextOptions<Nothing> options) : DbContext(options);

    private sealed class Heard
    {
        public TaskCompletionSource Said { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed class Ear(Heard heard) : Hub
    {
        public void Say() => heard.Said.TrySetResult();
    }
}
