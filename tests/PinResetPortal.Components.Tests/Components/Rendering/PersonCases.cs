using Bunit;
using Microsoft.AspNetCore.Components;
using PinResetPortal.Components.People;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.People;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Fakes;
using PinResetPortal.Work.People;

namespace PinResetPortal.Components.Rendering;

/// <summary>One person, with everything that may be missing about them.</summary>
internal static class PersonCases
{
    private static readonly PersonAnswer Berta = FakePeople.Answer(PersonVerdict.CanReset);

    private static readonly PersonUnknown NoDeviceList = new("device.list", "The user's devices", FakePeople.NoPremium, Decides: true);

    private static readonly PolicyAtReset[] Policies =
    [
        FakePeople.Policy("CA - Contractors", AccessEffect.Stops), FakePeople.Policy("CA - Field", AccessEffect.MayStop), FakePeople.Policy("CA - Office", AccessEffect.Stops) with { ThroughAt = Some.Now.AddDays(-1) },
        FakePeople.Policy("CA - Trial", AccessEffect.Stops, ConditionalAccessState.ReportOnly), FakePeople.Policy("CA - Old", AccessEffect.LetsThrough) with { Applies = false },
    ];

    public static IReadOnlyList<RenderCase> All { get; } =
    [
        new("person who can reset", "can reset the PIN on LT-1", test => Page(test, Berta)),
        new("person without device", "No managed Windows device has this user as its primary user.", test => Page(test, Berta with { Devices = [Without()] })),
        new("person whose devices could not be read", "The devices could not be read.", test => Page(test, Berta with { Devices = [Without(NoDeviceList)] })),
        new("person with two devices", "LT-2", test => Page(test, FakePeople.Answer(PersonVerdict.CanReset, null, null, "LT-2"))),
        new("person with a cause, for an Operator", "Fix", test => Page(test, FakePeople.Answer(PersonVerdict.CannotReset, [FakePeople.ConsentMissing]))),
        new("person with a cause, for a Reader", "Somebody with the role Operator can fix this here.", test => Page(test.As(PortalRole.Reader), FakePeople.Answer(PersonVerdict.CannotReset, [FakePeople.ConsentMissing]))),
        new("person of whom something is not known", "Decides the verdict", test => Page(test, FakePeople.Answer(PersonVerdict.Unknown, null, [NoDeviceList]))),
        new("person without methods", "Nothing is registered.", test => Page(test, Berta with { Facts = Berta.Facts with { Methods = new Fact<IReadOnlyList<RegisteredMethod>>.Known([]), Registration = new RegistrationFacts(false, false, [], null) } })),
        new("person whose methods could not be read", "Contoso has no Entra ID P1.", test => Page(test, Berta with { Facts = Berta.Facts with { Methods = FakePeople.NoPremium, Registration = FakePeople.NoPremium } })),
        new("person whose sign-ins could not be read", "Contoso has no Entra ID P1.", test => Page(test, Berta with { SignIns = FakePeople.NoPremium })),
        new("person whom policies concern", "Report-only", test => Page(test, Berta with { Devices = [Berta.Devices[0] with { ConditionalAccess = Policies }] })),
        new("person whose policies could not be read", "The Conditional Access policies are out of reach.", test => Page(test, Berta with { Facts = Berta.Facts with { ConditionalAccess = FakePeople.NoPremium with { Message = "The Conditional Access policies are out of reach." } } })),
        new("person without sign-ins", "Last sign-ins to PIN reset", test => Page(test, Berta with { SignIns = new Fact<IReadOnlyList<ExplainedSignIn>>.Known([]) })),
        new("person on a device of which little is known", "not told", test => Page(test, Berta with { Devices = [Vague()] })),
        new("person who could not be read", "Contoso has no Entra ID P1.", test => Page(test, new PersonLookup.Refused(FakePeople.NoPremium))),
        new("person who is not there", "User not found", test => Page(test, new PersonLookup.NoPerson())),
        new("person of another tenant", "Tenant not found", test => test.Render<PersonPage>(page => page.Add(one => one.Id, "nonsense").Add(one => one.UserId, FakePeople.Berta.ToString()))),
        new("person, for somebody without a role", "You may not see this", test => Page(test.As(PortalRole.None), Berta)),
    ];

    private static IRenderedComponent<IComponent> Page(RenderTests test, PersonAnswer answer) => Page(test, new PersonLookup.Found(answer));

    private static IRenderedComponent<IComponent> Page(RenderTests test, PersonLookup lookup)
    {
        test.Persons.Lookup = lookup;
        return test.Render<PersonPage>(page => page.Add(one => one.Id, Some.Contoso.Id.ToString()).Add(one => one.UserId, FakePeople.Berta.ToString()));
    }

    private static DeviceAnswer Without(params PersonUnknown[] unknowns) => new(null, unknowns.Length > 0 ? PersonVerdict.Unknown : PersonVerdict.CannotReset, [], unknowns, null, [], [], []);

    private static DeviceAnswer Vague() => Berta.Devices[0] with
    {
        Device = new(new("id-LT-9", "LT-9"), FakePeople.NoPremium, new Fact<IReadOnlySet<string>>.Known(new HashSet<string>())),
        PinRecovery = null,
        Policies = [],
        Notes = [],
    };
}
