using System.Net;
using PinResetPortal.Hosting;

namespace PinResetPortal.Identity;

/// <summary>What could not be judged is not refused: programs try again on 503, and ask their user to sign in on 401.</summary>
public sealed class EntraAwayTests
{
    [Fact]
    public async Task Call_KeysWereNeverRead_Is503WithRetryAfter()
    {
        var portal = new EmulatedPortal();
        await portal.InitializeAsync();
        await using (portal)
        {
            var token = await portal.ApplicationTokenAsync();
            using (var before = await portal.Caller(token).GetAsync("/api/v1/tenants", TestContext.Current.CancellationToken))
            {
                await before.JsonAsync();
            }

            await portal.StartWithoutEntraAsync();
            using var answer = await portal.Caller(token).GetAsync("/api/v1/tenants", TestContext.Current.CancellationToken);
            using var noToken = await portal.Caller("").GetAsync("/api/v1/tenants", TestContext.Current.CancellationToken);

            await answer.ProblemAsync(HttpStatusCode.ServiceUnavailable, "entra-unreachable");
            Assert.True(answer.Headers.RetryAfter?.Delta > TimeSpan.Zero);
            await noToken.ProblemAsync(HttpStatusCode.Unauthorized, "sign-in-required");
        }
    }
}
