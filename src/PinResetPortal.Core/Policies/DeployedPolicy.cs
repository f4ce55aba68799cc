using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Core.Policies;

/// <summary>A policy as a verified repair of this portal left it.</summary>
/// <param name="Policy">The snapshot that the verification read.</param>
/// <param name="OperationId">The run that left it so; an undo of that run takes this entry away.</param>
/// <param name="AcceptedDrift">Somebody decided that it may differ; null when nobody did.</param>
public sealed record DeployedPolicy(
    TenantId TenantId,
    IntunePolicy Policy,
    Guid OperationId,
    DateTimeOffset DeployedAt,
    string DeployedBy,
    DriftAcceptance? AcceptedDrift = null);

/// <summary>The decision that a policy may differ from what the portal deployed.</summary>
/// <param name="Note">Why.</param>
/// <param name="Owner">Who answers for it.</param>
/// <param name="Until">From then on it is a finding again.</param>
public sealed record DriftAcceptance(string Note, string Owner, DateTimeOffset Until, string AcceptedBy, DateTimeOffset AcceptedAt);
