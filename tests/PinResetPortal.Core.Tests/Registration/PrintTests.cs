using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PinResetPortal.Architecture;
using PinResetPortal.Core.Registration.Printing;

namespace PinResetPortal.Core.Registration;

/// <summary>What <c>setup --print</c> writes is what <see cref="PortalRegistration"/> says, over all combinations of its options.</summary>
public sealed partial class PrintTests
{
    private const string Url = "https://pin.contoso.example";
    private const string Identity = "77777777-7777-4777-8777-777777777777";
    private const string Evil = "Portal '$(touch pwned)` \"${tenant}\" \\ {x}\n\"@";

    private static readonly IReadOnlyList<string> Fixed =
    [
        PortalPermissions.MicrosoftGraph, PortalRegistration.ApiScopeId.ToString("D"), .. PortalRegistration.AppRoles.Select(role => role.Id.ToString("D")),
    ];

    [Theory]
    [InlineData(PrintFormat.Json)]
    [InlineData(PrintFormat.Bicep)]
    [InlineData(PrintFormat.Az)]
    [InlineData(PrintFormat.PowerShell)]
    public void Print_EveryCombination_HasTheIdsAddressesAndScopesOfTheRegistration(PrintFormat format)
    {
        foreach (var wish in Wishes())
        {
            var text = RegistrationPrint.Text(format, wish);
            var registration = wish.Registration;
            var ids = registration.Permissions.SelectMany(permission => registration.KindsOf(permission).Select(kind => PermissionIds.Published.Find(permission, kind)))
                .OfType<Guid>().Select(id => id.ToString("D"))
                .Concat(Fixed).Concat(registration.Permissions.Select(permission => permission.Resource))
                .Concat(wish.ManagedIdentity is { } identity && format != PrintFormat.Json ? [identity] : []).ToHashSet();

            Assert.Equal(ids.Order(), Ids().Matches(text).Select(match => match.Value).Distinct().Order());
            Assert.Equal(registration.RedirectUris.Append(registration.LogoutUrl).Append(Url).Order(), Addresses().Matches(text).Select(match => match.Value).Distinct().Order());
            Assert.All(PortalRegistration.AppRoles, role => Assert.Matches($"value\"?: [\"']{role.Value}[\"']", text));
            Assert.Contains(registration.Audience, text, StringComparison.Ordinal);
            if (format == PrintFormat.Json)
            {
                Assert.Equal(registration.Unpublished(PermissionIds.Published), RegistrationPrint.LeftOut(format, wish));
                continue;
            }

            Assert.Empty(RegistrationPrint.LeftOut(format, wish));
            foreach (var resource in registration.Permissions.GroupBy(permission => permission.Resource))
            {
                var names = resource.Select(permission => permission.Name);
                Assert.Contains(string.Join(' ', resource.Key == PortalPermissions.MicrosoftGraph ? PortalRegistration.ProtocolScopes.Concat(names) : names), text, StringComparison.Ordinal);
            }

            // What no list publishes is looked up by name, once for each kind.
            Assert.All(registration.Unpublished(PermissionIds.Published), permission => Assert.Contains($"'{permission.Name}'", text, StringComparison.Ordinal));
            Assert.DoesNotContain("ffffffff-", text, StringComparison.Ordinal);
            Assert.Equal(wish.ManagedIdentity is not null, text.Contains(wish.Cloud.TokenExchange, StringComparison.Ordinal));
        }
    }

    /// <summary>Each application permission is given, and none besides.</summary>
    [Theory]
    [InlineData(PrintFormat.Bicep, "'Microsoft.Graph/appRoleAssignedTo@v1.0'")]
    [InlineData(PrintFormat.Az, "/appRoleAssignedTo\"")]
    [InlineData(PrintFormat.PowerShell, "/appRoleAssignedTo\"")]
    public void Print_EveryCombination_GivesEachApplicationPermissionAndTheAdminOnce(PrintFormat format, string mark)
    {
        foreach (var wish in Wishes())
        {
            var expected = wish.Registration.Permissions.SelectMany(wish.Registration.KindsOf).Count(kind => kind == PermissionKind.Application) + Math.Max(1, wish.Admins.Count);

            Assert.Equal(expected, RegistrationPrint.Text(format, wish).Split(mark).Length - 1);
        }
    }

    [Fact]
    public void Json_IsTheApplicationObject()
    {
        foreach (var wish in Wishes())
        {
            Assert.True(JsonNode.DeepEquals(wish.Registration.Application(PermissionIds.Published, wish.Name), JsonNode.Parse(RegistrationPrint.Text(PrintFormat.Json, wish))));
        }
    }

    /// <summary>
    /// The registration of the deployment to Azure is the printed one, with parameters for what only the deployment knows. Write what the failure
    /// prints.
    /// </summary>
    [Fact]
    public void Azure_Registration_IsWhatIsPrinted()
    {
        const string Parameters = """

            @description('Address of the portal')
            param publicUrl string

            @description('Client id of the user-assigned identity')
            param identityClientId string

            """;
        var wish = new PrintWish(
            new(new(new(Url), Msp: false, Repairs: true, Unattended: true, People: true, CredentialKind.ManagedIdentity)), PortalRegistration.DefaultName, "pinresetportal", Cloud.All[0], Identity, []);
        var expected = RegistrationPrint.Text(PrintFormat.Bicep, wish)
            .Replace("setup --print bicep", "setup --repairs --unattended --people --credential managed-identity:… --print bicep, with parameters", StringComparison.Ordinal)
            .Replace("extension microsoftGraphV1\n", $"extension microsoftGraphV1\n{Parameters.ReplaceLineEndings("\n")}", StringComparison.Ordinal)
            .Replace($"'{Url}'", "publicUrl", StringComparison.Ordinal).Replace(Url, "${publicUrl}", StringComparison.Ordinal)
            .Replace($"'{Identity}'", "identityClientId", StringComparison.Ordinal).Replace($" {Identity}'", " of the deployment'", StringComparison.Ordinal);

        Assert.True(Sources.Read("docs/deploy/azure/infra/registration.bicep") == expected, $"docs/deploy/azure/infra/registration.bicep must be:\n{expected}");
    }

    /// <summary>Runs the script with an Azure CLI that writes down what it is told.</summary>
    [Theory]
    [InlineData(CredentialKind.Secret)]
    [InlineData(CredentialKind.ManagedIdentity)]
    public async Task Az_RunWithAnEvilName_SendsThePlanAndRunsNothingElse(CredentialKind credential)
    {
        var folder = Directory.CreateTempSubdirectory("pinresetportal-print-").FullName;
        var wish = new PrintWish(
            new(new(new(Url), Msp: true, Repairs: true, Unattended: true, People: true, credential) { Grants = true }), Evil, "portal", Cloud.All[0], credential == CredentialKind.ManagedIdentity ? Identity : null, ["o'hara@contoso.example"]);
        await File.WriteAllTextAsync(Path.Combine(folder, "az"), Stub, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "script"), RegistrationPrint.Text(PrintFormat.Az, wish), TestContext.Current.CancellationToken);
        var start = new ProcessStartInfo("bash", ["-c", "chmod +x az && PATH=$PWD:$PATH bash script"]) { WorkingDirectory = folder, RedirectStandardError = true, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(process.ExitCode == 0, await error);
        Assert.False(File.Exists(Path.Combine(folder, "pwned")));
        var sent = (await File.ReadAllTextAsync(Path.Combine(folder, "sent"), TestContext.Current.CancellationToken)).Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Select(one => one.Split('\n', 3)).Select(one => (Method: one[0], Path: one[1], Body: JsonNode.Parse(one[2])!)).ToList();
        var application = sent[0].Body;
        Assert.Equal(("PATCH", "https://graph.microsoft.com/v1.0/applications(uniqueName='portal')"), (sent[0].Method, sent[0].Path));
        Assert.Equal(Evil, application["displayName"]!.GetValue<string>());
        var expected = wish.Registration.Permissions.SelectMany(permission => wish.Registration.KindsOf(permission)).Count();
        Assert.Equal(expected, application["requiredResourceAccess"]!.AsArray().Sum(one => one!["resourceAccess"]!.AsArray().Count));
        Assert.Equal(new RegistrationScript(wish).Steps.Select(step => step.Method), sent.Select(one => one.Method));
        Assert.Contains(sent, one => one.Body["principalId"]?.GetValue<string>() == "id-of-o'hara@contoso.example");
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Answers ids, and writes down what is sent.</summary>
    private const string Stub = """
        #!/usr/bin/env bash
        if [[ $1 == rest ]]; then
          while (($# > 0)); do
            case $1 in
              --method) method=$2 ;;
              --url) url=$2 ;;
              --body) body=$2 ;;
              --query) query=$2 ;;
            esac
            shift
          done
          if [[ $method == GET ]]; then echo an-id; else printf '%s\n%s\n%s\0' "$method" "$url" "$body" >>sent; fi
        elif [[ "$1 $2 $3" == 'ad user show' ]]; then
          echo "id-of-$5"
        else
          echo an-id
        fi
        """;

    private static IEnumerable<PrintWish> Wishes()
    {
        for (var bits = 0; bits < 32; bits++)
        {
            foreach (var credential in Enum.GetValues<CredentialKind>())
            {
                var registration = new PortalRegistration(new(new(Url), Is(1), Is(2), Is(4), Is(8), credential) { Grants = Is(16) });
                var cloud = Cloud.All[bits % Cloud.All.Count];
                yield return new(registration, PortalRegistration.DefaultName, "pinresetportal", cloud, credential == CredentialKind.ManagedIdentity ? Identity : null, Is(1) ? ["ada@contoso.example", "Helpdesk"] : []);
            }

            bool Is(int bit) => (bits & bit) != 0;
        }
    }

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Ids();

    [GeneratedRegex(@"https://pin\.contoso\.example[\w/.-]*")]
    private static partial Regex Addresses();
}
