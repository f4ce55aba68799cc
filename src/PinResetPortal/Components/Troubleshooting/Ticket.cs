using PinResetPortal.Components.Shared;
using PinResetPortal.Components.Status;
using PinResetPortal.Core.Troubleshooting.Diagnosing;
using PinResetPortal.Core.Troubleshooting.Dsregcmd;

namespace PinResetPortal.Components.Troubleshooting;

/// <summary>
/// The answer as text for a ticket: what was found, why, what next, ids and times, and a link back. Of the pasted text only codes,
/// ids and times are in it.
/// </summary>
public static class Ticket
{
    private const int MostCauses = 5;

    /// <param name="backLink">The page that the answer came from.</param>
    public static string Plain(Diagnosis diagnosis, Uri backLink) => Write(TicketText.Plain(), diagnosis, backLink);

    /// <inheritdoc cref="Plain"/>
    public static string Markdown(Diagnosis diagnosis, Uri backLink) => Write(TicketText.Markdown(), diagnosis, backLink);

    private static string Write(TicketText ticket, Diagnosis diagnosis, Uri backLink)
    {
        ticket.Title($"PIN reset: {diagnosis.Tenant?.DisplayName ?? "no tenant chosen"}");
        ticket.Line($"{TicketText.At(diagnosis.At)}{(diagnosis.Tenant is { } tenant ? $", tenant {tenant.Id}" : "")}");
        if (diagnosis.Readiness is { } readiness)
        {
            ticket.Line($"Findings read {TicketText.At(readiness.ReadAt)}, verdict {StatusLook.Of(readiness.Verdict).Word.ToLowerInvariant()}");
        }

        ticket.Part("Found in the text", [.. diagnosis.Found.Items.Select(item => item.Value), .. diagnosis.Found.Unknown.Select(code => $"{code.Value} (not in the guide)")]);
        var number = 0;
        foreach (var cause in diagnosis.Causes.Where(cause => cause.Standing != CauseStanding.RuledOut).Take(MostCauses))
        {
            ticket.Part(
                $"{++number}. {cause.Entry.Title} ({CauseLook.Of(cause.Standing).Word.ToLowerInvariant()})",
                [.. cause.Evidence, $"Next step: {cause.Entry.NextStep}", $"Who: {cause.Entry.Who}"]);
        }

        if (diagnosis.Causes.Count(cause => cause.Standing == CauseStanding.RuledOut) is > 0 and var others)
        {
            ticket.Part("Ruled out", [$"{(others == 1 ? "1 other cause" : $"{others} other causes")}, by what was read of the tenant"]);
        }

        ticket.Part("Device", [.. diagnosis.Statements.Where(statement => statement.Tone is not DsregTone.Quiet).Select(statement => $"{statement.Name}: {statement.Value} - {statement.Meaning}")]);
        ticket.Part("Ids", [.. diagnosis.Found.Ids.Select(id => $"{id.Kind} id {id.Value}")]);
        ticket.Part("Times", [.. diagnosis.Found.Times.Take(MostCauses)]);
        ticket.Part("Take care", [.. diagnosis.Caveats]);
        ticket.Link(backLink);
        return ticket.ToString();
    }
}
