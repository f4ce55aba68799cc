using System.Security.Claims;
using Microsoft.Extensions.Caching.Memory;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.SignIn;

/// <summary>
/// Whether a sign-in goes on: the one question of every request with a cookie and of every open circuit. Its tenant is admitted, nobody ended it, it is
/// not past its longest time, and Entra says, at most <see cref="RoleAge"/> ago, that the person holds the role that the cookie carries.
/// </summary>
internal sealed class SessionCheck(SignInSessions sessions, HomeTenantGate gate, IRolesNow roles, IMemoryCache asked, TimeProvider time)
{
    public static readonly TimeSpan RoleAge = TimeSpan.FromMinutes(5);

    /// <summary>Nobody waits longer for Entra.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();

    /// <summary>A sign-in whose role is gone ends for good: a reload would bring the role of its cookie back.</summary>
    public async Task<bool> MayGoOnAsync(ClaimsPrincipal person, CancellationToken cancellationToken)
    {
        if (!gate.Admits(person) || !await sessions.IsAliveAsync(person, cancellationToken))
        {
            return false;
        }

        if (await HoldsRoleAsync(person).WaitAsync(cancellationToken))
        {
            return true;
        }

        await sessions.EndAsync(person, cancellationToken);
        return false;
    }

    private Task<bool> HoldsRoleAsync(ClaimsPrincipal person)
    {
        var role = ActorFactory.RoleOf(person);
        if (role == PortalRole.None || time.GetUtcNow() - SignInSessions.BeganAt(person) < RoleAge)
        {
            return Task.FromResult(true);
        }

        // A page brings many requests along: they wait for the same answer.
        var key = $"role:{person.FindFirstValue(SignInSessions.SessionClaim)}:{person.FindFirstValue(SignInSessions.BeganClaim)}";
        lock (_gate)
        {
            // A question that failed is asked again: it is nobody's answer.
            if (!asked.TryGetValue(key, out Task<bool>? answer) || answer is null or { IsFaulted: true })
            {
                // The answer is everybody's, so it does not end with the request that asked first.
                using (ExecutionContext.SuppressFlow())
                {
                    answer = Task.Run(() => StillHoldsAsync(person, role));
                }

                asked.Set(key, answer, RoleAge);
            }

            return answer;
        }
    }

    private async Task<bool> StillHoldsAsync(ClaimsPrincipal person, PortalRole role)
    {
        using var patience = new CancellationTokenSource(Patience, time);

        // An outage of Entra says nothing about the person; the next round asks again.
        return await roles.ReadAsync(person, patience.Token) is not { } now || now >= role;
    }
}
