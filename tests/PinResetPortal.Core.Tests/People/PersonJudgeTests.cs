using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Field;
using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Snapshot;
using PinResetPortal.Core.Troubleshooting;
using static PinResetPortal.Core.People.PersonBuilder;
using static PinResetPortal.Core.TenantFactsBuilder;

namespace PinResetPortal.Core.People;

public sealed class PersonJudgeTests
{
    private static readonly Dictionary<string, Func<(PersonFacts Person, TenantFacts Tenant)>> Causes = new()
    {
        ["account.blocked"] = () => (PersonBuilder.Healthy() with { Person = new(UserId, "Ada", "ada@contoso.example", false) }, TenantFactsBuilder.Healthy()),
        ["device.none"] = () => (PersonBuilder.Healthy() with { Devices = PersonBuilder.Devices() }, TenantFactsBuilder.Healthy()),
        ["device.disabled"] = () => (PersonBuilder.Healthy() with { Devices = new Fact<IReadOnlyList<PersonDevice>>.Known([new(PersonBuilder.Device(), new EntraDevice("e", false), Ids())]) }, TenantFactsBuilder.Healthy()),
        ["device.too-old"] = () => With(PersonBuilder.Device() with { OsVersion = "10.0.14393.0" }, DeploymentState.NotApplicable),
        ["device.edition"] = () => With(PersonBuilder.Device() with { Edition = "Core" }, DeploymentState.NotApplicable),
        ["device.join-type"] = () => With(PersonBuilder.Device() with { JoinType = "azureADRegistered" }, DeploymentState.Succeeded),
        ["device.stale"] = () => With(PersonBuilder.Device() with { LastSyncAt = Now.AddDays(-20) }, DeploymentState.Pending),
        ["hello.none"] = () => (PersonBuilder.Healthy() with { Methods = Methods("password", "fido2") }, TenantFactsBuilder.Healthy()),
        ["hello.off"] = () => (PersonBuilder.Healthy(), TenantFactsBuilder.Healthy() with
        {
            ConfigurationPolicies = TenantFactsBuilder.Policies(Catalog("p-on", "Hello", true, AllDevices), Setting("p-x", "Kill Hello", PolicyKind.SettingsCatalog, KnownSettings.UserUsePassportForWork, "x_false", In("g-everybody"))),
        }),
        ["mfa.not-capable"] = () => (PersonBuilder.Healthy() with { Registration = new RegistrationFacts(false, true, [], null) }, TenantFactsBuilder.Healthy()),
        ["consent.service"] = () => (PersonBuilder.Healthy(), TenantFactsBuilder.Healthy() with { PinResetService = new ServicePrincipalFacts(ServicePrincipalPresence.Absent) }),
        ["consent.client"] = () => (PersonBuilder.Healthy(), TenantFactsBuilder.Healthy() with { PinResetClient = Present("sp-client") with { AccountEnabled = false } }),
        ["account.guest"] = () => (PersonBuilder.Healthy() with { Person = new(UserId, "Gus", "gus_fabrikam.example#EXT#@contoso.example", true, "Guest"), Methods = Methods(), Devices = PersonBuilder.Devices() }, TenantFactsBuilder.Healthy()),
        ["consent.grant"] = () => (PersonBuilder.Healthy() with { SignIns = PersonBuilder.SignIns(50140, 65001) }, TenantFactsBuilder.Healthy()),
        ["consent.assignment"] = () => (PersonBuilder.Healthy(), TenantFactsBuilder.Healthy() with { PinResetClient = Present("sp-client") with { AppRoleAssignmentRequired = true, AssignedPrincipals = [new("g-other", "Other", "Group")] } }),
        ["sign-in.conditional-access"] = () => (PersonBuilder.Healthy() with { SignIns = PersonBuilder.SignIns(53003, 0) }, TenantFactsBuilder.Healthy()),
        ["policy.not-reached"] = () => (PersonBuilder.Healthy(), Reported(TenantFactsBuilder.Healthy() with { ConfigurationPolicies = TenantFactsBuilder.Policies(Catalog("p-on", "Hello", true, AllDevices, NotIn("g-everybody"))) })),
        ["policy.error"] = () => With(PersonBuilder.Device(), DeploymentState.Error),
        ["policy.conflict"] = () => With(PersonBuilder.Device(), DeploymentState.Conflict),
        ["policy.pending"] = () => With(PersonBuilder.Device(), DeploymentState.Pending),
        ["policy.not-applicable"] = () => With(PersonBuilder.Device(), DeploymentState.NotApplicable),
        ["policy.off"] = () => (PersonBuilder.Healthy(), UserScopeOff()),
        ["policy.web-sign-in"] = () => (PersonBuilder.Healthy(), TenantFactsBuilder.Healthy() with { Domains = new Fact<IReadOnlyList<DomainFacts>>.Known([new("contoso.example", true, true, "sts.contoso.example")]) }),
    };

    public static TheoryData<string> CauseIds => [.. Causes.Keys];

    [FactAttribute]
    public void Judge_AllWell_CanReset()
    {
        var answer = PersonBuilder.Judge(PersonBuilder.Healthy()).About(null);

        Assert.Equal(PersonVerdict.CanReset, answer.Verdict);
        Assert.Empty(answer.Causes);
        Assert.Empty(answer.Unknowns);
        Assert.Equal((true, true), (answer.PinRecovery!.Value, answer.PinRecovery.IsCertain));
        Assert.Equal(("Hello", true, DeploymentState.Succeeded), (answer.Policies[0].Policy.Setting.Policy.Name, answer.Policies[0].Assigned, answer.Policies[0].Policy.State!.Value));
    }

    [Theory]
    [MemberData(nameof(CauseIds))]
    public void Judge_OneThingWrong_NamesThatCauseOnly(string id)
    {
        var (person, tenant) = Causes[id]();

        var answer = PersonBuilder.Judge(person, tenant).About(null);

        var cause = Assert.Single(answer.Causes);
        Assert.Equal((id, PersonVerdict.CannotReset), (cause.Id, answer.Verdict));
        Assert.NotEmpty(cause.Evidence);
        Assert.All([.. cause.Evidence, cause.Title, cause.NextStep, cause.Who], Assert.NotEmpty);
        Assert.True(cause.GuideId is null || Guides.Catalog.Find(cause.GuideId) is not null, cause.GuideId);
        Assert.True(cause.CheckId is null || Guides.Checks.Find(cause.CheckId) is not null, cause.CheckId);
    }

    [Theory]
    [InlineData("hello.registered")]
    [InlineData("mfa.capable")]
    [InlineData("device.list")]
    [InlineData("policy.value")]
    [InlineData("consent.service")]
    public void Judge_SomethingThatDecidesUnreadable_IsUnknownAndNamesWhatIsMissing(string id)
    {
        var (person, tenant) = (PersonBuilder.Healthy(), TenantFactsBuilder.Healthy());
        switch (id)
        {
            case "hello.registered":
                person = person with { Methods = Forbidden };
                break;
            case "mfa.capable":
                person = person with { Registration = NoPremium };
                break;
            case "device.list":
                person = person with { Devices = Forbidden };
                break;
            case "policy.value":
                tenant = tenant with { ConfigurationPolicies = Forbidden };
                break;
            default:
                tenant = tenant with { PinResetService = Forbidden };
                break;
        }

        var answer = PersonBuilder.Judge(person, tenant).About(null);

        Assert.Equal(PersonVerdict.Unknown, answer.Verdict);
        Assert.Empty(answer.Causes);
        var unknown = Assert.Single(answer.Unknowns, unknown => unknown.Id == id);
        Assert.True(unknown.Decides);
        Assert.Contains(unknown.Reason.Kind, new[] { UnreadableKind.PermissionMissing, UnreadableKind.LicenceMissing });
    }

    [FactAttribute]
    public void Judge_SignInsUnreadable_IsNamedButDoesNotDecide()
    {
        var answer = PersonBuilder.Judge(PersonBuilder.Healthy() with { SignIns = NoPremium }).About(null);

        Assert.Equal(PersonVerdict.CanReset, answer.Verdict);
        Assert.Equal(("sign-in.log", false), (answer.Unknowns[0].Id, answer.Unknowns[0].Decides));
    }

    [FactAttribute]
    public void Judge_CauseAndUnknown_CannotResetAndStillNamesTheUnknown()
    {
        var answer = PersonBuilder.Judge(PersonBuilder.Healthy() with { Person = new(UserId, "Ada", null, false), Registration = NoPremium }).About(null);

        Assert.Equal(PersonVerdict.CannotReset, answer.Verdict);
        Assert.Equal("mfa.capable", Assert.Single(answer.Unknowns).Id);
    }

    [FactAttribute]
    public void Judge_RegistrationUnreadableAndNothingButPasswordAndHello_CannotDoMfa()
    {
        var answer = PersonBuilder.Judge(PersonBuilder.Healthy() with { Registration = NoPremium, Methods = Methods("password", RegisteredMethod.Hello) }).About(null);

        Assert.Equal("mfa.not-capable", Assert.Single(answer.Causes).Id);
    }

    [FactAttribute]
    public void Judge_HelloOnAnotherDeviceOnly_IsUnknown()
    {
        var answer = PersonBuilder.Judge(PersonBuilder.Healthy() with { Devices = PersonBuilder.Devices(PersonBuilder.Device() with { Name = "LT-9" }) }).About(null);

        Assert.Equal(PersonVerdict.Unknown, answer.Verdict);
        Assert.Contains("PC D-1", Assert.Single(answer.Unknowns).Reason.Message, StringComparison.Ordinal);
    }

    [FactAttribute]
    public void Judge_TwoDevices_EachHasItsOwnVerdict()
    {
        var second = TenantFactsBuilder.Device("d-2", UserId) with { Name = "PC d-1", OsVersion = "10.0.14393.0" };

        var answer = PersonBuilder.Judge(PersonBuilder.Healthy() with { Devices = PersonBuilder.Devices(PersonBuilder.Device(), second) });

        Assert.Equal([PersonVerdict.CanReset, PersonVerdict.CannotReset], answer.Devices.Select(device => device.Verdict));
        Assert.Equal("d-1", answer.About(null).Device!.Device.Id);
        Assert.Equal("d-2", answer.About("D-2").Device!.Device.Id);
    }

    [Theory]
    [InlineData(new[] { 0, 53003 }, PersonVerdict.CanReset)]
    [InlineData(new[] { 50126 }, PersonVerdict.CanReset)]
    [InlineData(new[] { 650052, 0 }, PersonVerdict.Unknown)]
    [InlineData(new[] { 500014 }, PersonVerdict.Unknown)]
    [InlineData(new[] { 50140, 650052 }, PersonVerdict.Unknown)]
    [InlineData(new[] { 50140 }, PersonVerdict.CanReset)]
    [InlineData(new[] { 50076, 0 }, PersonVerdict.CanReset)]
    [InlineData(new[] { 65001, 0 }, PersonVerdict.CannotReset)]
    public void Judge_LastSignIn_CountsAndOlderOnesDoNot(int[] codes, PersonVerdict expected) =>
        Assert.Equal(expected, PersonBuilder.Judge(PersonBuilder.Healthy() with { SignIns = PersonBuilder.SignIns(codes) }).About(null).Verdict);

    [Theory]
    [InlineData("AllPrincipals", PersonVerdict.Unknown)]
    [InlineData("Principal", PersonVerdict.CannotReset)]
    public void Judge_RefusedForLackOfAGrant_AGrantOfOnePersonIsNotOneForAll(string consentType, PersonVerdict expected)
    {
        var answer = PersonBuilder.Judge(PersonBuilder.Healthy() with { SignIns = PersonBuilder.SignIns(65001) }, TenantFactsBuilder.Healthy() with
        {
            Grants = new Fact<IReadOnlyList<PermissionGrantFacts>>.Known([new("sp-client", "sp-service", consentType, "User.Read")]),
        }).About(null);

        Assert.Equal(expected, answer.Verdict);
    }

    [FactAttribute]
    public void Judge_ServiceSwitchedOffAtTheSignIn_NamesItsCheck() =>
        Assert.Equal("consent.pin-reset-service", PersonBuilder.Judge(PersonBuilder.Healthy() with { SignIns = PersonBuilder.SignIns(500014) }).About(null).Unknowns[0].CheckId);

    [FactAttribute]
    public void Judge_Interrupted_IsANoteThatCallsItNoFailure()
    {
        var answer = PersonBuilder.Judge(PersonBuilder.Healthy() with { SignIns = PersonBuilder.SignIns(50140) });

        Assert.Contains("not a failure", Assert.Single(answer.About(null).Notes), StringComparison.Ordinal);
        Assert.True(answer.SignIns.ValueOrDefault![0].IsInterrupt);
    }

    [Theory]
    [InlineData("gus_fabrikam.example#EXT#@contoso.example", "Guest", "fabrikam.example")]
    [InlineData("gus_fabrikam.example#EXT#@contoso.example", "Member", "fabrikam.example")]
    [InlineData("gus_x_fabrikam.example#EXT#@contoso.example", null, "fabrikam.example")]
    [InlineData("gus@contoso.example", "Guest", null)]
    public void Judge_AccountOfAnotherTenant_SendsToTheHomeTenantAndGivesNoOtherAdvice(string name, string? type, string? home)
    {
        var guest = PersonBuilder.Healthy() with { Person = new(UserId, "Gus", name, true, type), Methods = Methods("password"), Devices = PersonBuilder.Devices(), Registration = NoPremium };

        var answer = PersonBuilder.Judge(guest, TenantFactsBuilder.Healthy() with { PinResetService = new ServicePrincipalFacts(ServicePrincipalPresence.Absent) }).About(null);

        var cause = Assert.Single(answer.Causes);
        Assert.Equal(("account.guest", "A guest's PIN belongs to the home tenant"), (cause.Id, cause.Title));
        Assert.Contains(home ?? "the tenant that the account belongs to", cause.NextStep, StringComparison.Ordinal);
        Assert.Empty(answer.Unknowns);
    }

    /// <summary>No advice that the person cannot follow: nobody sets up a PIN while sign-in is blocked, on a disabled or registered device, or with Hello off.</summary>
    [Theory]
    [InlineData("account.blocked")]
    [InlineData("device.disabled")]
    [InlineData("device.join-type")]
    [InlineData("device.edition")]
    [InlineData("hello.off")]
    public void Judge_SomethingThatMakesASetUpImpossible_DoesNotAdviseIt(string id)
    {
        var (person, tenant) = Causes[id]();

        var answer = PersonBuilder.Judge(person with { Methods = Methods("password"), Registration = new RegistrationFacts(false, false, [], null) }, tenant).About(null);

        Assert.Contains(answer.Causes, cause => cause.Id == id);
        Assert.DoesNotContain(answer.Causes, cause => cause.Id == "hello.none");
    }

    [FactAttribute]
    public void Judge_ConsentMissingAndSignInRefused_IsOneCauseWithTheSignInAsEvidence()
    {
        var answer = PersonBuilder.Judge(
            PersonBuilder.Healthy() with { SignIns = PersonBuilder.SignIns(650052) },
            TenantFactsBuilder.Healthy() with { PinResetService = new ServicePrincipalFacts(ServicePrincipalPresence.Absent) }).About(null);

        var cause = Assert.Single(answer.Causes);
        Assert.Contains("The last sign-in failed with AADSTS650052.", cause.Evidence);
        Assert.True(cause.Fixable);
        Assert.Empty(answer.Unknowns);
    }

    [Theory]
    [InlineData(UserId)]
    [InlineData("g-everybody")]
    public void Judge_AssignmentRequiredButAssigned_CanReset(string principal) =>
        Assert.Equal(PersonVerdict.CanReset, PersonBuilder.Judge(PersonBuilder.Healthy(), TenantFactsBuilder.Healthy() with
        {
            PinResetClient = Present("sp-client") with { AppRoleAssignmentRequired = true, AssignedPrincipals = [new(principal, null, "Group")] },
        }).About(null).Verdict);

    [FactAttribute]
    public void Judge_DeviceInExcludedGroup_SaysWhichGroup()
    {
        var answer = PersonBuilder.Judge(
            PersonBuilder.Healthy() with { Devices = new Fact<IReadOnlyList<PersonDevice>>.Known([new(PersonBuilder.Device(), new EntraDevice("e", true), Ids("g-kiosks"))]) },
            Reported(TenantFactsBuilder.Healthy() with
            {
                ConfigurationPolicies = TenantFactsBuilder.Policies(Catalog("p-on", "Hello", true, AllDevices, NotIn("g-kiosks"))),
                Groups = Groups(Group("g-kiosks", "e")),
            })).About(null);

        Assert.Equal("\"Hello\": excluded: the device is in \"Group g-kiosks\".", Assert.Single(answer.Causes).Evidence[0]);
        Assert.False(answer.Policies[0].Assigned);
    }

    [FactAttribute]
    public void Judge_NoReportButAssignedByAGroupOfTheUser_CanReset()
    {
        var facts = TenantFactsBuilder.Healthy() with
        {
            Deployment = DeploymentFacts.None,
            ConfigurationPolicies = TenantFactsBuilder.Policies(Catalog("p-on", "Hello", true, In("g-everybody"))),
            Groups = Groups(Group("g-everybody")),
        };

        Assert.Equal(PersonVerdict.CanReset, PersonBuilder.Judge(PersonBuilder.Healthy(), facts).About(null).Verdict);
        Assert.Equal("policy.not-reached", Assert.Single(PersonBuilder.Judge(PersonBuilder.Healthy() with { Memberships = Ids() }, facts).About(null).Causes).Id);
        Assert.Equal(PersonVerdict.Unknown, PersonBuilder.Judge(PersonBuilder.Healthy() with { Memberships = Forbidden }, facts with { Groups = Forbidden }).About(null).Verdict);
    }

    [FactAttribute]
    public void Judge_NoReportAndThePolicyIsYoungerThanTheLastSync_HasNotArrived()
    {
        var facts = TenantFactsBuilder.Healthy() with { Deployment = DeploymentFacts.None };

        var answer = PersonBuilder.Judge(PersonBuilder.Healthy() with { Devices = PersonBuilder.Devices(PersonBuilder.Device() with { LastSyncAt = new(2026, 10, 30, 0, 0, 0, TimeSpan.Zero) }) }, facts).About(null);

        Assert.Equal("device.stale", Assert.Single(answer.Causes).Id);
    }

    private static (PersonFacts, TenantFacts) With(WindowsDevice device, DeploymentState state) =>
        (PersonBuilder.Healthy() with { Devices = PersonBuilder.Devices(device) }, TenantFactsBuilder.Healthy() with { Deployment = Deployed("p-on", ("d-1", state)) });

    /// <summary>The report is there and does not name the device.</summary>
    private static TenantFacts Reported(TenantFacts facts) => facts with { Deployment = Deployed("p-on", ("d-2", DeploymentState.Succeeded)) };

    private static TenantFacts UserScopeOff() => TenantFactsBuilder.Healthy() with
    {
        ConfigurationPolicies = TenantFactsBuilder.Policies(Catalog("p-on", "Hello", true, AllDevices), UserCatalog("p-off", "Finance", false, In("g-everybody"))),
        Deployment = new DeploymentFacts([Deployment("p-on", ("d-1", DeploymentState.Succeeded)), Deployment("p-off", ("d-1", DeploymentState.Succeeded))], new Dictionary<string, UnreadableReason>()),
    };
}
