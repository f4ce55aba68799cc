using PinResetPortal.Core.Facts;
using PinResetPortal.Core.People;
using PinResetPortal.Fakes;
using Xunit;

namespace PinResetPortal.Components.People;

public sealed class PersonConditionTests
{
    private const string ConditionalAccess = "Conditional Access";
    private const string Pass = "Temporary Access Pass";

    [Fact]
    public void Of_NothingInTheWay_IsGreenOnlyWhereSomethingWasSeen()
    {
        var lamps = Lamps(FakePeople.Answer(PersonVerdict.CanReset));

        Assert.Equal(["Account", "Device", "PIN", "The two apps", "Password", "Second factor", ConditionalAccess, "Policy", Pass], lamps.Where(lamp => lamp.Look.Tone == "good").Select(lamp => lamp.Name));
        Assert.Equal(("good", "no policy is switched on"), Seen(lamps, ConditionalAccess));
        Assert.Equal(("good", "none is registered; the tenant's policy lets this user have one"), Seen(lamps, Pass));
        Assert.Equal(("good", "contoso.example is managed: Entra ID checks the password"), Seen(lamps, "Password"));
    }

    [Fact]
    public void Of_PoliciesThatWereRead_SaysWhatTheyDo()
    {
        var answer = FakePeople.Answer(PersonVerdict.CanReset);
        var may = FakePeople.Policy("CA - Field", AccessEffect.MayStop);
        PersonUnknown unknown = new("conditional-access.may-stop", "Whether Conditional Access lets it through", FakePeople.NoPremium, Decides: false);

        Assert.Equal(("good", "none of its policies stops this user's reset, as they are listed"), Seen(Lamps(With(answer, FakePeople.Policy("CA - MFA", AccessEffect.LetsThrough))), ConditionalAccess));
        Assert.Equal(("good", "no policy is switched on"), Seen(Lamps(With(answer, FakePeople.Policy("CA - Trial", AccessEffect.Stops, ConditionalAccessState.ReportOnly))), ConditionalAccess));
        Assert.Equal(
            ("unknown", "\"CA - Field\" and 1 more may stop it; whether it does is not known"),
            Seen(Lamps(With(FakePeople.Answer(PersonVerdict.CanReset, null, [unknown]), may, may)), ConditionalAccess));
    }

    [Theory]
    [InlineData("access-pass.policy", "Policy.Read.AuthenticationMethod", Pass, "none is registered; whether the tenant allows one is not known (Policy.Read.AuthenticationMethod is not granted)")]
    [InlineData("conditional-access.policies", "Policy.Read.All", ConditionalAccess, "not known: whether it works (Policy.Read.All is not granted)")]
    public void Of_PermissionMissing_IsUnknownAndNamesIt(string unknown, string permission, string lamp, string words)
    {
        UnreadableReason reason = new(UnreadableKind.PermissionMissing, "The portal may not read it.", "Grant it.", permission);
        var answer = FakePeople.Answer(PersonVerdict.CanReset, null, [new(unknown, "Whether it works", reason, Decides: false)]);

        var lamps = Lamps(answer with { Facts = answer.Facts with { AccessPass = reason, ConditionalAccess = reason } });

        Assert.Equal(("unknown", words), Seen(lamps, lamp));
    }

    [Theory]
    [InlineData(false, AccessPassPolicy.Everybody, "", "quiet", "the tenant's policy is switched off")]
    [InlineData(true, "g-other", "", "quiet", "the tenant's policy does not include this user")]
    [InlineData(true, AccessPassPolicy.Everybody, "bbbbbbbb-0000-4000-8000-00000000000b", "quiet", "the tenant's policy excludes this user")]
    public void Of_AccessPassPolicy_SaysWhatItGives(bool enabled, string included, string excluded, string tone, string words)
    {
        var answer = FakePeople.Answer(PersonVerdict.CanReset);

        Assert.Equal((tone, $"none is registered; {words}"), Seen(Lamps(answer with { Facts = answer.Facts with { AccessPass = new AccessPassPolicy(enabled, [included], [excluded]) } }), Pass));
    }

    [Theory]
    [InlineData(true, "good", "one is registered and can be used")]
    [InlineData(false, "quiet", "the one that is registered can't be used now; the tenant's policy is switched off")]
    [InlineData(null, "quiet", "one is registered; the tenant's policy is switched off")]
    public void Of_AccessPassThatIsRegistered_SaysWhetherItCanBeUsed(bool? usable, string tone, string words)
    {
        var answer = FakePeople.Answer(PersonVerdict.CanReset);
        var facts = answer.Facts with { AccessPass = new AccessPassPolicy(false, [], []), Methods = new Fact<IReadOnlyList<RegisteredMethod>>.Known([new("t", RegisteredMethod.AccessPass, null, null, usable)]) };

        Assert.Equal((tone, words), Seen(Lamps(answer with { Facts = facts }), Pass));
    }

    [Fact]
    public void Of_Password_SaysWhoChecksIt()
    {
        var answer = FakePeople.Answer(PersonVerdict.CanReset);
        var (without, unread) = (
            answer.Facts with { Methods = new Fact<IReadOnlyList<RegisteredMethod>>.Known([new("h", RegisteredMethod.Hello, "LT-1", null)]) },
            answer.Facts with { Methods = FakePeople.NoPremium });

        Assert.Equal(("quiet", "contoso.example is federated: a sign-in service of its own checks the password, and is not visible here"), Seen(Lamps(answer with { Domain = new PersonDomain("contoso.example", IsFederated: true) }), "Password"));
        Assert.Equal(("good", "contoso.example is managed, and no password is listed for this user"), Seen(Lamps(answer with { Facts = without }), "Password"));
        Assert.Equal("unknown", Seen(Lamps(answer with { Facts = unread }), "Password").Tone);
        Assert.Equal(("unknown", "not known: whether the user's domain is federated"), Seen(Lamps(answer with { Domain = FakePeople.NoPremium }), "Password"));
    }

    [Theory]
    [InlineData(null, "unknown", "Entra joined, and it has never checked in")]
    [InlineData(-20, "unknown", "Entra joined, silent since")]
    [InlineData(-2, "good", "Entra joined, last checked in")]
    public void Of_Device_IsGreenOnlyWhileItChecksIn(int? days, string tone, string words)
    {
        var answer = FakePeople.Answer(PersonVerdict.CanReset);
        var about = answer.Devices[0];
        var owned = about.Device!;

        var lamps = PersonCondition.Of(answer, about with { Device = owned with { Device = owned.Device with { LastSyncAt = days is { } ago ? Some.Now.AddDays(ago) : null } } });

        Assert.Equal((tone, words), Seen(lamps, "Device"));
    }

    [Fact]
    public void Of_SignInThatGotThrough_IsTheSignOfConditionalAccess()
    {
        var answer = FakePeople.Answer(PersonVerdict.CanReset);
        var through = new ExplainedSignIn(answer.SignIns.ValueOrDefault![0].SignIn with { ErrorCode = 0 }, null);

        var lamps = Lamps(answer with { SignIns = new Fact<IReadOnlyList<ExplainedSignIn>>.Known([through]) });

        Assert.Equal(("good", "the last reset sign-in got through"), Seen(lamps, ConditionalAccess));
        Assert.Equal(through.SignIn.At, lamps.Single(lamp => lamp.Name == ConditionalAccess).At);
    }

    [Theory]
    [InlineData("account.blocked", "Account")]
    [InlineData("device.none", "Device")]
    [InlineData("hello.off", "PIN")]
    [InlineData("consent.grant", "The two apps")]
    [InlineData("mfa.not-capable", "Second factor")]
    [InlineData("sign-in.conditional-access", ConditionalAccess)]
    [InlineData("conditional-access.policy", ConditionalAccess)]
    [InlineData("policy.pending", "Policy")]
    public void Of_Cause_TurnsItsLampRedAndNoOther(string cause, string lamp)
    {
        var lamps = Lamps(FakePeople.Answer(PersonVerdict.CannotReset, [FakePeople.ConsentMissing with { Id = cause, Title = "This is why" }]));

        Assert.Equal([lamp], lamps.Where(one => one.Look.Tone == "bad").Select(one => one.Name));
        Assert.Equal(("bad", "This is why"), Seen(lamps, lamp));
    }

    [Theory]
    [InlineData("mfa.capable", "Second factor")]
    [InlineData("sign-in.consent", "The two apps")]
    [InlineData("password.hybrid", "Password")]
    [InlineData("conditional-access.policies", ConditionalAccess)]
    [InlineData("policy.value", "Policy")]
    public void Of_Unknown_IsNamedAtItsLampAndNeverGreen(string unknown, string lamp)
    {
        var lamps = Lamps(FakePeople.Answer(PersonVerdict.Unknown, null, [new(unknown, "Whether it works", FakePeople.NoPremium, Decides: true)]));

        Assert.Equal(("unknown", "not known: whether it works"), Seen(lamps, lamp));
    }

    [Theory]
    [InlineData("account.guest")]
    [InlineData("device.join-type")]
    public void Of_WhatSettlesEverything_LeavesNoOtherLampGreen(string cause)
    {
        var lamps = Lamps(FakePeople.Answer(PersonVerdict.CannotReset, [FakePeople.ConsentMissing with { Id = cause }]));

        Assert.DoesNotContain(lamps, lamp => lamp.Look.Tone == "good");
    }

    private static PersonAnswer With(PersonAnswer answer, params PolicyAtReset[] policies) => answer with { Devices = [answer.Devices[0] with { ConditionalAccess = policies }] };

    private static IReadOnlyList<PersonCondition> Lamps(PersonAnswer answer) => PersonCondition.Of(answer, answer.Devices[0]);

    private static (string Tone, string Words) Seen(IReadOnlyList<PersonCondition> lamps, string name) =>
        lamps.Single(lamp => lamp.Name == name) is var lamp ? (lamp.Look.Tone, lamp.Words) : default;
}
