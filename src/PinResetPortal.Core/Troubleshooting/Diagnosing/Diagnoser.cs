using PinResetPortal.Core.Field;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Readiness;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Core.Troubleshooting.Dsregcmd;
using PinResetPortal.Core.Troubleshooting.Guide;
using PinResetPortal.Core.Troubleshooting.Recognising;
using PinResetPortal.Core.Troubleshooting.Text;

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
            Rank(Candidates(found, SucceededLater(text, found)), new Evidence(findings, dsregcmd, IsAboutOtherApps(found), now), findings),
            dsregcmd,
            dsregcmd is null ? [] : DsregMeanings.Explain(dsregcmd, tenant, deviceTenant),
            Caveats(found, dsregcmd, tenant, isOtherTenant, deviceTenant, SucceededLater(text, found)));
    }

    private static bool IsAboutOtherApps(Recognition found) =>
        found.Apps.Count > 0 && !found.Apps.Any(app => app.ToString("D") is KnownApps.PinResetServiceAppId or KnownApps.PinResetClientAppId);

    /// <summary>A pasted log with interrupts and a success: the interrupts were steps of it.</summary>
    private bool SucceededLater(PastedText text, Recognition found) =>
        found.Items.Any(item => guide.IsInterrupt(item.Value)) && TraceScanner.NamesASuccess(text.Value);

    /// <summary>Every cause that a sign points to, with the signs and a weight. Signs that say little give way to exact ones.</summary>
    private IReadOnlyList<Candidate> Candidates(Recognition found, bool succeeded)
    {
        var signs = found.Items
            .SelectMany(item => item.EntryId is { } id && guide.Find(id) is { Explains: false } entry && !(succeeded && entry.Interrupt)
                ? [(Item: item, Entry: entry)]
                : Array.Empty<(RecognisedItem Item, GuideEntry Entry)>())
            .ToArray();
        var hasExactCode = signs.Any(sign => sign.Item.Kind == RecognisedKind.Code && sign.Entry is { Generic: false, Interrupt: false, Family: not GuideFamily.Events });
        var candidates = new Dictionary<string, Candidate>(StringComparer.Ordinal);
        foreach (var (item, entry) in signs)
        {
            var causes = guide.CausesOf(entry);
            for (var place = 0; place < causes.Count; place++)
            {
                var cause = causes[place];
                var isVague = hasExactCode && (entry.Generic || entry.Interrupt) && !cause.OnlyWhenShown;
                var weight = WeightOf(entry, item.Kind) / (1 + (0.35 * place)) * (IsNamed(cause, found) ? 2 : 1) * (isVague ? 0.1 : 1);
                var candidate = candidates.GetValueOrDefault(cause.Id) ?? new Candidate(cause, 0, true, []);
                var sign = new Sign(item.Value, BasisOf(entry, item.Kind, cause), item.Kind == RecognisedKind.Code && !entry.Generic);
                candidates[cause.Id] = candidate with
                {
                    Weight = candidate.Weight + weight,
                    IsVague = candidate.IsVague && isVague,
                    Signs = candidate.Signs.Contains(sign) ? candidate.Signs : [.. candidate.Signs, sign],
                };
            }
        }

        return [.. candidates.Values];
    }

    private static bool IsNamed(GuideEntry cause, Recognition found) => cause.App is not null && found.Apps.Any(app => app.ToString("D") == cause.App);

    /// <summary>A code is what a sign-in or a device ended with; a value of dsregcmd is the device's own; what people write is neither.</summary>
    private static EvidenceBasis BasisOf(GuideEntry entry, RecognisedKind kind, GuideEntry cause) => (kind, entry.Family) switch
    {
        (RecognisedKind.Code, GuideFamily.Aadsts or GuideFamily.Caa) => EvidenceBasis.SignedIn,
        (RecognisedKind.Code, _) => EvidenceBasis.Reported,
        (RecognisedKind.Dsregcmd, _) => entry.Generic && !cause.OnlyWhenShown ? EvidenceBasis.Inferred : EvidenceBasis.Reported,
        (_, GuideFamily.Messages) when !entry.Generic => EvidenceBasis.SignedIn,
        _ => EvidenceBasis.Inferred,
    };

    private static double WeightOf(GuideEntry entry, RecognisedKind kind) => (entry.Generic || entry.Interrupt ? 0.5 : 1) * kind switch
    {
        RecognisedKind.Code => entry.Family == GuideFamily.Events ? 0.6 : 1,
        RecognisedKind.Dsregcmd => 0.8,
        _ => entry.Family == GuideFamily.Symptoms ? 0.6 : 0.9,
    };

    private List<DiagnosedCause> Rank(IReadOnlyList<Candidate> candidates, Evidence evidence, TenantReadiness? readiness)
    {
        // A vague sign beside an exact one adds only what this tenant really has.
        var judged = candidates
            .OrderByDescending(candidate => candidate.Weight * (evidence.IsDoubtful(candidate.Cause) ? 0.3 : 1))
            .Select(candidate => evidence.Judge(candidate.Cause, candidate.Signs, candidate.IsVague))
            .OfType<DiagnosedCause>()
            .OrderBy(cause => cause.Standing)
            .ToList();
        if (readiness is null)
        {
            return judged;
        }

        // What is broken here as well, unless the device contradicts.
        var covered = judged.SelectMany(cause => cause.Entry.ConfirmedBy).ToHashSet(StringComparer.Ordinal);
        var broken = readiness.Findings
            .Where(assessed => assessed.Finding is { Status: FindingStatus.Broken, Required: true } && !covered.Contains(assessed.Finding.CheckId))
            .Select(assessed => guide.All.FirstOrDefault(entry => entry is { Family: GuideFamily.Causes, OnlyWhenShown: false } && entry.ConfirmedBy.Contains(assessed.Finding.CheckId)))
            .OfType<GuideEntry>()
            .DistinctBy(entry => entry.Id)
            .Select(entry => evidence.Judge(entry, [], isVague: true))
            .OfType<DiagnosedCause>();
        return [.. judged.Concat(broken).OrderBy(cause => cause.Standing)];
    }

    private static List<string> Caveats(Recognition found, DsregReading? dsregcmd, Tenant? tenant, bool isOtherTenant, Tenant? deviceTenant, bool succeeded)
    {
        var caveats = new List<string>();
        if (isOtherTenant && tenant is not null)
        {
            caveats.Add($"The device in the text belongs to {deviceTenant?.DisplayName ?? "another tenant"}, not to {tenant.DisplayName}: the findings of {tenant.DisplayName} are not used.");
        }
        else if (tenant is null && found.Items.Count > 0)
        {
            caveats.Add(deviceTenant is null
                ? "No tenant is chosen, so nothing is compared with a tenant's findings."
                : $"No tenant is chosen. The device belongs to {deviceTenant.DisplayName}: ask about that tenant to compare with its findings.");
        }

        if (succeeded)
        {
            caveats.Add("A sign-in in the text succeeded: the interrupts beside it are steps of a normal sign-in, not failures.");
        }

        if (IsAboutOtherApps(found))
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

    private sealed record Candidate(GuideEntry Cause, double Weight, bool IsVague, IReadOnlyList<Sign> Signs);
}
