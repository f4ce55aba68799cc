using System.Net;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
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
        _host.Cache.IsAway = true;

        using var answer = await client.GetAsync(page, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        var id = answer.Headers.GetValues("X-Correlation-Id").Single();
        Assert.Contains(id, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private sealed class AwayHost : PortalHost
    {
        public Cache Cache { get; } = new();

        protected override void ConfigureWebHost(Microsoft.AspNetCore.Hosting.IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.ConfigureTestServices(services => services.AddSingleton<IDistributedCache>(Cache));
        }
    }

    /// <summary>What the database keeps until it goes away.</summary>
    private sealed class Cache : IDistributedCache
    {
        private readonly MemoryDistributedCache _kept = new(Options.Create(new MemoryDistributedCacheOptions()));

        public bool IsAway { get; set; }

        private MemoryDistributedCache Kept => IsAway ? throw new TimeoutException() : _kept;

        public byte[]? Get(string key) => Kept.Get(key);

        public Task<byte[]?> GetAsync(string key, CancellationToken token = default) => Kept.GetAsync(key, token);

        public void Refresh(string key) => Kept.Refresh(key);

        public Task RefreshAsync(string key, CancellationToken token = default) => Kept.RefreshAsync(key, token);

        public void Remove(string key) => Kept.Remove(key);

        public Task RemoveAsync(string key, CancellationToken token = default) => Kept.RemoveAsync(key, token);

        public void Set(string key, byte[] value, DistributedCacheEntryOptions options) => Kept.Set(key, value, options);

        public Task SetAsync(string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default) => Kept.SetAsync(key, value, options, token);
    }
}
