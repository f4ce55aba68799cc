using System.Text;

namespace PinResetPortal.Core.Registration.Printing;

/// <summary>A Bash script that sends the requests of the plan with <c>az rest</c> (https://learn.microsoft.com/cli/azure/reference-index#az-rest).</summary>
internal static class AzPrint
{
    private const string Head = """
        #!/usr/bin/env bash
        # Registers PinResetPortal in Entra ID. Made by: PinResetPortal setup --print az
        # Sign in first: az login --allow-no-subscriptions. Your account needs Cloud Application Administrator, for application permissions
        # Privileged Role Administrator. What is there already stays; 'setup' compares all of it and mends drift.
        set -euo pipefail
        umask 077

        read_id() { az rest --method GET --url "$graph_url$1" --query "${2:-id}" --output tsv; }

        # Method, path, headers; the body comes from the input. Waits for what was made a moment ago.
        send() {
          local method=$1 path=$2 body answer; shift 2; body=$(cat)
          for _ in 1 2 3 4 5 6 7 8 9 10; do
            if answer=$(az rest --method "$method" --url "$graph_url$path" --headers Content-Type=application/json "$@" --body "$body" 2>&1); then return 0; fi
            case $answer in
              *'already exists'* | *'already in use'* | *MultipleObjectsWithSameKeyValue*) echo '   is there already'; return 0 ;;
              *'does not exist'* | *'does not reference a valid'* | *ResourceNotFound*) sleep 3 ;;
              *) break ;;
            esac
          done
          printf '%s\n' "$answer" >&2
          return 1
        }

        # The service principal of an API, made where the tenant does not know it yet.
        principal_of() {
          read_id "/v1.0/servicePrincipals(appId='$1')" 2>/dev/null || {
            send POST /v1.0/servicePrincipals <<<"{\"appId\":\"$1\"}" >&2
            read_id "/v1.0/servicePrincipals(appId='$1')"
          }
        }

        find_person() { az ad user show --id "$1" --query id --output tsv 2>/dev/null || az ad group show --group "$1" --query id --output tsv; }

        """;

    public static string Text(PrintWish wish)
    {
        var script = new RegistrationScript(wish);
        var variables = new Variables(script);
        var text = new StringBuilder(Head.ReplaceLineEndings("\n"));
        Line($"graph_url={wish.Cloud.Graph.GetLeftPart(UriPartial.Authority)}");
        Line("tenant=$(az account show --query tenantId --output tsv)");
        foreach (var resource in script.Resources)
        {
            Line($"{variables.Of(Placeholders.Resource(resource))}=$(principal_of {resource})");
        }

        foreach (var lookup in script.Lookups)
        {
            Line($"{variables.Of(lookup.Placeholder)}=$(read_id \"/v1.0/servicePrincipals(appId='{lookup.Permission.Resource}')\" \"{lookup.Property}[?value=='{lookup.Permission.Name}'].id | [0]\")");
        }

        foreach (var (who, placeholder) in script.Admins)
        {
            Line($"{variables.Of(placeholder)}=$({(who.Length > 0 ? $"find_person {Quoted(who)}" : "az ad signed-in-user show --query id --output tsv")})");
        }

        if (wish.ManagedIdentity is { } identity)
        {
            Line($"{variables.Of(RegistrationScript.Identity)}=$(read_id \"/v1.0/servicePrincipals(appId='{identity}')\")");
        }

        foreach (var step in script.Steps)
        {
            Line();
            Line($"echo {Quoted(PrintedSettings.Line(step.Words))}");
            Line($"send {step.Method} \"{variables.In(step.Path, Write)}\"{(step.CreatesIfMissing ? " Prefer=create-if-missing" : "")} <<JSON");
            Line(variables.In(Escaped(JsonPrint.Indented(step.Body ?? [])), Write));
            Line("JSON");
            var read = step.CreatesIfMissing ? step.Path : $"/v1.0/servicePrincipals(appId='{Placeholders.ClientId}')";
            foreach (var (placeholder, property) in step.Learns ?? new Dictionary<string, string>())
            {
                Line($"{variables.Of(placeholder)}=$(read_id \"{variables.In(read, Write)}\" {property})");
            }
        }

        Credential();
        Line();
        Line("echo; echo 'Settings of the portal:'");
        Line("cat <<SETTINGS");
        PrintedSettings.Of(wish, "${client}", "${tenant}").ToList().ForEach(one => Line($"{one.Key}={one.Value}"));
        Line("SETTINGS");
        return text.ToString();

        void Line(string line = "") => text.Append(line).Append('\n');

        void Credential()
        {
            switch (wish.Registration.Wish.Credential)
            {
                case CredentialKind.Certificate:
                    Line();
                    Line("echo 'Make a certificate for a year; portal.pfx is for the portal alone.'");
                    Line("openssl req -x509 -newkey rsa:3072 -nodes -days 365 -subj /CN=pinresetportal -keyout portal.key -out portal.crt");
                    Line("openssl pkcs12 -export -passout pass: -inkey portal.key -in portal.crt -out portal.pfx");
                    Line("az ad app credential reset --id \"$client\" --append --cert @portal.crt --output none");
                    Line("rm portal.key portal.crt");
                    break;
                case CredentialKind.Secret:
                    Line();
                    Line("echo 'Make a client secret for a year, in a file for the folder of secrets (Portal:SecretsPath).'");
                    Line("az ad app credential reset --id \"$client\" --append --years 1 --query password --output tsv | tr -d '\\n' >AzureAd__ClientCredentials__0__ClientSecret");
                    break;
                default:
                    break;
            }
        }
    }

    private static string Write(string name) => $"${{{name}}}";

    /// <summary>For a here-document that takes variables.</summary>
    private static string Escaped(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("$", "\\$", StringComparison.Ordinal).Replace("`", "\\`", StringComparison.Ordinal);

    private static string Quoted(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
