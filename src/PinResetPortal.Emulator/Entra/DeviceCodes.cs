using System.Collections.Concurrent;
using System.Security.Cryptography;
using PinResetPortal.Emulator.Directory;
using PinResetPortal.Emulator.Entra.Errors;

namespace PinResetPortal.Emulator.Entra;

/// <summary>Codes for devices without a browser: fifteen minutes to enter one, one token response for each.</summary>
internal sealed class DeviceCodes(TimeProvider time)
{
    public const int LifetimeSeconds = 900;

    // Without vowels and letters that are mistaken for others.
    private const string Letters = "BCDFGHJKLMNPQRSTVWXZ";
    private readonly ConcurrentDictionary<string, DeviceRequest> _byDeviceCode = new();

    public (string DeviceCode, DeviceRequest Request) Issue(RegisteredApp client, string tenantName, string scope)
    {
        var request = new DeviceRequest(client, tenantName, scope, RandomNumberGenerator.GetString(Letters, 9), time.GetUtcNow().AddSeconds(LifetimeSeconds));
        var deviceCode = $"D{Guid.NewGuid():N}{Guid.NewGuid():N}";
        _byDeviceCode[deviceCode] = request;
        return (deviceCode, request);
    }

    /// <returns>Null: unknown, expired or answered.</returns>
    public DeviceRequest? ByUserCode(string? userCode) => _byDeviceCode.Values.FirstOrDefault(one =>
        one.UserCode.Equals(userCode?.Trim(), StringComparison.OrdinalIgnoreCase) && one.ExpiresAt > time.GetUtcNow() && one.Answer is null);

    /// <returns>The authorization code that the person's sign-in ended with.</returns>
    /// <exception cref="EntraException">Nobody has signed in yet, the person refused, or the code is no longer good.</exception>
    public string Redeem(string deviceCode, RegisteredApp client)
    {
        if (!_byDeviceCode.TryGetValue(deviceCode, out var request) || request.Client != client)
        {
            throw EntraErrors.DeviceCodeUnknown();
        }

        if (request.Answer is { } answer)
        {
            _byDeviceCode.TryRemove(deviceCode, out _);
            return answer.Code ?? throw EntraErrors.DeviceDeclined(client);
        }

        throw request.ExpiresAt <= time.GetUtcNow() ? EntraErrors.DeviceCodeExpired() : EntraErrors.DevicePending();
    }
}

/// <summary>One device that waits.</summary>
internal sealed class DeviceRequest(RegisteredApp client, string tenantName, string scope, string userCode, DateTimeOffset expiresAt)
{
    private DeviceAnswer? _answer;

    public RegisteredApp Client { get; } = client;

    public string TenantName { get; } = tenantName;

    public string Scope { get; } = scope;

    public string UserCode { get; } = userCode;

    public DateTimeOffset ExpiresAt { get; } = expiresAt;

    public DeviceAnswer? Answer => Volatile.Read(ref _answer);

    /// <param name="code">Null: the person refused.</param>
    public void Complete(string? code) => Interlocked.CompareExchange(ref _answer, new DeviceAnswer(code), null);
}

internal sealed record DeviceAnswer(string? Code);
