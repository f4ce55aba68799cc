using System.Text.Json.Serialization;

namespace PinResetPortal.Emulator.Faults;

/// <summary>What <c>POST /_control/faults</c> takes; a field that it does not know is refused.</summary>
/// <param name="LatencyMs">Per HTTP request, token endpoint included.</param>
/// <param name="ThrottleShare">Share of single requests and of batch items that are answered with 429.</param>
/// <param name="RetryAfter">The header's value; null leaves it out.</param>
/// <param name="ErrorShare">Share of single requests and of batch items that fail with 503, some with 500 or 504.</param>
/// <param name="DropShare">Share of HTTP requests whose connection breaks: half before anything was done, half afterwards.</param>
/// <param name="ReplicationDelayMs">How long a new or changed object is not readable.</param>
/// <param name="Seed">Makes the dice repeat.</param>
/// <param name="TokenLifetimeSeconds">Lifetime of tokens that are issued from now on.</param>
/// <param name="Contrary">What the documentation leaves open is answered the other way.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record FaultPlan(
    LatencyPlan? LatencyMs = null,
    double? ThrottleShare = null,
    string? RetryAfter = null,
    double? ErrorShare = null,
    double? DropShare = null,
    int? ReplicationDelayMs = null,
    int? Seed = null,
    int? TokenLifetimeSeconds = null,
    bool Contrary = false)
{
    public static readonly FaultPlan None = new();

    /// <returns>A sentence, or null when everything is in range.</returns>
    public string? WhatIsWrong()
    {
        foreach (var (name, share) in new[] { ("throttleShare", ThrottleShare), ("errorShare", ErrorShare), ("dropShare", DropShare) })
        {
            if (share is < 0 or > 1 or double.NaN)
            {
                return $"'{name}' is {share}; it is a share between 0 and 1.";
            }
        }

        return LatencyMs is { Mean: < 0 } or { Spread: < 0 } ? "'latencyMs' must not be negative."
            : ReplicationDelayMs < 0 ? "'replicationDelayMs' must not be negative."
            : TokenLifetimeSeconds < 1 ? "'tokenLifetimeSeconds' must be at least 1."
            : null;
    }
}

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record LatencyPlan(double Mean, double Spread);
