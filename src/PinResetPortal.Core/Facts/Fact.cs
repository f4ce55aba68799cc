using System.Diagnostics.CodeAnalysis;

namespace PinResetPortal.Core.Facts;

/// <summary>
/// One thing we know about a tenant, or why we do not. A 403 is a fact about us and never about the tenant:
/// it becomes <see cref="Unreadable"/>, and the checks over it become Unknown.
/// </summary>
public abstract record Fact<T>
{
    private Fact()
    {
    }

    public sealed record Known(T Value) : Fact<T>;

    public sealed record Unreadable(UnreadableReason Reason) : Fact<T>;

    public static implicit operator Fact<T>(T value) => new Known(value);

    public static implicit operator Fact<T>(UnreadableReason reason) => new Unreadable(reason);

    /// <summary>The value, or null (the default of T) when it could not be read.</summary>
    public T? ValueOrDefault => this is Known known ? known.Value : default;

    /// <summary>Why it could not be read; null when it is known.</summary>
    public UnreadableReason? WhyUnreadable => (this as Unreadable)?.Reason;

    /// <summary>Whether it is known: then there is a value, else there is a reason.</summary>
    public bool IsKnown([MaybeNullWhen(false)] out T value, [NotNullWhen(false)] out UnreadableReason? reason)
    {
        if (this is Known known)
        {
            (value, reason) = (known.Value, null);
            return true;
        }

        value = default;
        reason = WhyUnreadable ?? throw new InvalidOperationException("A fact is known or unreadable.");
        return false;
    }

    public Fact<TResult> Map<TResult>(Func<T, TResult> map) => this switch
    {
        Known known => new Fact<TResult>.Known(map(known.Value)),
        Unreadable unreadable => new Fact<TResult>.Unreadable(unreadable.Reason),
        _ => throw new InvalidOperationException("A fact is known or unreadable."),
    };
}

public enum UnreadableKind
{
    /// <summary>The token lacks a Graph permission (scope or app role).</summary>
    PermissionMissing,

    /// <summary>The signed-in person lacks a directory role (own or GDAP).</summary>
    RoleMissing,

    /// <summary>The portal's own application is not consented in the tenant.</summary>
    PortalNotConsented,

    /// <summary>The tenant lacks the licence that the data needs.</summary>
    LicenceMissing,

    /// <summary>The GDAP relationship has ended.</summary>
    RelationshipEnded,

    /// <summary>A person must sign in (again), or satisfy Conditional Access.</summary>
    SignInRequired,

    /// <summary>Graph kept throttling us (429).</summary>
    Throttled,

    /// <summary>Graph answered 5xx, timed out or dropped the connection after all retries.</summary>
    Unavailable,

    /// <summary>Graph answered something that we cannot read.</summary>
    NotUnderstood,

    /// <summary>The tenant does not exist, or is in another national cloud.</summary>
    TenantNotFound,

    /// <summary>Entra does not accept the portal's own secret, certificate or federated credential: asking again changes nothing.</summary>
    CredentialRefused,
}

/// <summary>Why a fact could not be read, in words for the admin and in fields for the code.</summary>
/// <param name="Message">One plain sentence: what happened and why.</param>
/// <param name="NextStep">One plain sentence: what to do about it.</param>
/// <param name="Permission">The Graph permission that is missing, for example <c>Application.Read.All</c>.</param>
/// <param name="Role">The directory role that is missing, for example "Intune Administrator".</param>
/// <param name="Status">HTTP status of Graph's or Entra's answer.</param>
/// <param name="Code">Graph's error code or the AADSTS code.</param>
/// <param name="RequestId">Graph's <c>request-id</c>, for a support case.</param>
/// <param name="Challenge">For <see cref="UnreadableKind.SignInRequired"/>: what the browser must do.</param>
public sealed record UnreadableReason(
    UnreadableKind Kind,
    string Message,
    string? NextStep = null,
    string? Permission = null,
    string? Role = null,
    int? Status = null,
    string? Code = null,
    string? RequestId = null,
    SignInChallenge? Challenge = null);

/// <summary>What a person's browser must do before a token can be had: give consent or satisfy Conditional Access.</summary>
/// <param name="TenantId">The tenant whose token was refused.</param>
/// <param name="Scopes">The Graph permissions that were asked for.</param>
/// <param name="Claims">The claims challenge that Entra or Graph demanded (JSON), passed back unchanged.</param>
public sealed record SignInChallenge(Tenants.TenantId TenantId, IReadOnlyList<string> Scopes, string? Claims);
