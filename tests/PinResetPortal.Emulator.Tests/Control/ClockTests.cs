using System.Net;
using System.Text.Json.Nodes;
using PinResetPortal.Emulator.Entra;
using PinResetPortal.Emulator.Registrations;

namespace PinResetPortal.Emulator.Control;

/// <summary>Everything that takes time follows the clock that the Emulator was given, so that a test waits for nothing.</summary>
public sealed class ClockTests
{
    private const string NewPrincipal = "servicePrincipals(appId='14d82eec-204b-4c2f-b7e8-296a70dab67e')";

    /// <summary>
    /// https://learn.microsoft.com/entra/identity-platform/configurable-token-lifetimes (60 to 90 minutes) and
    /// https://learn.microsoft.com/graph/throttling-limits#identity-and-access-reports-service-limits.
    /// </summary>
    [Fact]
    public async Task Clock_ReplicationThrottlingAndTokens_FollowIt()
    {
        await using var emulator = await TestEmulator.StartWholeAsync();
        await emulator.ControlAsync(HttpMethod.Post, "/faults", """{"replicationDelayMs":60000}""");
        var given = await emulator.TokenAsync(TestEmulator.Partner, TestEmulator.AppForm());
        var token = given["access_token"]!.GetValue<string>();

        await emulator.SendAsync(token, HttpStatusCode.Created, "POST", "servicePrincipals", new JsonObject { ["appId"] = "14d82eec-204b-4c2f-b7e8-296a70dab67e" });
        emulator.Time.Advance(TimeSpan.FromSeconds(59));
        await emulator.SendAsync(token, HttpStatusCode.NotFound, "GET", NewPrincipal);
        emulator.Time.Advance(TimeSpan.FromSeconds(1));
        await emulator.SendAsync(token, HttpStatusCode.OK, "GET", NewPrincipal);

        for (var i = 0; i < 5; i++)
        {
            await emulator.SendAsync(token, HttpStatusCode.OK, "GET", "auditLogs/signIns?$top=1");
        }

        using var sixth = await emulator.GraphAsync(HttpMethod.Get, "/v1.0/auditLogs/signIns?$top=1", token);
        Assert.Equal((HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(10)), (sixth.StatusCode, sixth.Headers.RetryAfter!.Delta));
        emulator.Time.Advance(TimeSpan.FromSeconds(10));
        await emulator.SendAsync(token, HttpStatusCode.OK, "GET", "auditLogs/signIns?$top=1");

        emulator.Time.Advance(TimeSpan.FromSeconds(given["expires_in"]!.GetValue<int>()));
        await emulator.SendAsync(token, HttpStatusCode.Unauthorized, "GET", NewPrincipal);
    }
}
