using System.Text;

namespace PinResetPortal.Core.Registration.Printing;

/// <summary>
/// A script that sends the requests of the plan with <c>Invoke-MgGraphRequest</c>
/// (https://learn.microsoft.com/powershell/module/microsoft.graph.authentication/invoke-mggraphrequest).
/// </summary>
internal static class PowerShellPrint
{
    private const string Head = """
        #Requires -Modules Microsoft.Graph.Authentication
        # Registers PinResetPortal in Entra ID. Made by: PinResetPortal setup --print powershell
        # Your account needs Cloud Application Administrator, for application permissions Privileged Role Administrator.
        # What is there already stays; 'setup' compares all of it and mends drift.
        $ErrorActionPreference = 'Stop'

        """;

    private const string Functions = """
        function Read-Object([string] $path) { Invoke-MgGraphRequest -Method GET -Uri $path -OutputType PSObject }

        # Waits for what was made a moment ago.
        function Send-Step([string] $method, [string] $path, [string] $body, [hashtable] $headers = @{}) {
            for ($try = 1; ; $try++) {
                try { return Invoke-MgGraphRequest -Method $method -Uri $path -Body $body -ContentType 'application/json' -Headers $headers -OutputType PSObject }
                catch {
                    $said = "$($_.ErrorDetails.Message) $($_.Exception.Message)"
                    if ($said -match 'already exists|already in use|MultipleObjectsWithSameKeyValue') { Write-Host '   is there already'; return }
                    if ($try -ge 10 -or $said -notmatch 'does not exist|does not reference a valid|ResourceNotFound') { throw }
                    Start-Sleep -Seconds 3
                }
            }
        }

        # The service principal of an API, made where the tenant does not know it yet.
        function Get-Principal([string] $appId) {
            try { return Read-Object "/v1.0/servicePrincipals(appId='$appId')" } catch { $null = Send-Step POST '/v1.0/servicePrincipals' "{`"appId`":`"$appId`"}" }
            Read-Object "/v1.0/servicePrincipals(appId='$appId')"
        }

        function Find-Person([string] $who) {
            try { return (Read-Object "/v1.0/users/$([uri]::EscapeDataString($who))?`$select=id").id } catch { Write-Verbose "$who is no user" }
            $named = [uri]::EscapeDataString($who.Replace("'", "''"))
            (Read-Object "/v1.0/groups?`$select=id&`$filter=displayName eq '$named'").value[0].id
        }

        """;

    private const string Certificate = """
        Write-Host 'Make a certificate for a year; portal.pfx is for the portal alone.'
        $key = [System.Security.Cryptography.RSA]::Create(3072)
        $request = [System.Security.Cryptography.X509Certificates.CertificateRequest]::new('CN=pinresetportal', $key, [System.Security.Cryptography.HashAlgorithmName]::SHA256, [System.Security.Cryptography.RSASignaturePadding]::Pkcs1)
        $made = $request.CreateSelfSigned([DateTimeOffset]::UtcNow.AddMinutes(-5), [DateTimeOffset]::UtcNow.AddDays(365))
        [System.IO.File]::WriteAllBytes((Join-Path $PWD 'portal.pfx'), $made.Export([System.Security.Cryptography.X509Certificates.X509ContentType]::Pfx))
        $there = @((Read-Object "/v1.0/applications/$application").keyCredentials)
        $keys = $there + @(@{ type = 'AsymmetricX509Cert'; usage = 'Verify'; displayName = 'pinresetportal'; key = [Convert]::ToBase64String($made.RawData) })
        $null = Send-Step PATCH "/v1.0/applications/$application" (@{ keyCredentials = $keys } | ConvertTo-Json -Depth 10)
        """;

    private const string Secret = """
        Write-Host 'Make a client secret for a year, in a file for the folder of secrets (Portal:SecretsPath).'
        $ends = [DateTime]::UtcNow.AddDays(365).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'")
        $made = Send-Step POST "/v1.0/applications/$application/addPassword" (@{ passwordCredential = @{ displayName = 'pinresetportal'; endDateTime = $ends } } | ConvertTo-Json -Depth 10)
        [System.IO.File]::WriteAllText((Join-Path $PWD 'AzureAd__ClientCredentials__0__ClientSecret'), $made.secretText)
        """;

    public static string Text(PrintWish wish)
    {
        var script = new RegistrationScript(wish);
        var variables = new Variables(script);
        var text = new StringBuilder(Head.ReplaceLineEndings("\n"));
        Line($"Connect-MgGraph -NoWelcome -Environment {EnvironmentOf(wish.Cloud)} -Scopes Application.ReadWrite.All, AppRoleAssignment.ReadWrite.All, DelegatedPermissionGrant.ReadWrite.All, User.ReadBasic.All, GroupMember.Read.All");
        Line();
        Line(Functions.ReplaceLineEndings("\n"));
        Line("$tenant = (Get-MgContext).TenantId");
        foreach (var resource in script.Resources)
        {
            Line($"${variables.Of(Placeholders.Resource(resource))} = (Get-Principal '{resource}').id");
        }

        foreach (var lookup in script.Lookups)
        {
            Line($"${variables.Of(lookup.Placeholder)} = ((Get-Principal '{lookup.Permission.Resource}').{lookup.Property} | Where-Object value -eq '{lookup.Permission.Name}').id");
        }

        foreach (var (who, placeholder) in script.Admins)
        {
            Line($"${variables.Of(placeholder)} = {(who.Length > 0 ? $"Find-Person {Quoted(who)}" : "(Read-Object '/v1.0/me?$select=id').id")}");
        }

        if (wish.ManagedIdentity is { } identity)
        {
            Line($"${variables.Of(RegistrationScript.Identity)} = (Read-Object \"/v1.0/servicePrincipals(appId='{identity}')\").id");
        }

        foreach (var step in script.Steps)
        {
            Line();
            Line($"Write-Host {Quoted(PrintedSettings.Line(step.Words))}");
            Line($"$null = Send-Step {step.Method} \"{variables.In(step.Path, Write)}\" @\"");
            Line(variables.In(Escaped(JsonPrint.Indented(step.Body ?? [])), Write));
            Line($"\"@{(step.CreatesIfMissing ? " @{ Prefer = 'create-if-missing' }" : "")}");
            var read = step.CreatesIfMissing ? step.Path : $"/v1.0/servicePrincipals(appId='{Placeholders.ClientId}')";
            foreach (var (placeholder, property) in step.Learns ?? new Dictionary<string, string>())
            {
                Line($"${variables.Of(placeholder)} = (Read-Object \"{variables.In(read, Write)}\").{property}");
            }
        }

        if (wish.Registration.Wish.Credential != CredentialKind.ManagedIdentity)
        {
            Line();
            Line((wish.Registration.Wish.Credential == CredentialKind.Certificate ? Certificate : Secret).ReplaceLineEndings("\n"));
        }

        Line();
        Line("Write-Host \"`nSettings of the portal:\"");
        PrintedSettings.Of(wish, "$client", "$tenant").ToList().ForEach(one => Line($"Write-Output \"{one.Key}={one.Value}\""));
        return text.ToString();

        void Line(string line = "") => text.Append(line).Append('\n');
    }

    private static string EnvironmentOf(Cloud cloud) => cloud.Name switch
    {
        "usgov" => "USGov",
        "china" => "China",
        _ => "Global",
    };

    private static string Write(string name) => $"$(${name})";

    /// <summary>For a here-string that takes variables.</summary>
    private static string Escaped(string text) => text.Replace("`", "``", StringComparison.Ordinal).Replace("$", "`$", StringComparison.Ordinal);

    /// <summary>PowerShell takes typographic quotation marks for plain ones.</summary>
    private static string Quoted(string text)
    {
        var quoted = new StringBuilder("'");
        foreach (var c in text)
        {
            quoted.Append(c is '\'' or '\u2018' or '\u2019' or '\u201A' or '\u201B' ? new string(c, 2) : c.ToString());
        }

        return quoted.Append('\'').ToString();
    }
}
