namespace PinResetPortal.Core.SignIns;

/// <summary>A part of the sign-in log. It is counted and forgotten: nothing of it is stored or logged.</summary>
/// <param name="Complete">False when there were more than one page: then these are the newest.</param>
public sealed record SignInLog(IReadOnlyList<LoggedSignIn> SignIns, bool Complete);

/// <summary>One sign-in (https://learn.microsoft.com/graph/api/resources/signin).</summary>
/// <param name="UserId">Object id, only to tell users apart.</param>
/// <param name="ErrorCode">The number behind AADSTS; 0: succeeded.</param>
public sealed record LoggedSignIn(string? UserId, DateTimeOffset At, string AppId, int ErrorCode);
