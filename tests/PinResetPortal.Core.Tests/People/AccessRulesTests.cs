using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Field;
using static PinResetPortal.Core.People.PersonBuilder;

namespace PinResetPortal.Core.People;

/// <summary>A table of Conditional Access policies by a table of people: what each does to a PIN reset, and what is said about it.</summary>
public sealed class AccessRulesTests
{
    private const string Mine = "g-everybody";
    private const string Role = "62e90394-69f5-4237-9190-012177145e10";

    private static readonly UnreadableReason NotGranted = new(UnreadableKind.PermissionMissing, "The portal may not read the Conditional Access policies.", "Grant the portal Policy.Read.All.", "Policy.Read.All", Status: 403);

    /// <summary>Conditions of a policy that blocks; true: it applies to everybody's reset, null: can't be told.</summary>
    private static readonly Dictionary<string, (Func<AccessConditions, AccessConditions> Narrow, bool? Applies)> Conditions = new()
    {
        ["none"] = (all => all, true),
        ["both apps by id"] = (all => all with { Applications = new([KnownApps.PinResetServiceAppId, KnownApps.PinResetClientAppId], []) }, true),
        ["service by id in capitals"] = (all => all with { Applications = new([KnownApps.PinResetServiceAppId.ToUpperInvariant()], []) }, true),
        ["client by id only"] = (all => all with { Applications = new([KnownApps.PinResetClientAppId], []) }, null),
        ["all but the service"] = (all => all with { Applications = new(["All"], [KnownApps.PinResetServiceAppId]) }, null),
        ["all but the client"] = (all => all with { Applications = new(["All"], [KnownApps.PinResetClientAppId]) }, true),
        ["all but both"] = (all => all with { Applications = new(["All"], [KnownApps.PinResetServiceAppId, KnownApps.PinResetClientAppId]) }, false),
        ["a filter for applications"] = (all => all with { Applications = AccessScope.Nothing, FiltersApplications = true }, null),
        ["all and a filter for applications"] = (all => all with { FiltersApplications = true }, null),
        ["all but both and a filter"] = (all => all with { Applications = new(["All"], [KnownApps.PinResetServiceAppId, KnownApps.PinResetClientAppId]), FiltersApplications = true }, false),
        ["another app"] = (all => all with { Applications = new(["Office365"], []) }, false),
        ["user actions only"] = (all => all with { Applications = AccessScope.Nothing }, false),
        ["the user"] = (all => all with { Users = new([UserId], []) }, true),
        ["nobody"] = (all => all with { Users = new(["None"], []) }, false),
        ["guests"] = (all => all with { Users = new(["GuestsOrExternalUsers"], []) }, false),
        ["all but the user"] = (all => all with { Users = new(["All"], [UserId]) }, false),
        ["a group of the user"] = (all => all with { Users = AccessScope.Nothing, Groups = new([Mine], []) }, true),
        ["another group"] = (all => all with { Users = AccessScope.Nothing, Groups = new(["g-other"], []) }, false),
        ["all but a group of the user"] = (all => all with { Groups = new([], [Mine]) }, false),
        ["all but another group"] = (all => all with { Groups = new([], ["g-other"]) }, true),
        ["a role of the user"] = (all => all with { Users = AccessScope.Nothing, Roles = new([Role], []) }, true),
        ["another role"] = (all => all with { Users = AccessScope.Nothing, Roles = new(["r-other"], []) }, false),
        ["all but a role of the user"] = (all => all with { Roles = new([], [Role]) }, false),
        ["older clients"] = (all => all with { ClientApps = ["exchangeActiveSync", "other"] }, false),
        ["every client"] = (all => all with { ClientApps = ["all"] }, true),
        ["browser and apps"] = (all => all with { ClientApps = ["browser", "mobileAppsAndDesktopClients"] }, true),
        ["browser"] = (all => all with { ClientApps = ["browser"] }, null),
        ["windows"] = (all => all with { Platforms = new(["windows"], []) }, true),
        ["all platforms but android"] = (all => all with { Platforms = new(["all"], ["android"]) }, true),
        ["all platforms but windows"] = (all => all with { Platforms = new(["all"], ["windows"]) }, false),
        ["phones"] = (all => all with { Platforms = new(["android", "iOS"], []) }, false),
        ["anywhere"] = (all => all with { Locations = new(["All"], []) }, true),
        ["untrusted locations"] = (all => all with { Locations = new(["All"], ["AllTrusted"]) }, null),
        ["some countries"] = (all => all with { Locations = new(["l-1"], []) }, null),
        ["risk"] = (all => all with { Open = ["the risk of the sign-in"] }, null),
        ["workloads"] = (all => all with { ForWorkloads = true }, false),
        ["device code flow"] = (all => all with { ForTransfers = true }, false),
        ["risk, but not the user"] = (all => all with { Open = ["the risk of the sign-in"], Users = new(["All"], [UserId]) }, false),
    };

    public static TheoryData<string> Narrowed => [.. Conditions.Keys];

    [Theory]
    [MemberData(nameof(Narrowed))]
    public void Judge_Conditions_SayWhetherThePolicyApplies(string name)
    {
        var (narrow, applies) = Conditions[name];

        var answer = Judge(Person(Applying(narrow)));

        Expect(answer.About(null), applies switch { true => AccessEffect.Stops, null => AccessEffect.MayStop, _ => AccessEffect.LetsThrough });
        Assert.Equal(applies, answer.About(null).ConditionalAccess[0].Applies);
    }

    /// <summary>Groups and roles that were not read never turn a policy that applies into one that does not, or the other way round.</summary>
    [Theory]
    [MemberData(nameof(Narrowed))]
    public void Judge_GroupsOrRolesUnreadable_SaysTheSameOrThatItCanNotBeTold(string name)
    {
        foreach (var (groups, roles) in new[] { (true, false), (false, true), (true, true) })
        {
            var person = Person(Applying(Conditions[name].Narrow));
            var blind = person with { Memberships = groups ? NotGranted : person.Memberships, Roles = roles ? NotGranted : person.Roles };

            var seen = Judge(blind).About(null).ConditionalAccess[0].Applies;

            Assert.True(seen is null || seen == Conditions[name].Applies, $"{name}: {Conditions[name].Applies} became {seen}");
        }
    }

    /// <summary>A definite answer about a person whose groups are unread holds whatever the groups turn out to be.</summary>
    [FactAttribute]
    public void Judge_EveryPairOfScopes_UnreadIsNeverSurerThanRead()
    {
        string[][] some = [[], [Mine], ["g-other"], [Mine, "g-other"]];
        AccessScope[] users = [new(["All"], []), new([], []), new([UserId], []), new(["All"], [UserId])];
        foreach (var conditions in users.SelectMany(people => some.SelectMany(include => some.Select(exclude => Blocking().Conditions with { Users = people, Groups = new(include, exclude) }))))
        {
            var person = Healthy() with { ConditionalAccess = Access(Blocking() with { Conditions = conditions }) };
            var unread = Judge(person with { Memberships = NotGranted }).About(null).ConditionalAccess[0].Applies;
            var possible = some.Select(held => Judge(person with { Memberships = PersonBuilder.Ids(held) }).About(null).ConditionalAccess[0].Applies).ToHashSet();

            Assert.True(unread is null || possible.SetEquals([unread]), $"{conditions.Groups}: {unread}, but {string.Join(", ", possible)}");
        }
    }

    [Theory]
    [InlineData("block", AccessEffect.Stops)]
    [InlineData("mfa", AccessEffect.LetsThrough)]
    [InlineData("compliantDevice", AccessEffect.MayStop)]
    [InlineData("domainJoinedDevice", AccessEffect.Stops)]
    [InlineData("approvedApplication", AccessEffect.MayStop)]
    [InlineData("compliantApplication", AccessEffect.MayStop)]
    [InlineData("passwordChange", AccessEffect.MayStop)]
    [InlineData("somethingNew", AccessEffect.MayStop)]
    [InlineData("mfa or compliantDevice", AccessEffect.LetsThrough)]
    [InlineData("mfa and compliantDevice", AccessEffect.MayStop)]
    [InlineData("domainJoinedDevice or compliantDevice", AccessEffect.MayStop)]
    [InlineData("domainJoinedDevice and mfa", AccessEffect.Stops)]
    [InlineData("", AccessEffect.LetsThrough)]
    public void Judge_Controls_SayWhatThePolicyDoesOnACompliantEntraJoinedDevice(string controls, AccessEffect expected)
    {
        var policy = Blocking() with { Controls = new(!controls.Contains(" and ", StringComparison.Ordinal), controls.Split(" or ").SelectMany(one => one.Split(" and ")).Where(one => one.Length > 0).ToArray(), null, false, false) };

        Expect(Judge(Person(policy) with { Devices = PersonBuilder.Devices(PersonBuilder.Device() with { Compliance = "compliant", JoinType = "azureADJoined" }) }).About(null), expected);
    }

    [Theory]
    [InlineData("noncompliant", "azureADJoined", AccessEffect.Stops, AccessEffect.Stops)]
    [InlineData("compliant", "hybridAzureADJoined", AccessEffect.MayStop, AccessEffect.MayStop)]
    [InlineData("inGracePeriod", null, AccessEffect.MayStop, AccessEffect.MayStop)]
    [InlineData(null, "azureADJoined", AccessEffect.MayStop, AccessEffect.Stops)]
    public void Judge_ControlsAboutTheDevice_AreCertainOnlyWhereTheDeviceDoesNotMeetThem(string? compliance, string? join, AccessEffect compliant, AccessEffect hybrid)
    {
        var devices = PersonBuilder.Devices(PersonBuilder.Device() with { Compliance = compliance, JoinType = join });

        Expect(Judge(Person(Blocking("CA", "compliantDevice")) with { Devices = devices }).About(null), compliant);
        Expect(Judge(Person(Blocking("CA", "domainJoinedDevice")) with { Devices = devices }).About(null), hybrid);
    }

    [Theory]
    [InlineData("password,microsoftAuthenticatorPush;fido2", "microsoftAuthenticator", AccessEffect.LetsThrough)]
    [InlineData("fido2", "fido2", AccessEffect.LetsThrough)]
    [InlineData("fido2", "microsoftAuthenticator", AccessEffect.Stops)]
    [InlineData("windowsHelloForBusiness;fido2", "microsoftAuthenticator", AccessEffect.MayStop)]
    [InlineData("x509CertificateMultiFactor;fido2", "microsoftAuthenticator", AccessEffect.MayStop)]
    [InlineData("password,sms", "phone", AccessEffect.LetsThrough)]
    [InlineData("fido2", "somethingNew", AccessEffect.MayStop)]
    [InlineData("somethingNew", "phone", AccessEffect.MayStop)]
    [InlineData("", "phone", AccessEffect.MayStop)]
    public void Judge_AuthenticationStrength_IsHeldAgainstWhatIsRegistered(string combinations, string method, AccessEffect expected)
    {
        var policy = Blocking() with { Controls = new(true, [], new("Strong", combinations.Split(';', StringSplitOptions.RemoveEmptyEntries)), false, false) };

        Assert.Equal(expected, Judge(Person(policy) with { Methods = Methods("password", method, RegisteredMethod.Hello) }).About(null).ConditionalAccess[0].Today);
        Assert.Equal(AccessEffect.MayStop, Judge(Person(policy) with { Methods = NotGranted }).About(null).ConditionalAccess[0].Today);
    }

    [FactAttribute]
    public void Judge_TermsOfUseOrAnotherMakersControl_MayStop()
    {
        Expect(Judge(Person(Blocking() with { Controls = new(true, [], null, TermsOfUse: true, false) })).About(null), AccessEffect.MayStop);
        Expect(Judge(Person(Blocking() with { Controls = new(true, [], null, false, Custom: true) })).About(null), AccessEffect.MayStop);
        Expect(Judge(Person(Blocking() with { Controls = null })).About(null), AccessEffect.LetsThrough);
    }

    [FactAttribute]
    public void Judge_ReportOnly_StopsNothingAndSaysSo()
    {
        var answer = Judge(Person(Blocking("CA - Trial") with { State = ConditionalAccessState.ReportOnly })).About(null);

        Assert.Equal(PersonVerdict.CanReset, answer.Verdict);
        Assert.Empty(answer.Unknowns);
        Assert.Equal("\"CA - Trial\": Conditional Access in report-only mode. It stops nothing today, and would stop this reset if it were switched on.", Assert.Single(answer.Notes));
    }

    [FactAttribute]
    public void Judge_StateOffOrUnknown_IsLeftOutOrMay()
    {
        Assert.Empty(Judge(Person(Blocking() with { State = ConditionalAccessState.Off })).About(null).ConditionalAccess);
        Expect(Judge(Person(Blocking() with { State = ConditionalAccessState.Other })).About(null), AccessEffect.MayStop);
    }

    /// <summary>What a sign-in showed weighs more than a list, for as long as the list did not change after it.</summary>
    [Theory]
    [InlineData(-30, AccessEffect.LetsThrough)]
    [InlineData(0, AccessEffect.Stops)]
    public void Judge_SignInThatGotThrough_OverrulesAPolicyThatDidNotChangeSince(int days, AccessEffect expected)
    {
        var person = Person(Blocking() with { ChangedAt = Now.AddDays(days) }) with { SignIns = PersonBuilder.SignIns(0) };

        Expect(Judge(person).About(null), expected);
        Expect(Judge(person with { ConditionalAccess = Access(Blocking() with { ChangedAt = null }) }).About(null), AccessEffect.Stops);
    }

    [FactAttribute]
    public void Judge_LogNamesConditionalAccess_IsOneCause()
    {
        var answer = Judge(Person(Blocking()) with { SignIns = PersonBuilder.SignIns(53003) }).About(null);

        Assert.Equal("sign-in.conditional-access", Assert.Single(answer.Causes).Id);
    }

    [FactAttribute]
    public void Judge_PoliciesUnreadable_AreNamedAndDoNotDecide()
    {
        var answer = Judge(Healthy() with { ConditionalAccess = NotGranted }).About(null);

        var unknown = Assert.Single(answer.Unknowns);
        Assert.Equal(("conditional-access.policies", "Policy.Read.All", false), (unknown.Id, unknown.Reason.Permission, unknown.Decides));
        Assert.Equal(PersonVerdict.CanReset, answer.Verdict);
    }

    [FactAttribute]
    public void Judge_PolicyThatStops_IsNamedWithItsConditionAndSaysThatItIsInferred()
    {
        var cause = Assert.Single(Judge(Person(Blocking("CA - Contractors"), Blocking("CA - MFA", "mfa"))).About(null).Causes);

        Assert.Equal(("conditional-access.policy", "cause-conditional-access"), (cause.Id, cause.GuideId));
        Assert.Equal("\"CA - Contractors\": it blocks access; it covers every application and it includes everybody.", cause.Evidence[0]);
        Assert.StartsWith("Inferred", cause.Evidence[1], StringComparison.Ordinal);
    }

    [FactAttribute]
    public void Judge_Guest_IsNotHeldAgainstThePolicies() =>
        Assert.Equal("account.guest", Assert.Single(Judge(Person(Blocking()) with { Person = new(UserId, "Gus", "gus@contoso.example", true, "Guest") }).About(null).Causes).Id);

    private static PersonFacts Person(params ConditionalAccessPolicy[] policies) => Healthy() with { ConditionalAccess = Access(policies), Roles = PersonBuilder.Ids(Role) };

    private static ConditionalAccessPolicy Applying(Func<AccessConditions, AccessConditions> narrow) => Blocking() with { Conditions = narrow(Blocking().Conditions) };

    /// <summary>A policy that stops is a cause, one that may is named as not known, and one that does not is not spoken of.</summary>
    private static void Expect(DeviceAnswer answer, AccessEffect effect)
    {
        Assert.Equal(effect, Assert.Single(answer.ConditionalAccess).Today);
        Assert.Equal(effect == AccessEffect.Stops, answer.Causes.Any(cause => cause.Id == "conditional-access.policy"));
        Assert.Equal(effect == AccessEffect.MayStop, answer.Unknowns.Any(unknown => unknown is { Id: "conditional-access.may-stop", Decides: false }));
    }
}
