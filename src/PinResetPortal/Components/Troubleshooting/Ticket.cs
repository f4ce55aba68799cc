using System.Globalization;
using System.Text;
using PinResetPortal.Core.Troubleshooting.Diagnosing;

namespace PinResetPortal.Components.Troubleshooting;

/// <summary>
/// The answer as text for a ticket: what was found, why, what next, ids and times, and a link back. Of the pasted text only codes,
/// ids and times are in it.
/// </summary>
public static class Ticket
{
    private const int MostCauses = 5;

    /// <param name="backLink">The page that the answer came from.</param>
    public static string Plain(Diagnosis diagnosis, Uri backLink) => Write(diagnosis, backLink, title => title, text => text, "- ", link => link);

    /// <inheritdoc cref="Plain"/>
    public static string Markdown(Diagnosis diagnosis, Uri backLink) =>
        Write(diagnosis, backLink, title => $"**{title}**", Escape, "- ", link => $"<{link}>");

    private static string Write(
        Diagnosis diagnosis, Uri backLink, Func<string, string> strong, Func<string, string> text, string bullet, Func<string, string> link)
    {
        var ticket = new StringBuilder();
        Line(strong($"PIN reset: {diagnosis.Tenant?.DisplayName ?? "no tenant chosen"}"));
        Line($"{At(diagnosis.At)}{(diagnosis.Tenant is { } tenant ? $", tenant {tenant.Id}" : "")}");
        if (diagnosis.Readiness is { } readiness)
        {
            Line($"Findings read {At(readiness.ReadAt)}, verdict {readiness.Verdict}");
        }

        Part("Found in the text", [.. diagnosis.Found.Items.Select(item => text(item.Value)), .. diagnosis.Found.Unknown.Select(code => $"{code.Value} (not in the guide)")]);
        var number = 0;
        foreach (var cause in diagnosis.Causes.Take(MostCauses))
        {
            Line("");
            Line(strong($"{++number}. {cause.Entry.Title} ({CauseLook.Of(cause.Standing).Word.ToLowerInvariant()})"));
            foreach (var evidence in cause.Evidence)
            {
                Line(bullet + text(evidence));
            }

            Line($"{bullet}Next step: {text(cause.Entry.NextStep)}");
            Line($"{bullet}Who: {text(cause.Entry.Who)}");
        }

        Part("Device", [.. diagnosis.Statements.Where(statement => statement.Tone is not Core.Troubleshooting.Dsregcmd.DsregTone.Quiet).Select(statement => text($"{statement.Name}: {statement.Value} - {statement.Meaning}"))]);
        Part("Ids", [.. diagnosis.Found.Ids.Select(id => $"{id.Kind} id {id.Value}")]);
        Part("Times", [.. diagnosis.Found.Times.Take(MostCauses)]);
        Part("Take care", [.. diagnosis.Caveats.Select(text)]);
        Line("");
        Line(link(backLink.AbsoluteUri));
        return ticket.ToString();

        void Line(string line) => ticket.Append(line).Append('\n');

        void Part(string title, IReadOnlyList<string> lines)
        {
            if (lines.Count == 0)
            {
                return;
            }

            Line("");
            Line(strong(title));
            foreach (var line in lines)
            {
                Line(bullet + line);
            }
        }
    }

    private static string At(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>Keeps what was pasted from becoming links, pictures or markup in the ticket.</summary>
    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (character is '\\' or '`' or '*' or '_' or '{' or '}' or '[' or ']' or '<' or '>' or '(' or ')' or '#' or '!' or '|')
            {
                escaped.Append('\\');
            }

            escaped.Append(character);
        }

        return escaped.ToString();
    }
}
