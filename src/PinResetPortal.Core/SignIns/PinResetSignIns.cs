namespace PinResetPortal.Core.SignIns;

/// <summary>The sign-ins of a tenant to the two PIN reset applications, in numbers: nobody is named.</summary>
/// <param name="Days">The days that were asked for.</param>
/// <param name="SignIns">How many there were, the failed ones among them.</param>
/// <param name="Users">How many users they were.</param>
/// <param name="UsersFailing">How many of these were refused the last time that a try of theirs was decided.</param>
/// <param name="UsersUndecided">How many only met steps of a normal sign-in (a question, a second factor) and did not go on: neither got through nor refused.</param>
/// <param name="Failures">By code, the one that keeps most users out first; interrupts are not among them.</param>
/// <param name="Complete">False: there were more, and these are the newest.</param>
public sealed record PinResetSignIns(int Days, int SignIns, int Users, int UsersFailing, int UsersUndecided, IReadOnlyList<SignInFailure> Failures, bool Complete);

/// <summary>One error code and what it did.</summary>
/// <param name="Code">For example <c>AADSTS65001</c>.</param>
/// <param name="Meaning">What the guide says about it; null: it is not in the guide.</param>
/// <param name="NextStep">What the guide's likeliest cause says to do.</param>
/// <param name="UsersFailing">Users whose last sign-in ended with this code.</param>
/// <param name="Apps">Names of the applications that were signed in to.</param>
public sealed record SignInFailure(string Code, string? Meaning, string? NextStep, int SignIns, int Users, int UsersFailing, DateTimeOffset LastAt, IReadOnlyList<string> Apps);
