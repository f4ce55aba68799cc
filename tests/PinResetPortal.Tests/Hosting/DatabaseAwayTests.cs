using System.Net;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Hosting;

/// <summary>What a person sees while the database is away: it also says which sign-ins have ended, so every request asks for it.</summary>
public sealed class DatabaseAwayTests : IDisposable
{
    private readonly AwayHost _host = new();

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData("/guide")]
    [InlineData("/export/audit.csv")]
    public async Task Page_DatabaseAway_IsTheErrorPageWithItsCorrelationId(string page)
    {
        using var client = _host.SignedIn(PortalRole.Reader);

        using var answer = await client.GetAsync(page, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        var id = answer.Headers.GetValues("X-Correlation-Id").Single();
        Assert.Contains(id, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private sealed class AwayHost : PortalHost
    {
        protected override void ConfigureWebHost(Microsoft.AspNetCore.Hosting.IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.ConfigureTestServices(services => services.AddSingleton<IDistributedCache, Away>());
        }
    }

    private sealed class Away : IDistributedCache
    {
        public byte[]? Get(string key) => throw new TimeoutException();

        public Task<byte[]?> GetAsync(string key, CancellationToken token = default) => throw new TimeoutException();

        public void Refresh(string key) => throw new TimeoutException();

        public Task RefreshAsync(string key, CancellationToken token = default) => throw new TimeoutException();

        public void Remove(string key) => throw new TimeoutException();

        public Task RemoveAsync(string key, CancellationToken token = default) => throw new TimeoutException();

        public void Set(string key, byte[] value, DistributedCacheEntryOptions options) => throw new TimeoutException();

        public Task SetAsync(string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default) => throw new TimeoutException();
    }
}
