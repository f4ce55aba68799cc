using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Readiness;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Core.Troubleshooting.Dsregcmd;
using PinResetPortal.Core.Troubleshooting.Guide;
using PinResetPortal.Core.Troubleshooting.Recognising;

namespace PinResetPortal.Core.Troubleshooting.Diagnosing;

/// <summary>
/// From what stands in a text to causes in order of likelihood, compared with the findings of the tenant. Pure: no I/O, no clock.
/// </summary>
public sealed class Diagnoser(GuideCatalog guide, Recogniser recogniser)
{
    /// <param name="dsregcmd">The output of dsregcmd in the text (<see cref="DsregReader.Read"/>), if there is one.</param>
    /// <param name="tenant">The tenant that is asked about.</param>
    /// <param name="readiness">Its findings.</param>
    /// <param name="deviceTenant">The tenant named in the output, when the caller may see it.</param>
    /// <param name="now">For the age of the findings.</param>
    public Diagnosis Diagnose(PastedText text, DsregReading? dsregcmd, Tenant? tenant, TenantReadiness? readiness, Tenant? deviceTenant, DateTimeOffset now)
    {
        var found = recogniser.Recognise(text, dsregcmd);
        var isOtherTenant = tenant is not null && dsregcmd?.TenantId is { } id && id != tenant.Id;
        var findings = isOtherTenant ? null : readiness;
        return new(
            now,
            tenant,
            findings,
            deviceTenant,
            found,
            Rank(Candidates(found), new Evidence(findings, dsregcmd, now), findings),
            dsregcmd,
            dsregcmd is null ? [] : DsregMeanings.Explain(dsregcmd, tenant, deviceTenant),
            Caveats(found, dsregcmd, tenant, isOtherTenant, deviceTenant));
    }

    /// <summary>Every cause that a sign points to, with the signs and a weight. Signs that say little give way to exact ones.</summary>
    private IReadOnlyList<Candidate> Candidates(Recognition found)
    {
        var signs = found.Items.Where(item => item.EntryId is not null).Select(item => (Item: item, Entry: guide.Find(item.EntryId!)!)).ToArray();
        var hasExactCode = signs.Any(sign => sign.Item.Kind == RecognisedKind.Code && !sign.Entry.Generic && sign.Entry.Family != GuideFamily.Events);
        var candidates = new Dictionary<string, Candidate>(StringComparer.Ordinal);
        foreach (var (item, entry) in signs)
        {
            var isVague = hasExactCode && entry.Generic;
            var causes = guide.CausesOf(entry);
            for (var place = 0; place < causes.Count; place++)
            {
                var cause = causes[place];
                var weight = WeightOf(entry, item.Kind) / (1 + (0.35 * place)) * (IsNamed(cause, found) ? 2 : 1) * (isVague ? 0.1 : 1);
                var candidate = candidates.GetValueOrDefault(cause.Id) ?? new Candidate(cause, 0, true, []);
                candidates[cause.Id] = candidate with
                {
                    Weight = candidate.Weight + weight,
                    IsVague = candidate.IsVague && isVague,
                    Signs = candidate.Signs.Contains(item.Value) ? candidate.Signs : [.. candidate.Signs, item.Value],
                };
            }
        }

        return [.. candidates.Values];
    }

    private static bool IsNamed(GuideEntry cause, Recognition found) => cause.App is not null && found.Apps.Any(app => app.ToString("D") == cause.App);

    private static double WeightOf(GuideEntry entry, RecognisedKind kind) => (entry.Generic ? 0.5 : 1) * kind switch
    {
        RecognisedKind.Code => entry.Family == GuideFamily.Events ? 0.6 : 1,
        RecognisedKind.Dsregcmd => 0.8,
        _ => entry.Family == GuideFamily.Symptoms ? 0.6 : 0.9,
    };

    private List<DiagnosedCause> Rank(IReadOnlyList<Candidate> candidates, Evidence evidence, TenantReadiness? readiness)
    {
        var judged = candidates.Select(candidate => (Weight: candidate.Weight * (evidence.IsDoubtful(candidate.Cause) ? 0.3 : 1), Cause: evidence.Judge(candidate.Cause, candidate.Signs, candidate.IsVague)))
            // A vague sign beside an exact one adds only what this tenant really has.
            .Where(item => item.Cause is not null)
            .OrderBy(item => item.Cause!.Standing)
            .ThenByDescending(item => item.Weight)
            .Select(item => item.Cause!)
            .ToList();
        if (readiness is null)
        {
            return judged;
        }

        var covered = judged.SelectMany(cause => cause.Entry.ConfirmedBy).ToHashSet(StringComparer.Ordinal);
        var broken = readiness.Findings
            .Where(assessed => assessed.Finding is { Status: FindingStatus.Broken, Required: true } && !covered.Contains(assessed.Finding.CheckId))
            .Select(assessed => guide.All.FirstOrDefault(entry => entry.Family == GuideFamily.Causes && entry.ConfirmedBy.Contains(assessed.Finding.CheckId)))
            .OfType<GuideEntry>()
            .DistinctBy(entry => entry.Id)
            .Select(entry => evidence.Judge(entry, [], isVague: true)!);
        return [.. judged.Concat(broken).OrderBy(cause => cause.Standing)];
    }

    private static List<string> Caveats(Recognition found, DsregReading? dsregcmd, Tenant? tenant, bool isOtherTenant, Tenant? deviceTenant)
    {
        var caveats = new List<string>();
        if (isOtherTenant)
        {
            caveats.Add($"The device in the text belongs to {deviceTenant?.DisplayName ?? "another tenant"}, not to {tenant!.DisplayName}: the findings of {tenant.DisplayName} are not used.");
        }
        else if (tenant is null && found.Items.Count > 0)
        {
            caveats.Add(deviceTenant is null
                ? "No tenant is chosen, so nothing is compared with a tenant's findings."
                : $"No tenant is chosen. The device belongs to {deviceTenant.DisplayName}: ask about that tenant to compare with its findings.");
        }

        if (found.Apps.Count > 0 && !found.Apps.Any(app => app.ToString("D") is KnownApps.PinResetServiceAppId or KnownApps.PinResetClientAppId))
        {
            caveats.Add($"The text names other applications ({string.Join(", ", found.Apps.Take(3))}), none of the two of PIN reset: the error may belong to another sign-in.");
        }

        if (found.Items.Count == 0)
        {
            caveats.Add(found.Unknown.Count > 0
                ? "None of the codes in the text is in the guide; what can be tried stands beside each."
                : "Nothing in the text is known to the guide. Paste the code under the error, all of \"More details\", or the output of dsregcmd /status.");
        }

        return [.. caveats, .. dsregcmd?.Caveats ?? []];
    }

    private sealed record Candidate(GuideEntry Cause, double Weight, bool IsVague, IReadOnlyList<string> Signs);
}
