using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Registration;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Core.SelfChecks;

/// <summary>What the portal knows of itself at one moment, for one of its home tenants.</summary>
/// <param name="ClientId">Null: the configuration names no application.</param>
/// <param name="Credentials">As the configuration names them.</param>
/// <param name="Token">What the portal's own application token for the home tenant carries, or why there is none.</param>
/// <param name="Registration">As the home tenant has it.</param>
public sealed record PortalFacts(
    DateTimeOffset At,
    TenantId HomeTenantId,
    string? ClientId,
    PortalRegistration Wanted,
    IReadOnlyList<OwnCredential> Credentials,
    Fact<AccessFacts> Token,
    Fact<LiveRegistration> Registration,
    AddressFacts Address,
    Fact<ClockFacts> Clock,
    Fact<DatabaseFacts> Database,
    Fact<LicenceFacts> Licences);

/// <summary>A credential as this machine sees it.</summary>
/// <param name="EndsAt">The end of a certificate that could be loaded; null where only Entra knows.</param>
/// <param name="Problem">One sentence; null when nothing is wrong with it here.</param>
/// <param name="KeyId">Under which the registration lists it, where <c>setup</c> wrote it down.</param>
/// <param name="Thumbprints">Of a certificate, in every form in which a registration may list it.</param>
public sealed record OwnCredential(CredentialKind Kind, DateTimeOffset? EndsAt, string? Problem, string? KeyId, IReadOnlyList<string> Thumbprints);

/// <param name="PublicUrl">The configured address; null: the Host header decides.</param>
/// <param name="MayBeAnywhere">The environment is one in which the sign-in takes http, too (Demo, Test).</param>
/// <param name="RefusedAt">When a sign-in was refused last because it came over http; null: never since the start, or nobody could know.</param>
/// <param name="Answer">What the address answered to somebody from outside; null: nobody asked.</param>
public sealed record AddressFacts(Uri? PublicUrl, bool MayBeAnywhere, DateTimeOffset? RefusedAt, AddressAnswer? Answer);

/// <summary>What came back when the public address was asked for the portal's first page.</summary>
/// <param name="Asked">The address.</param>
/// <param name="SentTo">Where the portal sent the browser; null: nowhere.</param>
/// <param name="Problem">Why there was no answer, in half a sentence; null when there was one.</param>
public sealed record AddressAnswer(Uri Asked, int? Status, Uri? SentTo, string? Problem);

/// <param name="Ahead">By how much this machine's clock is ahead; negative: behind.</param>
/// <param name="Of">Host whose clock it was compared with.</param>
public sealed record ClockFacts(TimeSpan Ahead, string Of);

/// <summary>A database that answers.</summary>
/// <param name="Name">For sentences: the file, or database and server.</param>
/// <param name="Exists">False: nothing was made yet; the first start makes it.</param>
/// <param name="Waiting">Steps of the schema that this version brings and the database does not have yet.</param>
public sealed record DatabaseFacts(string Name, bool Exists, int Waiting);
