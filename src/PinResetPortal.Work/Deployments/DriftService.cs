using System.Text.Json;
using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Audit;

namespace PinResetPortal.Work.Deployments;

public enum AcceptOutcome
{
    Accepted,

    /// <summary>Only a portal Operator may accept; the attempt is in the audit log.</summary>
    Denied,

    /// <summary>The portal deployed no such policy in this tenant.</summary>
    NotFound,
}

/// <summary>Decisions about drift. Pages and API call the same one.</summary>
public sealed class DriftService(IDeploymentStore deployments, IAuditLog audit, TimeProvider time)
{
    /// <summary>The longest time for which a difference can be accepted.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    private const int LongestText = 500;

    /// <returns>What is wrong with the words, in a sentence; null when nothing is.</returns>
    public string? Problem(string? note, string? owner, DateTimeOffset until) =>
        string.IsNullOrWhiteSpace(note) ? "Say in a few words why the difference is all right."
        : string.IsNullOrWhiteSpace(owner) ? "Name who answers for it."
        : note.Length > LongestText || owner.Length > LongestText ? $"Note and owner take up to {LongestText} characters."
        : until <= time.GetUtcNow() ? "The end date must lie in the future."
        : until > time.GetUtcNow() + Longest ? "The end date may lie a year ahead at most."
        : null;

    /// <exception cref="ArgumentException">The words have a <see cref="Problem"/>.</exception>
    public async Task<AcceptOutcome> AcceptAsync(TenantId tenantId, string policyId, string note, string owner, DateTimeOffset until, Actor actor, CancellationToken cancellationToken)
    {
        if (Problem(note, owner, until) is { } problem)
        {
            throw new ArgumentException(problem, nameof(note));
        }

        if (await audit.IsDeniedAsync(actor, PortalRole.Operator, tenantId, "accept a changed policy", cancellationToken))
        {
            return AcceptOutcome.Denied;
        }

        var acceptance = new DriftAcceptance(note.Trim(), owner.Trim(), until, actor.Name, time.GetUtcNow());
        if (!await deployments.AcceptAsync(actor.KeyOf(tenantId), policyId, acceptance, cancellationToken))
        {
            return AcceptOutcome.NotFound;
        }

        await audit.AppendAsync(
            AuditRecord.Of(actor, tenantId, AuditActions.DriftAccepted, $"Accepted the changed policy {policyId} until {until:yyyy-MM-dd}", JsonSerializer.Serialize(new { policyId, acceptance }, JsonSerializerOptions.Web)),
            cancellationToken);
        return AcceptOutcome.Accepted;
    }
}
