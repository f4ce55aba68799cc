using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Registration;
using PinResetPortal.Core.SelfChecks;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Work.SelfChecks;

/// <summary>Reads what Entra has of the portal itself. Implemented by the Graph room.</summary>
public interface IOwnRegistrationReader
{
    /// <summary>The registration as the actor's home tenant has it; Graph is asked as the actor.</summary>
    Task<Fact<LiveRegistration>> ReadAsync(Tenant home, string clientId, Actor actor, CancellationToken cancellationToken);

    /// <summary>This machine's clock against the <c>Date</c> header of the sign-in host.</summary>
    Task<Fact<ClockFacts>> ReadClockAsync(CancellationToken cancellationToken);
}

/// <summary>Looks at the database without changing it. Implemented by the Store.</summary>
public interface IDatabaseLook
{
    /// <returns>Why the database cannot be used as it is, with the next step; expected trouble never throws.</returns>
    Task<Fact<DatabaseFacts>> LookAsync(CancellationToken cancellationToken);
}

/// <summary>What only the process itself knows. Implemented by the host.</summary>
public interface IOwnPlace
{
    /// <summary>Null: the configuration names no application.</summary>
    string? ClientId { get; }

    PortalRegistration Wanted { get; }

    IReadOnlyList<OwnCredential> ReadCredentials();

    Task<AddressFacts> ReadAddressAsync(CancellationToken cancellationToken);
}
