using System.Globalization;
using System.Text;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Components.Remediation;

/// <summary>
/// A plan as a script for the Microsoft.Graph PowerShell module: the same requests in the same order
/// (https://learn.microsoft.com/powershell/module/microsoft.graph.authentication/invoke-mggraphrequest).
/// </summary>
public static class PowerShellScript
{
    public static string For(Tenant tenant, RemediationPlan plan)
    {
        var scopes = plan.Steps.Select(step => step.Scope).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal).Select(Quoted);
        var script = new StringBuilder()
            .AppendLine("#Requires -Modules Microsoft.Graph.Authentication")
            .AppendLine(CultureInfo.InvariantCulture, $"# {Comment($"Repairs PIN reset in {tenant.DisplayName} ({tenant.Id}): {plan.Steps.Count} request(s), as the portal would send them.")}")
            .AppendLine("# The portal does not see what this script does until the tenant is checked again.")
            .AppendLine("$ErrorActionPreference = 'Stop'")
            .AppendLine(CultureInfo.InvariantCulture, $"Connect-MgGraph -TenantId {Quoted(tenant.Id.ToString())} -Scopes {string.Join(", ", scopes)} -NoWelcome")
            .AppendLine(CultureInfo.InvariantCulture, $"if ((Get-MgContext).TenantId -ne {Quoted(tenant.Id.ToString())}) {{ throw 'Signed in to another tenant. Nothing was sent.' }}")
            .AppendLine("$created = @{}");
        for (var index = 0; index < plan.Steps.Count; index++)
        {
            Append(script, plan.Steps[index], index + 1, [.. plan.Steps.Take(index).Select(step => step.Id)]);
        }

        return script.AppendLine().AppendLine("'Done. Check the tenant again in the portal.'").ToString().ReplaceLineEndings("\n");
    }

    /// <summary>
    /// A single-quoted string: nothing in it is expanded. PowerShell takes the four curly quotes for quotes as well
    /// (https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_quoting_rules), so all five are doubled.
    /// </summary>
    public static string Quoted(string text)
    {
        var quoted = new StringBuilder("'");
        foreach (var letter in text)
        {
            quoted.Append(letter is '\'' or '\u2018' or '\u2019' or '\u201A' or '\u201B' ? $"{letter}{letter}" : letter.ToString());
        }

        return quoted.Append('\'').ToString();
    }

    private static void Append(StringBuilder script, PlannedStep step, int number, List<string> earlier)
    {
        var request = step.Request;
        script.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"# {number}. {Comment(step.Summary)}").AppendLine(CultureInfo.InvariantCulture, $"# Undo: {Comment(step.Undo.Summary)}");
        var body = "";
        if (request.Body is { Length: > 0 } json)
        {
            script.Append("$body = ").AppendLine(WithIds(Quoted(RequestView.PrettyJson(json).ReplaceLineEndings("\n")), json, earlier));
            body = " -Body $body -ContentType 'application/json'";
        }

        script
            .AppendLine(CultureInfo.InvariantCulture, $"$answer = Invoke-MgGraphRequest -Method {Quoted(request.Method)} -Uri ({WithIds(Quoted(request.Path), request.Path, earlier)}){body}")
            .AppendLine(CultureInfo.InvariantCulture, $"if ($answer.id) {{ $created[{Quoted(step.Id)}] = $answer.id }}");
    }

    /// <summary>Puts the ids of objects that earlier steps made where the plan shows <c>{step-id}</c>.</summary>
    private static string WithIds(string quoted, string text, IEnumerable<string> earlier) =>
        earlier.Where(id => text.Contains($"{{{id}}}", StringComparison.Ordinal))
            .Aggregate(quoted, (expression, id) => $"{expression}.Replace({Quoted($"{{{id}}}")}, $created[{Quoted(id)}])");

    /// <summary>One line, so that nothing after a line break is taken for a command.</summary>
    private static string Comment(string text) => string.Concat(text.Select(letter => char.IsControl(letter) || letter is '\u2028' or '\u2029' ? ' ' : letter));
}
