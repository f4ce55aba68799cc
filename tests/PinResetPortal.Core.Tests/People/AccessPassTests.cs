using PinResetPortal.Core.Facts;
using static PinResetPortal.Core.People.PersonBuilder;

namespace PinResetPortal.Core.People;

/// <summary>Whether the tenant's policy gives this person a Temporary Access Pass, and what follows for the advice.</summary>
public sealed class AccessPassTests
{
    private const string Mine = "g-everybody";
    private const string Other = "g-other";

    private static readonly UnreadableReason NotGranted = new(UnreadableKind.PermissionMissing, "The portal may not read it.", "Grant it.", "Policy.Read.AuthenticationMethod", Status: 403);

    [Theory]
    [InlineData(false, AccessPassPolicy.Everybody, "", AccessPassState.Off)]
    [InlineData(true, AccessPassPolicy.Everybody, "", AccessPassState.Allowed)]
    [InlineData(true, "ALL_USERS", "", AccessPassState.Allowed)]
    [InlineData(true, Mine, "", AccessPassState.Allowed)]
    [InlineData(true, "U-D-1", "", AccessPassState.Allowed)]
    [InlineData(true, Other, "", AccessPassState.NotIncluded)]
    [InlineData(true, "", "", AccessPassState.NotIncluded)]
    [InlineData(true, AccessPassPolicy.Everybody, Mine, AccessPassState.Excluded)]
    [InlineData(true, AccessPassPolicy.Everybody, UserId, AccessPassState.Excluded)]
    [InlineData(true, AccessPassPolicy.Everybody, Other, AccessPassState.Allowed)]
    public void Of_Policy_SaysWhoMayHaveOne(bool enabled, string included, string excluded, AccessPassState expected) =>
        Assert.Equal(expected, AccessPassAnswer.Of(Healthy() with { AccessPass = Policy(enabled, included, excluded) }).State);

    /// <summary>What was not read is never guessed at: the answer without the groups is the same as with them, or Unknown with the reason.</summary>
    [Theory]
    [InlineData(false, Mine, "", AccessPassState.Off)]
    [InlineData(true, AccessPassPolicy.Everybody, "", AccessPassState.Allowed)]
    [InlineData(true, UserId, "", AccessPassState.Allowed)]
    [InlineData(true, "", Mine, AccessPassState.NotIncluded)]
    [InlineData(true, Mine, "", AccessPassState.Unknown)]
    [InlineData(true, AccessPassPolicy.Everybody, Other, AccessPassState.Unknown)]
    public void Of_GroupsUnreadable_IsCertainOnlyWhereTheyDoNotMatter(bool enabled, string included, string excluded, AccessPassState expected)
    {
        var answer = AccessPassAnswer.Of(Healthy() with { AccessPass = Policy(enabled, included, excluded), Memberships = NotGranted });

        Assert.Equal(expected, answer.State);
        Assert.Equal(expected == AccessPassState.Unknown ? NotGranted : null, answer.Why);
    }

    [FactAttribute]
    public void Judge_PolicyUnreadable_IsNamedAndDoesNotDecide()
    {
        var answer = Judge(Healthy() with { AccessPass = NotGranted });

        var unknown = Assert.Single(answer.About(null).Unknowns);
        Assert.Equal(("access-pass.policy", "Policy.Read.AuthenticationMethod", false), (unknown.Id, unknown.Reason.Permission, unknown.Decides));
        Assert.Equal((PersonVerdict.CanReset, AccessPassState.Unknown), (answer.About(null).Verdict, answer.AccessPass.State));
    }

    /// <summary>No advice that cannot be followed: nobody issues a pass that the tenant's policy does not give.</summary>
    [Theory]
    [InlineData(true, AccessPassPolicy.Everybody, "Issue a Temporary Access Pass")]
    [InlineData(false, AccessPassPolicy.Everybody, "Let the user register a second factor")]
    [InlineData(true, Other, "Let the user register a second factor")]
    public void Judge_NoSecondFactor_AdvisesAPassOnlyWhereThePolicyGivesOne(bool enabled, string included, string advice)
    {
        var cause = Assert.Single(Judge(Healthy() with { Registration = new RegistrationFacts(false, false, [], null), AccessPass = Policy(enabled, included, "") }).About(null).Causes);

        Assert.Equal("mfa.not-capable", cause.Id);
        Assert.StartsWith(advice, cause.NextStep, StringComparison.Ordinal);
        Assert.Equal(enabled && included == AccessPassPolicy.Everybody ? 1 : 2, cause.Evidence.Count);
    }

    [FactAttribute]
    public void Judge_BlockedAndNoSecondFactorAndNoPass_NoteDoesNotAdviseOne()
    {
        var blocked = Healthy() with { Person = new(UserId, "Ada", "ada@contoso.example", false), Registration = new RegistrationFacts(false, false, [], null) };

        Assert.Contains("issue a Temporary Access Pass", Assert.Single(Judge(blocked).About(null).Notes), StringComparison.Ordinal);
        Assert.Contains("it is switched off", Assert.Single(Judge(blocked with { AccessPass = Policy(false, "", "") }).About(null).Notes), StringComparison.Ordinal);
    }

    private static AccessPassPolicy Policy(bool enabled, string included, string excluded) => new(enabled, Ids(included), Ids(excluded));

    private static string[] Ids(string one) => one.Length == 0 ? [] : [one];
}
