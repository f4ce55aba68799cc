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
        return new(
            tenant,
            person,
            [.. devices.Select(device => Judge(person, device, facts, readiness))],
            person.SignIns.Map<IReadOnlyList<ExplainedSignIn>>(signIns => [.. signIns.Select(signIn => new ExplainedSignIn(signIn, signIn.Succeeded ? null : guide.FindCode(signIn.Code)))]),
            readiness);
    }

    /// <summary>
    /// What stands in the way earliest comes first: the account, the device, its key, the applications, the sign-in, the policy. What
    /// makes PIN recovery of this tenant no matter at all (a guest, a device that is only registered) is said alone: no other advice could help.
    /// </summary>
    private DeviceAnswer Judge(PersonFacts person, PersonDevice? device, TenantFacts facts, TenantReadiness readiness)
    {
        var ledger = new PersonLedger();
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
        AccountRules.SecondFactor(person, ledger);
        new SignInRules(guide).Apply(person, facts, readiness, ledger);
        policies?.Apply(ledger);
        return Answer();

        DeviceAnswer Answer() => new(device, ledger.Verdict, ledger.Causes, ledger.Unknowns, policies?.Value, policies?.All ?? [], ledger.Notes);
    }
}
