using System.Text.Json.Nodes;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Registration;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Graph.Registering;

/// <summary>Opens Microsoft Graph for the commands that look after the portal's own registration, with a token that somebody brought.</summary>
public interface IRegistrationDoor
{
    /// <returns>Null: the text is no access token that tells its tenant.</returns>
    IRegistrationSession? Open(string accessToken);
}

/// <summary>One tenant, with one person's or application's token.</summary>
public interface IRegistrationSession : IDisposable
{
    TenantId TenantId { get; }

    /// <summary>Object id of whoever the token is for.</summary>
    string? ObjectId { get; }

    /// <summary>For sentences: the user name, or the name of the application.</summary>
    string Name { get; }

    bool IsApplication { get; }

    /// <summary>What the token carries: delegated scopes, or application permissions.</summary>
    IReadOnlyList<string> Permissions { get; }

    /// <summary>Template ids of directory roles, as the token tells them; null when it tells none.</summary>
    IReadOnlyList<Guid>? Roles { get; }

    /// <param name="clientId">Which application; null: the one with <paramref name="uniqueName"/>, if there is one.</param>
    Task<Fact<LiveRegistration>> ReadAsync(string? clientId, string uniqueName, CancellationToken cancellationToken);

    /// <summary>The tenant's licences (<c>subscribedSkus</c>).</summary>
    Task<Fact<LicenceFacts>> ReadLicencesAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Sends one step. Throttling, and objects that are so new that Entra does not know them everywhere, are waited for. Expected trouble never
    /// throws.
    /// </summary>
    Task<StepOutcome> SendAsync(RegistrationStep step, CancellationToken cancellationToken);

    /// <param name="who">A user principal name, the name of a group, or an object id.</param>
    /// <returns>Whom it may mean: nobody, one, or each of several groups that have the same name.</returns>
    Task<Fact<IReadOnlyList<DirectoryPrincipal>>> FindAsync(string who, CancellationToken cancellationToken);

    /// <summary>The service principal of an application or managed identity in this tenant.</summary>
    /// <returns>Null inside: there is none.</returns>
    Task<Fact<DirectoryPrincipal?>> FindApplicationAsync(string clientId, CancellationToken cancellationToken);
}

/// <summary>Somebody or something that can hold a role.</summary>
public sealed record DirectoryPrincipal(string Id, string Name);

public abstract record StepOutcome
{
    private StepOutcome()
    {
    }

    /// <param name="Answer">What came back; null when it was empty.</param>
    public sealed record Done(JsonObject? Answer) : StepOutcome;

    public sealed record Refused(UnreadableReason Reason) : StepOutcome;
}
