namespace PinResetPortal.Core.Facts;

/// <summary>
/// What the sign-in log says about the two PIN reset applications, without anybody's name
/// (https://learn.microsoft.com/graph/api/signin-list; needs Entra ID P1).
/// </summary>
/// <param name="ReadAt">When the log was read: it is asked for once a day and on demand, so this may be earlier than the snapshot.</param>
/// <param name="Days">How far back.</param>
/// <param name="ClientSucceededAt">
/// The newest sign-in to the Client application that succeeded: the proof that its consent works. It says nothing about whether a PIN was
/// changed. Null: none in these days.
/// </param>
/// <param name="Refusals">The newest of each code and application.</param>
/// <param name="Complete">False: there were more, and these are the newest.</param>
public sealed record SignInFacts(DateTimeOffset ReadAt, int Days, DateTimeOffset? ClientSucceededAt, IReadOnlyList<SignInRefusal> Refusals, bool Complete)
{
    /// <summary>AADSTS65001: nobody consented to the application for this resource (https://learn.microsoft.com/entra/identity-platform/reference-error-codes).</summary>
    public const int ConsentMissing = 65001;

    /// <summary>The newest refusal for lack of a grant, unless a later sign-in to the Client succeeded.</summary>
    public SignInRefusal? GrantRefused => Refusals
        .Where(refusal => refusal.Code == ConsentMissing && (ClientSucceededAt is not { } succeeded || refusal.At > succeeded))
        .MaxBy(refusal => refusal.At);

    /// <summary>What an earlier read of more days knew stays, as far as this one does not know better.</summary>
    public SignInFacts After(SignInFacts? earlier) => earlier is null || earlier.Days <= Days ? this : this with
    {
        Days = earlier.Days,
        ClientSucceededAt = ClientSucceededAt ?? earlier.ClientSucceededAt,
        Refusals = [.. Refusals, .. earlier.Refusals.Where(old => !Refusals.Any(known => known.Code == old.Code && known.AppId == old.AppId))],
    };
}

/// <param name="Code">The number behind AADSTS.</param>
/// <param name="AppId">The application that was signed in to.</param>
/// <param name="At">When it happened last.</param>
/// <param name="Count">How often, in what was read.</param>
public sealed record SignInRefusal(int Code, string AppId, DateTimeOffset At, int Count);
