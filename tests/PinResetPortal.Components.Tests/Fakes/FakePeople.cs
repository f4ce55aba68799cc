using PinResetPortal.Core.Devices;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.People;
using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.People;

namespace PinResetPortal.Fakes;

/// <summary>One person of Contoso; a test changes the verdict's parts.</summary>
public sealed class FakePeople : IPeopleService
{
    public static readonly Guid Berta = new("bbbbbbbb-0000-4000-8000-00000000000b");

    public static readonly UnreadableReason NoPremium = new(UnreadableKind.LicenceMissing, "Contoso has no Entra ID P1.", "Get Entra ID P1.", Status: 403);

    public Fact<IReadOnlyList<PersonHit>>? Hits { get; set; } = new Fact<IReadOnlyList<PersonHit>>.Known([new(Berta.ToString("D"), "Berta Blank", "berta@contoso.example", false)]);

    public PersonLookup Lookup { get; set; } = new PersonLookup.Found(Answer(PersonVerdict.CanReset));

    /// <summary>Completed by the test; null: answers at once.</summary>
    public TaskCompletionSource? Gate { get; set; }

    public Exception? Failure { get; set; }

    public List<string> Searches { get; } = [];

    public int Lookups { get; private set; }

    public async Task<Fact<IReadOnlyList<PersonHit>>?> SearchAsync(TenantId tenantId, Actor actor, string text, CancellationToken cancellationToken)
    {
        Searches.Add(text);
        await (Gate?.Task ?? Task.CompletedTask);
        return Failure is null ? Hits : throw Failure;
    }

    public async Task<PersonLookup> LookUpAsync(TenantId tenantId, Actor actor, Guid userId, CancellationToken cancellationToken)
    {
        Lookups++;
        await (Gate?.Task ?? Task.CompletedTask);
        return Failure is null ? Lookup : throw Failure;
    }

    public static PersonCause ConsentMissing { get; } = new(
        "consent.service", "Consent missing: the service can't be used in this tenant", ["Admin consent has not been given."], "Give consent for the tenant.", "Application Administrator",
        "cause-service-consent-missing", "consent.pin-reset-service", Fixable: true);

    public static PersonAnswer Answer(PersonVerdict verdict, IReadOnlyList<PersonCause>? causes = null, IReadOnlyList<PersonUnknown>? unknowns = null, params string[] moreDevices)
    {
        var facts = new PersonFacts
        {
            Person = new(Berta.ToString("D"), "Berta Blank", "berta@contoso.example", true),
            ReadAt = Some.Now.AddMinutes(-1),
            Memberships = new Fact<IReadOnlySet<string>>.Known(new HashSet<string>()),
            Devices = new Fact<IReadOnlyList<PersonDevice>>.Known([Device("LT-1")]),
            Methods = new Fact<IReadOnlyList<RegisteredMethod>>.Known([new("m", RegisteredMethod.Hello, "LT-1", Some.Now), new("p", RegisteredMethod.Password, null, null)]),
            Registration = new RegistrationFacts(true, true, [], Some.Now),
            SignIns = new Fact<IReadOnlyList<PersonSignIn>>.Known([]),
            Roles = new Fact<IReadOnlySet<string>>.Known(new HashSet<string>()),
            AccessPass = new AccessPassPolicy(true, [AccessPassPolicy.Everybody], []),
            ConditionalAccess = new Fact<IReadOnlyList<ConditionalAccessPolicy>>.Known([]),
        };
        IReadOnlyList<ExplainedSignIn> signIns = [new(new("s", Some.Now.AddHours(-1), "9115dd05-fad5-4f9c-acc7-305d08b1b04e", 53003, "why", "failure", ["CA - Locations"], "correlation-7", "LT-1"), null)];
        return new(
            Some.Contoso, facts,
            [Device(verdict, "LT-1", causes ?? [], unknowns ?? []), .. moreDevices.Select(name => Device(PersonVerdict.Unknown, name, [], []))],
            new Fact<IReadOnlyList<ExplainedSignIn>>.Known(signIns),
            Some.Readiness(Some.Contoso, Verdict.Ready),
            new PersonDomain("contoso.example", IsFederated: false));
    }

    /// <summary>A Conditional Access policy that applies.</summary>
    public static PolicyAtReset Policy(string name, AccessEffect effect, ConditionalAccessState state = ConditionalAccessState.On) =>
        new(new(name, name, state, null, new(), null), true, effect, "it covers every application and it includes everybody", "it blocks access", null);

    private static DeviceAnswer Device(PersonVerdict verdict, string name, IReadOnlyList<PersonCause> causes, IReadOnlyList<PersonUnknown> unknowns)
    {
        var policy = new PolicyOnDevice(new(new IntunePolicy { Id = "p-1", Name = "Hello [all]", Kind = PolicyKind.SettingsCatalog }, SettingScope.Device, true, "true"), true, DeploymentState.Succeeded);
        return new(Device(name), verdict, causes, unknowns, new(true, true, false, [policy], [policy]), [new(policy, true, "assigned to all devices")], ["Last synchronised 20 days ago."], []);
    }

    private static PersonDevice Device(string name) => new(
        new("id-" + name, name, "entra-" + name, null, "10.0.26100.1", "Enterprise", "azureADJoined", Some.Now.AddHours(-2), "compliant"),
        new EntraDevice("o-" + name, true), new Fact<IReadOnlySet<string>>.Known(new HashSet<string>()));
}
