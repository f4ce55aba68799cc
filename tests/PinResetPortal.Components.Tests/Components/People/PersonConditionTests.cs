using PinResetPortal.Core.Facts;
using PinResetPortal.Core.People;
using PinResetPortal.Fakes;
using Xunit;

namespace PinResetPortal.Components.People;

public sealed class PersonConditionTests
{
    private const string ConditionalAccess = "Conditional Access";

    [Fact]
    public void Of_NothingInTheWay_IsGreenOnlyWhereSomethingWasSeen()
    {
        var lamps = Lamps(FakePeople.Answer(PersonVerdict.CanReset));

        Assert.Equal(["Account", "Device", "PIN", "The two apps", "Second factor", "Policy"], lamps.Where(lamp => lamp.Look.Tone == "good").Select(lamp => lamp.Name));
        Assert.Equal(("unknown", "its policies are not read, and no reset sign-in got through lately"), Seen(lamps, ConditionalAccess));
        Assert.Equal("quiet", Seen(lamps, "Temporary Access Pass").Tone);
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
    [InlineData("sign-in.log", ConditionalAccess)]
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

    private static IReadOnlyList<PersonCondition> Lamps(PersonAnswer answer) => PersonCondition.Of(answer, answer.Devices[0]);

    private static (string Tone, string Words) Seen(IReadOnlyList<PersonCondition> lamps, string name) =>
        lamps.Single(lamp => lamp.Name == name) is var lamp ? (lamp.Look.Tone, lamp.Words) : default;
}
