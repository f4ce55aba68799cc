using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Logging;
using PinResetPortal.Store.Database;
using PinResetPortal.Store.Schema;
using PinResetPortal.Store.Storage;

namespace PinResetPortal.Store.Secrets;

/// <summary>
/// The token cache of Microsoft.Identity.Web (<c>AddDistributedTokenCaches()</c> takes the registered <see cref="IDistributedCache"/>,
/// <see href="https://learn.microsoft.com/entra/msal/dotnet/how-to/token-cache-serialization"/>), shared by all instances and still there
/// after a restart. Values are encrypted; the key of an entry is part of what decrypts it, so that the tokens of one account or tenant
/// cannot be had by moving a row under another key.
/// </summary>
internal sealed partial class DatabaseTokenCache(
    PortalDatabase database,
    IDataProtectionProvider protection,
    TimeProvider time,
    ILogger<DatabaseTokenCache> logger) : IDistributedCache
{
    private const string Purpose = "token-cache";

    // A refresh token that nobody used for 90 days is dead, so is the entry that holds it:
    // https://learn.microsoft.com/entra/identity-platform/refresh-tokens#token-lifetime
    private static readonly TimeSpan Longest = TimeSpan.FromDays(90);

    public async Task<byte[]?> GetAsync(string key, CancellationToken token = default)
    {
        var row = await database.ReadAsync(context => context.TokenCache.AsNoTracking().SingleOrDefaultAsync(row => row.Key == key, token), token);
        if (row is null)
        {
            return null;
        }

        if (row.ExpiresAt <= time.GetUtcNow())
        {
            await RemoveAsync(key, token);
            return null;
        }

        if (Unprotect(row) is not { } value)
        {
            await RemoveAsync(key, token);
            return null;
        }

        await SlideAsync(row, token);
        return value;
    }

    public async Task SetAsync(string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default)
    {
        var now = time.GetUtcNow();
        var absolute = options.AbsoluteExpirationRelativeToNow is { } relative ? now + relative : options.AbsoluteExpiration;
        var expires = Earlier(now + (options.SlidingExpiration ?? Longest), absolute ?? now + Longest);
        if (options.SlidingExpiration is null && absolute is { } end)
        {
            expires = end;
        }

        var row = new
        {
            Value = Protector(key).Protect(value),
            ExpiresAt = StoredTime.ToText(expires),
            SlidingSeconds = (long)(options.SlidingExpiration?.TotalSeconds ?? 0),
            AbsoluteExpiresAt = StoredTime.ToText(absolute ?? now + Longest),
        };

        // One statement in both databases: two sign-ins of one person at once must not trip over each other.
        await database.WriteAsync(
            context => context.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO "TokenCache" ("Key", "Value", "ExpiresAt", "SlidingSeconds", "AbsoluteExpiresAt")
                VALUES ({key}, {row.Value}, {row.ExpiresAt}, {row.SlidingSeconds}, {row.AbsoluteExpiresAt})
                ON CONFLICT ("Key") DO UPDATE SET "Value" = excluded."Value", "ExpiresAt" = excluded."ExpiresAt",
                    "SlidingSeconds" = excluded."SlidingSeconds", "AbsoluteExpiresAt" = excluded."AbsoluteExpiresAt"
                """,
                token),
            token);
    }

    public async Task RefreshAsync(string key, CancellationToken token = default) => await GetAsync(key, token);

    public Task RemoveAsync(string key, CancellationToken token = default) =>
        database.WriteAsync(context => context.TokenCache.Where(row => row.Key == key).ExecuteDeleteAsync(token), token);

    // The interface has these twins; Microsoft.Identity.Web calls the asynchronous ones, and ASP.NET Core has no synchronisation context to block.
    public byte[]? Get(string key) => GetAsync(key).GetAwaiter().GetResult();

    public void Set(string key, byte[] value, DistributedCacheEntryOptions options) => SetAsync(key, value, options).GetAwaiter().GetResult();

    public void Refresh(string key) => RefreshAsync(key).GetAwaiter().GetResult();

    public void Remove(string key) => RemoveAsync(key).GetAwaiter().GetResult();

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private IDataProtector Protector(string key) => protection.CreateProtector(Purpose, key);

    private byte[]? Unprotect(TokenCacheRow row)
    {
        try
        {
            return Protector(row.Key).Unprotect(row.Value);
        }
        catch (CryptographicException e)
        {
            LogUnreadable(logger, e);
            return null;
        }
    }

    private Task SlideAsync(TokenCacheRow row, CancellationToken cancellationToken)
    {
        if (row.SlidingSeconds == 0)
        {
            return Task.CompletedTask;
        }

        var expires = Earlier(time.GetUtcNow().AddSeconds(row.SlidingSeconds), row.AbsoluteExpiresAt ?? DateTimeOffset.MaxValue);
        return database.WriteAsync(
            context => context.TokenCache
                .Where(cached => cached.Key == row.Key)
                .ExecuteUpdateAsync(set => set.SetProperty(cached => cached.ExpiresAt, expires), cancellationToken),
            cancellationToken);
    }

    [LoggerMessage(5010, LogLevel.Warning, "A token cache entry cannot be decrypted (the data-protection keys were lost or replaced, or the entry was altered). It is removed; the person signs in again.")]
    private static partial void LogUnreadable(ILogger logger, Exception exception);
}
