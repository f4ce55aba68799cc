using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Graph.Configuration;
using PinResetPortal.Work.Operations;

namespace PinResetPortal.Graph;

/// <summary>One deadline over a whole exchange: an answer that begins and does not end holds nobody.</summary>
public sealed class DeadlineTests
{
    private static readonly PlannedChange Create = new PlannedChange.CreateServicePrincipal("b8456c59-1230-44c7-a4a2-99b085333e84");

    [Fact]
    public async Task Read_BodyStalls_IsUnavailableAfterTwoAttempts()
    {
        await using var room = Impatient();
        room.Stub.Outer = (_, _) => Stalled(HttpStatusCode.OK, """{"responses":[""");

        var facts = await room.ReadAsync();

        Assert.Equal(UnreadableKind.Unavailable, facts.PinResetService.WhyUnreadable!.Kind);
        Assert.Equal(4, room.Stub.HttpRequests);
    }

    [Fact]
    public async Task Write_BodyStalls_IsUncertainAndSentOnce()
    {
        await using var room = Impatient();
        room.Stub.Outer = (_, _) => Stalled(HttpStatusCode.Created, """{"id":"n""");

        var outcome = Assert.IsType<ChangeOutcome.Uncertain>(await room.ExecuteAsync(Create));

        Assert.Equal("Graph did not answer in time.", outcome.Message);
        Assert.Equal(1, room.Stub.HttpRequests);
    }

    [Fact]
    public async Task Read_CancelledWhileABodyStalls_EndsAtOnce()
    {
        await using var room = new GraphRoom();
        using var cancelled = new CancellationTokenSource();
        room.Stub.Outer = (_, _) =>
        {
            cancelled.CancelAfter(TimeSpan.FromMilliseconds(50));
            return Stalled(HttpStatusCode.OK, "{");
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => room.Reader.ReadAsync(GraphRoom.Customer, GraphRoom.User, cancelled.Token));
    }

    [Theory]
    [InlineData(201, "<html>")]
    [InlineData(201, "null")]
    [InlineData(201, "")]
    [InlineData(201, """{"id":5}""")]
    [InlineData(200, """{"error":{"code":"generalException"}}""")]
    [InlineData(404, "<html>")]
    public async Task Write_AnswerIsNotGraphs_IsUncertain(int status, string body)
    {
        await using var room = new GraphRoom();
        room.Stub.Outer = (_, _) => new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body) };

        Assert.IsType<ChangeOutcome.Uncertain>(await room.ExecuteAsync(Create));
    }

    [Fact]
    public void Redirect_IsNotFollowed()
    {
        var services = new ServiceCollection();
        services.AddPinResetGraph();
        using var provider = services.BuildServiceProvider();
        foreach (var name in new[] { GraphClients.HttpClientName, GraphClients.OtherHttpClientName })
        {
            var handler = provider.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler(name);
            while (handler is DelegatingHandler { InnerHandler: { } inner })
            {
                handler = inner;
            }

            Assert.False(Assert.IsType<SocketsHttpHandler>(handler).AllowAutoRedirect);
        }
    }

    [Fact]
    public async Task Read_Redirected_IsNotUnderstood()
    {
        await using var room = new GraphRoom();
        room.Stub.Outer = (_, _) => new HttpResponseMessage(HttpStatusCode.Redirect) { Headers = { Location = new Uri("https://elsewhere.example/") } };

        Assert.Equal(UnreadableKind.NotUnderstood, (await room.ReadAsync()).PinResetService.WhyUnreadable!.Kind);
    }

    private static GraphRoom Impatient() => new(options => options.RequestTimeout = TimeSpan.FromMilliseconds(200));

    private static HttpResponseMessage Stalled(HttpStatusCode status, string begin) => new(status) { Content = new StreamContent(new StallingStream(begin)) };

    /// <summary>Gives its beginning, and then nothing until somebody cancels.</summary>
    private sealed class StallingStream(string begin) : MemoryStream(Encoding.UTF8.GetBytes(begin))
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await base.ReadAsync(buffer, cancellationToken);
            return read > 0 ? read : await NothingAsync(cancellationToken);
        }

        public override async Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
        {
            await base.CopyToAsync(destination, bufferSize, cancellationToken);
            await NothingAsync(cancellationToken);
        }

        private static async Task<int> NothingAsync(CancellationToken cancellationToken) =>
            await new TaskCompletionSource<int>().Task.WaitAsync(cancellationToken);
    }
}
