using System.Net;
using PinResetPortal.Emulator.Entra;
using PinResetPortal.Emulator.Tokens;

namespace PinResetPortal.Emulator.Control;

public sealed class HostingTests
{
    [Theory]
    [InlineData("http://0.0.0.0:5081")]
    [InlineData("http://192.168.1.10:5081")]
    [InlineData("http://emulator.example:5081")]
    public void Build_AddressOffLoopback_IsRefusedWithAReason(string url)
    {
        var refusal = Assert.Throws<InvalidOperationException>(() => EmulatorApplication.Build(new EmulatorOptions { Url = new Uri(url) }));
        Assert.Contains("loopback only", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_OnLocalhost_ListensOnBothLoopbackNames()
    {
        var port = FreePort();
        await using var emulator = await EmulatorApplication.StartAsync(new EmulatorOptions { Url = new Uri($"http://127.0.0.1:{port}") }, TestContext.Current.CancellationToken);
        using var client = new HttpClient();
        foreach (var host in new[] { "localhost", "127.0.0.1" })
        {
            var response = await client.GetAsync(new Uri($"http://{host}:{port}/common/discovery/v2.0/keys"), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
    }

    [Fact]
    public async Task KeyFile_Kept_MakesTokensOutliveARestart()
    {
        var file = Path.Combine(Path.GetTempPath(), $"emulator-{Guid.NewGuid():N}.pem");
        try
        {
            var options = new EmulatorOptions { Url = new Uri("http://localhost:0"), KeyFile = file };
            string before;
            await using (var first = await EmulatorApplication.StartAsync(options, TestContext.Current.CancellationToken))
            {
                before = await KeysAsync(first);
            }

            await using var second = await EmulatorApplication.StartAsync(options, TestContext.Current.CancellationToken);
            await using var other = await TestEmulator.StartAsync();
            Assert.Equal(before, await KeysAsync(second));
            Assert.NotEqual(before, await other.Client.GetStringAsync(new Uri("/common/discovery/v2.0/keys", UriKind.Relative), TestContext.Current.CancellationToken));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Pages_StyleSheet_IsServedFromHere()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var response = await emulator.Client.GetAsync(new Uri("/_signin/signin.css", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal("text/css", response.Content.Headers.ContentType!.MediaType);
    }

    private static async Task<string> KeysAsync(RunningEmulator emulator)
    {
        using var client = new HttpClient { BaseAddress = emulator.BaseAddress };
        return await client.GetStringAsync(new Uri("/common/discovery/v2.0/keys", UriKind.Relative), TestContext.Current.CancellationToken);
    }

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
