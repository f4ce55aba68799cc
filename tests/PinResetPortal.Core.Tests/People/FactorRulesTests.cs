using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Snapshot;
using static PinResetPortal.Core.People.PersonBuilder;

namespace PinResetPortal.Core.People;

/// <summary>The second factor at the lock screen, the password, and who checks it.</summary>
public sealed class FactorRulesTests
{
    private static readonly UnreadableReason NotGranted = new(UnreadableKind.PermissionMissing, "The portal may not read it.", "Grant it.", "Directory.Read.All", Status: 403);

    /// <summary>Entra ID counts Windows Hello as a second factor, but its PIN is what is reset.</summary>
    [Theory]
    [InlineData("password", PersonVerdict.Unknown, "mfa.besides-hello")]
    [InlineData("email", PersonVerdict.Unknown, "mfa.besides-hello")]
    [InlineData("fido2", PersonVerdict.CanReset, "mfa.lock-screen")]
    [InlineData("platformCredential", PersonVerdict.CanReset, "mfa.lock-screen")]
    [InlineData("microsoftAuthenticator", PersonVerdict.CanReset, null)]
    [InlineData("phone", PersonVerdict.CanReset, null)]
    [InlineData("softwareOath", PersonVerdict.CanReset, null)]
    [InlineData(RegisteredMethod.AccessPass, PersonVerdict.CanReset, null)]
    public void Judge_CapableByTheReport_LooksForAFactorThatWorksAtTheLockScreen(string kind, PersonVerdict verdict, string? unknown)
    {
        var answer = Judge(Healthy() with { Methods = Methods(RegisteredMethod.Password, kind, RegisteredMethod.Hello) }).About(null);

        Assert.Equal((verdict, unknown), (answer.Verdict, answer.Unknowns.SingleOrDefault()?.Id));
        Assert.Empty(answer.Causes);
    }

    [Theory]
    [InlineData(true, PersonVerdict.CanReset)]
    [InlineData(null, PersonVerdict.CanReset)]
    [InlineData(false, PersonVerdict.Unknown)]
    public void Judge_AccessPassThatIsUsedUp_IsNoSecondFactor(bool? usable, PersonVerdict expected)
    {
        var methods = new Fact<IReadOnlyList<RegisteredMethod>>.Known([new("t", RegisteredMethod.AccessPass, null, null, usable), new("h", RegisteredMethod.Hello, "PC D-1", null)]);

        Assert.Equal(expected, Judge(Healthy() with { Methods = methods }).About(null).Verdict);
    }

    [Theory]
    [InlineData("hybridAzureADJoined", "microsoftAuthenticator", false, true)]
    [InlineData("hybridAzureADJoined", "password", false, false)]
    [InlineData("hybridAzureADJoined", "microsoftAuthenticator", true, false)]
    [InlineData("azureADJoined", "microsoftAuthenticator", false, false)]
    public void Judge_NoPasswordListed_MattersOnAHybridDeviceOfAManagedDomain(string join, string kind, bool federated, bool expected)
    {
        var person = Healthy() with { Devices = PersonBuilder.Devices(PersonBuilder.Device() with { JoinType = join }), Methods = Methods(kind, "phone", RegisteredMethod.Hello) };

        var answer = Judge(person, Tenant(federated)).About(null);

        Assert.Equal(expected, answer.Unknowns.Any(unknown => unknown is { Id: "password.hybrid", Decides: false }));
    }

    [Theory]
    [InlineData("ada@contoso.example", false)]
    [InlineData("ada@CONTOSO.example", true)]
    public void Judge_DomainOfThePerson_IsOfTheListOfTheTenant(string name, bool federated) =>
        Assert.Equal(new PersonDomain("contoso.example", federated), Judge(Healthy() with { Person = new(UserId, "Ada", name, true) }, Tenant(federated)).Domain.ValueOrDefault);

    [Theory]
    [InlineData(null)]
    [InlineData("ada")]
    [InlineData("ada@elsewhere.example")]
    public void Judge_DomainThatIsNotTold_IsNotGuessed(string? name) =>
        Assert.Equal(UnreadableKind.NotUnderstood, Judge(Healthy() with { Person = new(UserId, "Ada", name, true) }).Domain.WhyUnreadable!.Kind);

    [FactAttribute]
    public void Judge_DomainsUnreadable_SaysWhy() =>
        Assert.Equal(NotGranted, Judge(Healthy(), TenantFactsBuilder.Healthy() with { Domains = NotGranted }).Domain.WhyUnreadable);

    private static TenantFacts Tenant(bool federated) =>
        TenantFactsBuilder.Healthy() with { Domains = new Fact<IReadOnlyList<DomainFacts>>.Known([new("contoso.example", federated, true, federated ? "sts.contoso.example" : null)]) };
}
