using PinResetPortal.Core.Readiness;
using PinResetPortal.Core.Snapshot;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Core.Troubleshooting.Guide;

namespace PinResetPortal.Core.People;

/// <summary>From what was read about a person and the tenant to one verdict for each device. Pure: no I/O, no clock.</summary>
public sealed class PersonJudge(GuideCatalog guide)
{
    public PersonAnswer Judge(Tenant tenant, PersonFacts person, TenantFacts facts, TenantReadiness readiness)
    {
        IEnumerable<PersonDevice?> devices = person.Devices.ValueOrDefault is { Count: > 0 } known ? known.Cast<PersonDevice?>() : [null];
        var answer = new PersonAnswer(
            tenant,
            person,
            [],
            person.SignIns.Map<IReadOnlyList<ExplainedSignIn>>(signIns => [.. signIns.Select(signIn => new ExplainedSignIn(signIn, signIn.Succeeded ? null : guide.FindCode(signIn.Code)))]),
            readiness,
            PersonDomain.Of(person, facts));
        return answer with { Devices = [.. devices.Select(device => Judge(answer, device, facts))] };
    }

    /// <summary>
    /// What stands in the way earliest comes first: the account, the device, its key, the applications, the factors, the sign-in, the policy. What
    /// makes PIN recovery of this tenant no matter at all (a guest, a device that is only registered) is said alone: no other advice could help.
    /// </summary>
    private DeviceAnswer Judge(PersonAnswer about, PersonDevice? device, TenantFacts facts)
    {
        var (person, readiness) = (about.Facts, about.Readiness);
        var ledger = new PersonLedger();
        IReadOnlyList<PolicyAtReset> access = [];
        PolicyRules? policies = device is null ? null : new PolicyRules(person, device, facts, readiness);
        if (AccountRules.IsGuest(person, ledger) || (device is not null && DeviceRules.IsOnlyRegistered(device, ledger)))
        {
            return Answer();
        }

        AccountRules.Account(person, ledger);
        DeviceRules.Apply(person, device, facts.ReadAt, ledger);
        policies?.Hello(ledger);
        AccountRules.Hello(person, device, ledger);
        ConsentRules.Apply(person, facts, readiness, guide, ledger);
        FactorRules.Apply(about, device, ledger);
        new SignInRules(guide).Apply(person, facts, readiness, ledger);
        access = AccessRules.Of(person, device, about.ThroughAt);
        AccessRules.Apply(person, access, ledger);
        policies?.Apply(ledger);
        return Answer();

        DeviceAnswer Answer() => new(device, ledger.Verdict, ledger.Causes, ledger.Unknowns, policies?.Value, policies?.All ?? [], ledger.Notes, access);
    }
}
