using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Field;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Readiness;
using PinResetPortal.Core.Snapshot;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Core.Troubleshooting;

namespace PinResetPortal.Core.People;

/// <summary>A person for whom everything is right, in the tenant of <see cref="TenantFactsBuilder"/>; tests break one thing each.</summary>
internal static class PersonBuilder
{
    public const string UserId = "u-d-1";

    public static readonly DateTimeOffset Now = new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);

    public static readonly Tenant Tenant = new(TenantFactsBuilder.Tenant, "Contoso", "contoso.example", new(RelationshipKind.Gdap, Active: true));

    public static readonly UnreadableReason NoPremium = new(UnreadableKind.LicenceMissing, "Contoso has no Entra ID P1.", "Get Entra ID P1.", Status: 403);

    public static PersonFacts Healthy() => new()
    {
        Person = new(UserId, "Ada Berg", "ada@contoso.example", true),
        ReadAt = Now,
        Memberships = Ids("g-everybody"),
        Devices = Devices(Device()),
        Methods = Methods("password", "microsoftAuthenticator", RegisteredMethod.Hello),
        Registration = new RegistrationFacts(true, true, ["microsoftAuthenticatorPush", "windowsHelloForBusiness"], Now),
        SignIns = SignIns(),
        Roles = Ids(),
        AccessPass = new AccessPassPolicy(true, [AccessPassPolicy.Everybody], []),
        ConditionalAccess = Access(),
    };

    public static WindowsDevice Device() => TenantFactsBuilder.Device("d-1");

    public static Fact<IReadOnlyList<PersonDevice>> Devices(params WindowsDevice[] devices) =>
        new Fact<IReadOnlyList<PersonDevice>>.Known([.. devices.Select(device => new PersonDevice(device, new EntraDevice("e-" + device.Id, true), Ids()))]);

    public static Fact<IReadOnlySet<string>> Ids(params string[] ids) => new Fact<IReadOnlySet<string>>.Known(ids.ToHashSet());

    /// <summary>A Windows Hello key carries the name of the device.</summary>
    public static Fact<IReadOnlyList<RegisteredMethod>> Methods(params string[] kinds) =>
        new Fact<IReadOnlyList<RegisteredMethod>>.Known([.. kinds.Select(kind => new RegisteredMethod("m-" + kind, kind, kind == RegisteredMethod.Hello ? "PC D-1" : null, null))]);

    public static Fact<IReadOnlyList<PersonSignIn>> SignIns(params int[] codes) => new Fact<IReadOnlyList<PersonSignIn>>.Known(
        [.. codes.Select((code, index) => new PersonSignIn($"s-{index}", Now.AddHours(-index - 1), KnownApps.PinResetClientAppId, code, "why", code == 53003 ? "failure" : "success", code == 53003 ? ["CA - Locations"] : [], null, "PC d-1"))]);

    public static Fact<IReadOnlyList<ConditionalAccessPolicy>> Access(params ConditionalAccessPolicy[] policies) => new Fact<IReadOnlyList<ConditionalAccessPolicy>>.Known(policies);

    /// <summary>A policy for everybody and every application that blocks; tests narrow it.</summary>
    public static ConditionalAccessPolicy Blocking(string name = "CA - Block", params string[] controls) => new(
        "ca-" + name, name, ConditionalAccessState.On, Now.AddDays(-30),
        new() { Applications = new(["All"], []), Users = new(["All"], []) },
        new(AnyOf: true, controls.Length == 0 ? ["block"] : controls, null, TermsOfUse: false, Custom: false));

    public static PersonAnswer Judge(PersonFacts person, TenantFacts? facts = null)
    {
        facts ??= TenantFactsBuilder.Healthy();
        var findings = Guides.Checks.Evaluate(facts);
        var readiness = new TenantReadiness(facts.TenantId, "Contoso", CheckCatalog.VerdictOf(findings), facts.ReadAt, [.. findings.Select(finding => new AssessedFinding(finding, finding.Status == FindingStatus.Broken))], facts.Cost);
        return new PersonJudge(Guides.Catalog).Judge(Tenant, person, facts, readiness);
    }
}
