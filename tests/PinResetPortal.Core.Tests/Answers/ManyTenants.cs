using System.Security.Cryptography;
using System.Text;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Field;
using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Core.Snapshot;
using PinResetPortal.Core.Templates;
using static PinResetPortal.Core.TenantFactsBuilder;

namespace PinResetPortal.Core.Answers;

/// <summary>Tenants that differ from one in which everything is right: each thing alone, and two at a time.</summary>
internal static class ManyTenants
{
    private const string Csp = "./Device/Vendor/MSFT/PassportForWork";
    private static readonly DateTimeOffset _now = Healthy().ReadAt;
    private static readonly PolicyAssignment _staff = In("g-staff");
    private static readonly GroupFacts _people = Group("g-staff", "u-d-1");

    /// <summary>By name: what is different.</summary>
    public static IReadOnlyList<(string Name, Func<TenantFacts, TenantFacts> Differ)> Differences { get; } =
    [
        .. Unread(), .. Applications("service", (facts, to) => facts with { PinResetService = to }), .. Applications("client", (facts, to) => facts with { PinResetClient = to }),
        .. Grants(), .. Policies(), .. CustomProfiles(), .. ManyRows(), .. Filters(), .. Hello(), .. Devices(), .. Domains(), .. LockScreens(), .. Deployed(), .. Log(), .. Access(),
    ];

    /// <summary>
    /// The right one, each difference alone, and each with two other ones: those whose names together have the smallest digests, so that a
    /// difference that is added changes hardly any pair of the others.
    /// </summary>
    public static IEnumerable<(string Name, TenantFacts Facts, bool IsPair)> All()
    {
        yield return ("right", Healthy(), false);
        foreach (var (name, differ) in Differences)
        {
            yield return (name, differ(Healthy()), false);
            foreach (var (other, more) in Differences.OrderBy(other => BitConverter.ToUInt64(SHA256.HashData(Encoding.UTF8.GetBytes($"{name}\n{other.Name}")))).Take(2))
            {
                yield return ($"{name} + {other}", more(differ(Healthy())), true);
            }
        }
    }

    private static IEnumerable<(string Name, Func<TenantFacts, TenantFacts> Differ)> Unread()
    {
        foreach (var property in typeof(TenantFacts).GetProperties().Where(property => property.CanWrite && property.PropertyType.IsGenericType && property.PropertyType.GetGenericTypeDefinition() == typeof(Fact<>)))
        {
            var refused = Activator.CreateInstance(typeof(Fact<>.Unreadable).MakeGenericType(property.PropertyType.GetGenericArguments()), Forbidden);
            yield return ($"{property.Name} unread", facts =>
            {
                var copy = facts with { };
                property.SetValue(copy, refused);
                return copy;
            }
            );
        }

        yield return ("nothing of Intune read", facts => facts with { ConfigurationPolicies = Forbidden, DeviceConfigurations = Forbidden, Intents = Forbidden, HelloEnrolment = Forbidden, Devices = Forbidden, Deployment = Forbidden });
    }

    private static IEnumerable<(string Name, Func<TenantFacts, TenantFacts> Differ)> Applications(string which, Func<TenantFacts, Fact<ServicePrincipalFacts>, TenantFacts> put)
    {
        var there = Present($"sp-{which}");
        yield return ($"{which} absent", facts => put(facts, new ServicePrincipalFacts(ServicePrincipalPresence.Absent)));
        yield return ($"{which} deleted", facts => put(facts, new ServicePrincipalFacts(ServicePrincipalPresence.SoftDeleted, $"sp-{which}", DeletedAt: _now.AddDays(-3))));
        yield return ($"{which} disabled", facts => put(facts, there with { AccountEnabled = false }));
        yield return ($"{which} for nobody", facts => put(facts, there with { AppRoleAssignmentRequired = true }));
        yield return ($"{which} for a group", facts => put(facts, there with { AppRoleAssignmentRequired = true, AssignedPrincipals = [new("g-staff", "Staff", "Group"), new("u-1", null, "User")] }));
        foreach (var count in (int[])[5, 6])
        {
            yield return ($"{which} for {count} users", facts => put(facts, there with { AppRoleAssignmentRequired = true, AssignedPrincipals = [.. Enumerable.Range(1, count).Select(number => new AssignedPrincipal($"u-{number}", $"User {number}", "User"))] }));
        }

        yield return ($"{which} disabled and for nobody", facts => put(facts, there with { AccountEnabled = false, AppRoleAssignmentRequired = true }));
        yield return ($"{which} not found", facts => put(facts, new UnreadableReason(UnreadableKind.TenantNotFound, "No such tenant.", null, Status: 404)));
    }

    private static IEnumerable<(string Name, Func<TenantFacts, TenantFacts> Differ)> Grants()
    {
        var scopes = Present("sp-service") with { PublishedScopes = [new("user_impersonation", "Reset the PIN"), new("Pin.Reset", null)] };
        yield return ("grant for everybody", facts => facts with { Grants = Listed(new PermissionGrantFacts("sp-client", "sp-service", "AllPrincipals", "user_impersonation")) });
        yield return ("grant for one", facts => facts with { Grants = Listed(new PermissionGrantFacts("sp-client", "sp-service", "Principal", "user_impersonation Pin.Reset")) });
        yield return ("grant to something else", facts => facts with { Grants = Listed(new PermissionGrantFacts("sp-client", "sp-graph", "AllPrincipals", "User.Read")) });
        yield return ("scopes published", facts => facts with { PinResetService = scopes });
        yield return ("scopes published, one granted", facts => facts with { PinResetService = scopes, Grants = Listed(new PermissionGrantFacts("sp-client", "sp-service", "AllPrincipals", "user_impersonation")) });
        yield return ("grant refused in the log", facts => facts with { PinResetService = scopes, SignIns = Log(null, new SignInRefusal(SignInFacts.ConsentMissing, KnownApps.PinResetClientAppId, _now.AddHours(-3), 4)) });
    }

    private static IEnumerable<(string Name, Func<TenantFacts, TenantFacts> Differ)> Policies()
    {
        var on = Catalog("p-on", "Hello", true);
        var off = Catalog("p-off", "No recovery", false);
        yield return ("no policy", facts => facts with { ConfigurationPolicies = TenantFactsBuilder.Policies() });
        yield return ("policy of nobody", facts => With(facts, on));
        yield return ("policy for all users", facts => With(facts, on with { Assignments = [AllUsers] }));
        yield return ("policy for a group", facts => With(facts, on with { Assignments = [_staff] }) with { Groups = Groups(_people) });
        yield return ("policy for a dynamic group", facts => With(facts, on with { Assignments = [_staff] }) with { Groups = Groups(_people with { IsDynamic = true, MembersComplete = false }) });
        yield return ("policy for an empty group", facts => With(facts, on with { Assignments = [_staff] }) with { Groups = Groups(Group("g-staff")) });
        yield return ("policy for a deleted group", facts => With(facts, on with { Assignments = [_staff] }) with { Groups = Groups(_people with { Exists = false }) });
        yield return ("policy for a group that was not read", facts => With(facts, on with { Assignments = [_staff] }));
        yield return ("policy for all but a group", facts => With(facts, on with { Assignments = [AllDevices, NotIn("g-staff")] }) with { Groups = Groups(_people with { DeviceIds = new HashSet<string> { "d-1" } }) });
        yield return ("policy for and against a group", facts => With(facts, on with { Assignments = [_staff, NotIn("g-staff")] }) with { Groups = Groups(_people) });
        yield return ("policy for something new", facts => With(facts, on with { Assignments = [new(AssignmentTarget.Other, TargetDocument: """{"@odata.type":"#microsoft.graph.newTarget"}""")] }));
        yield return ("policy off", facts => With(facts, off with { Assignments = [AllDevices] }));
        yield return ("policy off for a group", facts => With(facts, on with { Assignments = [AllDevices] }, off with { Assignments = [_staff] }) with { Groups = Groups(_people) });
        yield return ("policy off of nobody", facts => With(facts, off));
        yield return ("on and off for all", facts => With(facts, on with { Assignments = [AllDevices] }, off with { Assignments = [AllDevices] }));
        yield return ("on for devices, off for users", facts => With(facts, on with { Assignments = [AllDevices] }, UserCatalog("p-user", "Users off", false, AllUsers)));
        yield return ("for users", facts => With(facts, UserCatalog("p-user", "Users on", true, AllUsers)));
        yield return ("twice on", facts => With(facts, on with { Assignments = [AllDevices] }, Catalog("p-more", "Hello too", true, AllDevices)));
        foreach (var kind in Enum.GetValues<PolicyKind>())
        {
            foreach (var value in (string?[])["true", "false", null])
            {
                yield return ($"{kind} {value ?? "without a value"}", facts => Of(facts, kind, $"k-{kind}", value, AllDevices));
            }
        }

        yield return ("identity protection of nobody", facts => Of(facts, PolicyKind.IdentityProtection, "k-idp", "true"));
        yield return ("intent off for a group", facts => Of(facts, PolicyKind.Intent, "k-intent", "false", _staff) with { Groups = Groups(_people) });
        yield return ("a policy that is not understood", facts => With(facts, on with { NotUnderstood = "The settings have no list.", Settings = [], Assignments = [AllDevices] }));
        var ours = on with { Description = $"{PolicyTemplate.MadeByPortal}, reference 0123456789ab.", Assignments = [_staff] };
        yield return ("policy of ours for a group", facts => With(facts, ours) with { Groups = Groups(_people) });
        yield return ("policy of ours for a group, and one for all", facts => With(facts, ours, Catalog("p-more", "Hello too", true, AllDevices)) with { Groups = Groups(_people) });
        yield return ("no policy, and the group is empty", facts => With(facts) with { Groups = Groups(Group("g-staff")) });
        yield return ("no policy, and the group is gone", facts => With(facts) with { Groups = Groups(_people with { Exists = false }) });
        yield return ("policy of nobody but for an exclusion", facts => With(facts, on with { Assignments = [NotIn("g-staff")] }) with { Groups = Groups(_people) });
        yield return ("two policies of nobody", facts => With(facts, on, Catalog("p-more", "A second", true) with { LastModifiedAt = _now.AddDays(-400) }));
        yield return ("a policy that carries more", facts => With(facts, on with { CarriesMore = true }));
    }

    private static IEnumerable<(string Name, Func<TenantFacts, TenantFacts> Differ)> CustomProfiles()
    {
        var right = $"{Csp}/{Tenant}/Policies/EnablePinRecovery";
        (string Name, string Path, string? Value, string Type)[] rows =
        [
            ("right", right, "true", "Boolean"), ("off", right, "false", "Boolean"), ("masked", right, null, "Boolean"), ("a string", right, "true", "String"), ("an integer", right, "1", "Integer"),
            ("of another tenant", $"{Csp}/{Guid.Empty}/Policies/EnablePinRecovery", "true", "Boolean"), ("without a tenant", $"{Csp}/TenantId/Policies/EnablePinRecovery", "true", "Boolean"),
            ("below Policy", $"./Device/Vendor/MSFT/Policy/Config/PassportForWork/{Tenant}/Policies/EnablePinRecovery", "true", "Boolean"), ("in braces", $"{Csp}/{{{Tenant}}}/Policies/EnablePinRecovery", "true", "Boolean"),
            ("in small letters", right.ToLowerInvariant(), "true", "Boolean"), ("of users", $"./User/Vendor/MSFT/PassportForWork/{Tenant}/Policies/EnablePinRecovery", "true", "Boolean"),
            ("with a wrong path", $"./Device/Vendor/MSFT/PassportForWork/{Tenant}/EnablePinRecovery", "true", "Boolean"), ("Hello off", $"{Csp}/{Tenant}/Policies/UsePassportForWork", "false", "Boolean"),
            ("cloud trust", $"{Csp}/{Tenant}/Policies/UseCloudTrustForOnPremAuth", "true", "Boolean"),
        ];
        foreach (var (name, path, value, type) in rows)
        {
            foreach (var others in (bool[])[false, true])
            {
                yield return ($"custom row {name}{(others ? ", and nothing else" : "")}", facts =>
                {
                    var profile = Custom("c-1", path, value, $"#microsoft.graph.omaSetting{type}", AllDevices) with
                    {
                        Document = $$"""{ "id": "c-1", "@odata.type": "#microsoft.graph.windows10CustomConfiguration", "displayName": "Custom c-1", "omaSettings": [ { "@odata.type": "#microsoft.graph.omaSetting{{type}}", "displayName": "row", "omaUri": "{{path}}", "value": {{(type == "String" ? $"\"{value}\"" : value ?? "null")}} } ] }""",
                    };
                    return (others ? facts with { ConfigurationPolicies = TenantFactsBuilder.Policies() } : facts) with { DeviceConfigurations = TenantFactsBuilder.Policies(profile) };
                }
                );
            }
        }
    }

    /// <summary>Custom profiles of more rows than one: what is taken out, and what has to stay.</summary>
    private static IEnumerable<(string Name, Func<TenantFacts, TenantFacts> Differ)> ManyRows()
    {
        var right = $"{Csp}/{Tenant}/Policies/EnablePinRecovery";
        var wrong = $"{Csp}/{Guid.Empty}/Policies/EnablePinRecovery";
        var doubtful = $"{Csp}/{{{Tenant}}}/Policies/EnablePinRecovery";
        (string Name, (string Path, string? Value)[] Rows)[] profiles =
        [
            ("one that does nothing and one that works", [(wrong, "true"), (right, "true")]), ("one that does nothing and another setting", [(wrong, "true"), ($"{Csp}/{Tenant}/Policies/UsePassportForWork", "true")]),
            ("two that do nothing", [(wrong, "true"), ($"{Csp}/TenantId/Policies/EnablePinRecovery", "true")]), ("two that do nothing and another setting", [(wrong, "true"), ($"./User/Vendor/MSFT/PassportForWork/{Guid.Empty}/Policies/EnablePinRecovery", "1"), ("./Device/Vendor/MSFT/Other", "true")]),
            ("one that does nothing and is off", [(wrong, "false")]), ("one that does nothing and one that is masked", [(wrong, "true"), ("./Device/Vendor/MSFT/Other", null)]), ("one that is off and one that is masked", [(right, "false"), ("./Device/Vendor/MSFT/Other", null)]),
            ("one that is off and another setting", [(right, "false"), ("./Device/Vendor/MSFT/Other", "true")]), ("one in braces", [(doubtful, "true")]), ("one in braces that is off", [(doubtful, "false")]), ("none", []),
        ];
        foreach (var (name, rows) in profiles)
        {
            var documents = rows.Select(row => $$"""{ "@odata.type": "#microsoft.graph.omaSettingBoolean", "displayName": "row", "omaUri": "{{row.Path}}", {{(row.Value is null ? "\"isEncrypted\": true, \"secretReferenceValueId\": \"s-1\"" : $"\"value\": {row.Value}")}} }""");
            var document = $$"""{ "id": "c-m", "@odata.type": "#microsoft.graph.windows10CustomConfiguration", "displayName": "Custom c-m", "omaSettings": [ {{string.Join(", ", documents)}} ] }""";
            var read = PolicyDocument.Rows(document).Select(PolicyDocument.Row).ToList();
            foreach (var (who, assignments) in ((string, PolicyAssignment[])[])[("all", [AllDevices]), ("nobody", [])])
            {
                var profile = Custom("c-m", "", "", assignments: assignments) with { OmaSettings = read, OmaSettingCount = read.Count, Document = document };
                yield return ($"rows for {who}: {name}", facts => With(facts) with { DeviceConfigurations = TenantFactsBuilder.Policies(profile) });
                if (assignments.Length > 0)
                {
                    yield return ($"rows beside a policy: {name}", facts => facts with { DeviceConfigurations = TenantFactsBuilder.Policies(profile) });
                    yield return ($"rows beside a policy that is off: {name}", facts => With(facts, Catalog("p-off", "No recovery", false, AllDevices)) with { DeviceConfigurations = TenantFactsBuilder.Policies(profile) });
                    yield return ($"rows that arrived: {name}", facts => With(facts) with { DeviceConfigurations = TenantFactsBuilder.Policies(profile), Deployment = TenantFactsBuilder.Deployed("c-m", ("d-1", DeploymentState.Succeeded), ("d-2", DeploymentState.Error)) });
                    yield return ($"rows that failed: {name}", facts => With(facts) with { DeviceConfigurations = TenantFactsBuilder.Policies(profile), Deployment = TenantFactsBuilder.Deployed("c-m", ("d-1", DeploymentState.Error), ("d-2", DeploymentState.Error)) });
                }
            }
        }
    }

    private static IEnumerable<(string Name, Func<TenantFacts, TenantFacts> Differ)> Filters()
    {
        string?[] rules =
        [
            "(device.manufacturer -eq \"Contoso\")", "(device.manufacturer -ne \"Contoso\")", "(device.deviceName -startsWith \"PC\")", "(device.deviceName -contains \"d-2\") or (device.model -eq \"X\")",
            "(device.operatingSystemSKU -in [\"Enterprise\", \"Education\"]) and (device.osVersion -startsWith \"10.0.2\")", "not (device.deviceOwnership -eq \"Corporate\")", "(device.unheardOf -eq \"x\")", "((", null,
            "(device.deviceName -notContains \"d-1\")", "(device.deviceName -endsWith \"1\")", "(device.deviceTrustType -eq \"Azure AD joined\")", "(device.enrollmentProfileName -notIn [\"Kiosk\"])",
        ];
        foreach (var rule in rules)
        {
            foreach (var mode in (AssignmentFilterMode[])[AssignmentFilterMode.Include, AssignmentFilterMode.Exclude])
            {
                yield return ($"filter {mode} {rule ?? "that was not read"}", facts => With(facts, Catalog("p-on", "Hello", true, AllDevices with { FilterId = "f-1", FilterMode = mode, FilterName = "Some", FilterRule = rule }))
                    with
                { Devices = TenantFactsBuilder.Devices(Device("d-1") with { Manufacturer = "Contoso", Model = "X", Ownership = "Corporate" }, Device("d-2") with { Manufacturer = "Fabrikam", Ownership = "Personal" }) });
            }
        }
    }

    private static IEnumerable<(string Name, Func<TenantFacts, TenantFacts> Differ)> Hello()
    {
        foreach (var state in Enum.GetValues<HelloState>())
        {
            yield return ($"enrolment {state}", facts => Enrolled(facts, new HelloEnrolmentFacts("e-0", "All users and all devices", 0, state, [])));
            yield return ($"enrolment {state} for a group", facts => Enrolled(facts, new("e-0", "All users and all devices", 0, HelloState.NotConfigured, []), new("e-1", "Staff", 1, state, [_staff])) with { Groups = Groups(_people) });
        }

        yield return ("enrolment Disabled, on for a group", facts => Enrolled(facts, new("e-0", "All users and all devices", 0, HelloState.Disabled, []), new("e-1", "Staff", 1, HelloState.Enabled, [_staff])) with { Groups = Groups(_people) });
        yield return ("enrolment Disabled, on for the same group", facts => Enrolled(With(facts, Catalog("p-on", "Hello", true, _staff)), new("e-0", "All users and all devices", 0, HelloState.Disabled, []), new("e-1", "Staff", 1, HelloState.Enabled, [_staff])) with { Groups = Groups(_people) });
        yield return ("enrolment Disabled, on by policy for one of two groups", facts => Enrolled(
            With(facts, Catalog("p-on", "Hello", true, _staff), Catalog("p-more", "Hello too", true, In("g-other")), Setting("p-s", "Switched on", PolicyKind.SettingsCatalog, KnownSettings.DeviceUsePassportForWork, KnownSettings.DeviceUsePassportForWork + "_true", _staff)),
            new HelloEnrolmentFacts("e-0", "All users and all devices", 0, HelloState.Disabled, [])) with
        { Groups = Groups(_people, Group("g-other", "u-d-2")) });
        yield return ("enrolment Disabled for a group, on by policy", facts => Enrolled(
            With(facts, Catalog("p-on", "Hello", true, AllDevices), Setting("p-s", "Switched on", PolicyKind.SettingsCatalog, KnownSettings.DeviceUsePassportForWork, KnownSettings.DeviceUsePassportForWork + "_true", AllDevices)),
            new("e-0", "All users and all devices", 0, HelloState.NotConfigured, []), new("e-1", "Staff", 1, HelloState.Disabled, [_staff])) with
        { Groups = Groups(_people) });
        yield return ("Hello off for devices, on for users", facts => With(
            facts, Catalog("p-on", "Hello", true, AllDevices),
            Setting("p-s", "Devices off", PolicyKind.SettingsCatalog, KnownSettings.DeviceUsePassportForWork, KnownSettings.DeviceUsePassportForWork + "_false", AllDevices),
            Setting("p-u", "Users on", PolicyKind.SettingsCatalog, KnownSettings.UserUsePassportForWork, KnownSettings.UserUsePassportForWork + "_true", AllUsers)));
        yield return ("Hello off for devices, on for users of a group", facts => With(
            facts, Catalog("p-on", "Hello", true, AllDevices),
            Setting("p-s", "Devices off", PolicyKind.SettingsCatalog, KnownSettings.DeviceUsePassportForWork, KnownSettings.DeviceUsePassportForWork + "_false", AllDevices),
            Setting("p-u", "Users on", PolicyKind.SettingsCatalog, KnownSettings.UserUsePassportForWork, KnownSettings.UserUsePassportForWork + "_true", _staff)) with
        { Groups = Groups(_people) });
        SettingValue[] recommended = [.. HelloDefinitions.All.Where(definition => definition.Recommended is not null).Select(definition => new SettingValue(definition.Id, definition.StoredValue(definition.Recommended!)))];
        yield return ("the whole baseline", facts => With(facts, Catalog("p-on", "Hello", true, AllDevices) with { Settings = recommended }));
        yield return ("the baseline but for one setting", facts => With(facts, Catalog("p-on", "Hello", true, AllDevices) with { Settings = recommended[..^1] }));
        yield return ("the baseline for users", facts => With(facts, Catalog("p-on", "Hello", true, AllDevices) with
        {
            Settings = [.. recommended.Select(setting => new SettingValue(setting.DefinitionId.Replace("device_", "user_", StringComparison.Ordinal), setting.Value?.Replace("device_", "user_", StringComparison.Ordinal)))],
        }));
        yield return ("enrolment with settings", facts => Enrolled(facts, new HelloEnrolmentFacts("e-0", "All users and all devices", 0, HelloState.Enabled, [])
        {
            Settings = [new(KnownSettings.DeviceGroup + "_policies_pincomplexity_minimumpinlength", "8"), new(KnownSettings.DeviceGroup + "_policies_requiresecuritydevice", "true")],
        }));
        foreach (var (name, definition, value) in ((string, string, string)[])
        [
            ("Hello off", KnownSettings.DeviceUsePassportForWork, "_false"), ("Hello on", KnownSettings.DeviceUsePassportForWork, "_true"), ("Hello off for users", KnownSettings.UserUsePassportForWork, "_false"),
            ("cloud trust on", KnownSettings.UseCloudTrust, "_true"), ("cloud trust off", KnownSettings.UseCloudTrust, "_false"), ("certificate trust", KnownSettings.UseCertificate, "_true"),
            ("PIN length 4", KnownSettings.DeviceGroup + "_policies_pincomplexity_minimumpinlength", ""), ("TPM not needed", KnownSettings.DeviceGroup + "_policies_requiresecuritydevice", "_false"),
            ("web sign-in list", KnownSettings.WebSignInAllowedUrls, ""), ("hosted apps blocked", KnownSettings.BlockHostedAppAccess, "_1"),
        ])
        {
            foreach (var who in (PolicyAssignment[])[AllDevices, _staff])
            {
                var text = value.Length > 0 ? definition + value : name.StartsWith("PIN", StringComparison.Ordinal) ? "4" : "login.contoso.example";
                yield return ($"{name} for {who.Target}", facts => facts with
                {
                    ConfigurationPolicies = TenantFactsBuilder.Policies([.. facts.ConfigurationPolicies.ValueOrDefault ?? [], Setting("p-s", name, PolicyKind.SettingsCatalog, definition, text, who)]),
                    Groups = Groups(_people),
                });
            }
        }
    }

    private static IEnumerable<(string Name, Func<TenantFacts, TenantFacts> Differ)> Devices()
    {
        var device = Device("d-1");
        (string Name, WindowsDevice Device)[] odd =
        [
            ("old Windows", device with { OsVersion = "10.0.15063.1" }), ("no version", device with { OsVersion = null }), ("Home", device with { Edition = "Home" }), ("hybrid", device with { JoinType = "hybridAzureADJoined" }),
            ("registered", device with { JoinType = "azureADRegistered" }), ("silent", device with { LastSyncAt = _now.AddDays(-60) }), ("never synchronised", device with { LastSyncAt = null }),
            ("co-managed", device with { ManagementAgent = "configurationManagerClientMdm", IntuneConfigures = false }), ("not compliant", device with { Compliance = "noncompliant" }), ("without a user", device with { UserId = null }),
            ("of no known join", device with { JoinType = "somethingNew" }), ("a Cloud PC", device with { Model = "Cloud PC Enterprise 2vCPU", DeviceType = "cloudPC" }),
        ];
        yield return ("no devices", facts => facts with { Devices = TenantFactsBuilder.Devices(), Deployment = DeploymentFacts.None });
        yield return ("more devices than were read", facts => facts with { Devices = new DeviceInventory([device, Device("d-2")], 5000) });
        foreach (var (name, one) in odd)
        {
            yield return ($"a device: {name}", facts => facts with { Devices = TenantFactsBuilder.Devices(one, Device("d-2")) });
            yield return ($"the only device: {name}", facts => facts with { Devices = TenantFactsBuilder.Devices(one) });
        }

        WindowsDevice[] many = [.. Enumerable.Range(1, 30).Select(number => device with { Id = $"d-{number}", Name = $"PC {number}" })];
        yield return ("many devices", facts => facts with { Devices = TenantFactsBuilder.Devices(many) });
        yield return ("many devices, nobody given the policy", facts => With(facts, Catalog("p-on", "Hello", true, _staff)) with { Devices = TenantFactsBuilder.Devices(many), Groups = Groups(_people) });
        yield return ("many old devices", facts => facts with { Devices = TenantFactsBuilder.Devices([.. many.Select(one => one with { OsVersion = "10.0.15063.1" })]) });
        foreach (var hybrid in (int[])[1, 2])
        {
            WindowsDevice[] joined = [.. Enumerable.Range(1, hybrid).Select(number => Device($"d-{number}") with { JoinType = "hybridAzureADJoined" }), Device("d-9")];
            foreach (var (name, policies) in HybridPolicies())
            {
                yield return ($"{hybrid} hybrid, {name}", facts => policies(facts) with { Devices = TenantFactsBuilder.Devices(joined) });
                yield return ($"{hybrid} hybrid, {name}, no recovery", facts => policies(With(facts)) with { Devices = TenantFactsBuilder.Devices(joined) });
            }
        }

        foreach (var state in Enum.GetValues<DeploymentState>())
        {
            yield return ($"one device {state}", facts => facts with { Deployment = TenantFactsBuilder.Deployed("p-on", ("d-1", state), ("d-2", DeploymentState.Succeeded)) });
            yield return ($"all devices {state}", facts => facts with { Deployment = TenantFactsBuilder.Deployed("p-on", ("d-1", state), ("d-2", state)) });
        }

        yield return ("a report that was not read", facts => facts with { Deployment = new DeploymentFacts([], new Dictionary<string, UnreadableReason> { ["p-on"] = Forbidden }) });
        yield return ("a report of one device", facts => facts with { Deployment = TenantFactsBuilder.Deployed("p-on", ("d-1", DeploymentState.Succeeded)) });
        yield return ("no report", facts => facts with { Deployment = DeploymentFacts.None });
        yield return ("a long report", facts => facts with { Deployment = new DeploymentFacts([Deployment("p-on", ("d-1", DeploymentState.Error)) with { Complete = false, Counts = new(40, 3, 2, 7, 1) }], new Dictionary<string, UnreadableReason>()) });
    }

    /// <summary>What chooses the trust of hybrid devices, beside the policies that are there.</summary>
    private static IEnumerable<(string Name, Func<TenantFacts, TenantFacts> Differ)> HybridPolicies()
    {
        yield return ("nothing chosen", facts => facts);
        yield return ("policies unread", facts => facts with { Intents = Forbidden });
        foreach (var (name, policy) in ((string, IntunePolicy)[])
        [
            ("cloud trust", Setting("p-t", "Trust", PolicyKind.SettingsCatalog, KnownSettings.UseCloudTrust, KnownSettings.UseCloudTrust + "_true", AllDevices)),
            ("cloud trust among others", Setting("p-t", "Trust", PolicyKind.SettingsCatalog, KnownSettings.UseCloudTrust, KnownSettings.UseCloudTrust + "_true", AllDevices) is var more ? more with { Settings = [new("other", "1"), .. more.Settings] } : more),
            ("cloud trust off", Setting("p-t", "Trust", PolicyKind.SettingsCatalog, KnownSettings.UseCloudTrust, KnownSettings.UseCloudTrust + "_false", AllDevices)),
            ("cloud trust of nobody", Setting("p-t", "Trust", PolicyKind.SettingsCatalog, KnownSettings.UseCloudTrust, KnownSettings.UseCloudTrust + "_true")),
            ("certificate trust", Setting("p-t", "Trust", PolicyKind.SettingsCatalog, KnownSettings.UseCertificate, KnownSettings.UseCertificate + "_true", AllDevices)),
        ])
        {
            yield return (name, facts => facts with { ConfigurationPolicies = TenantFactsBuilder.Policies([.. facts.ConfigurationPolicies.ValueOrDefault ?? [], policy]) });
        }

        foreach (var (name, profile) in ((string, IntunePolicy)[])
        [
            ("certificate trust of a profile", Setting("p-t", "Trust", PolicyKind.IdentityProtection, KnownSettings.IdentityProtectionUseCertificate, "true", AllDevices)),
            ("cloud trust by a row", Custom("c-t", $"{Csp}/{Tenant}/Policies/UseCloudTrustForOnPremAuth", "true", assignments: AllDevices)),
            ("certificate trust by a row", Custom("c-t", $"{Csp}/{Tenant}/Policies/UseCertificateForOnPremAuth", "true", assignments: AllDevices)),
        ])
        {
            yield return (name, facts => facts with { DeviceConfigurations = TenantFactsBuilder.Policies(profile) });
        }
    }

    private static IEnumerable<(string Name, Func<TenantFacts, TenantFacts> Differ)> Domains()
    {
        (string Name, DomainFacts Domain)[] domains =
        [
            ("federated", new("fed.example", true, false, "sts.fed.example")), ("federated, nobody in it", new("fed.example", true, false, "sts.fed.example") { HasUsers = false }), ("federated, people in it", new("fed.example", true, false, "sts.fed.example") { HasUsers = true }),
            ("federated, host unread", new("fed.example", true, true) { HostUnreadable = Forbidden }), ("federated, no host", new("fed.example", true, true)),
        ];
        foreach (var (name, domain) in domains)
        {
            yield return ($"domain {name}", facts => facts with { Domains = new Fact<IReadOnlyList<DomainFacts>>.Known([new("contoso.example", false, true), domain]) });
            foreach (var list in (string[])["sts.fed.example", "login.other.example", "https://sts.fed.example/adfs;*.fed.example", "fed.example"])
            {
                yield return ($"domain {name}, allowed {list}", facts => facts with
                {
                    Domains = new Fact<IReadOnlyList<DomainFacts>>.Known([new("contoso.example", false, true), domain]),
                    ConfigurationPolicies = TenantFactsBuilder.Policies([.. facts.ConfigurationPolicies.ValueOrDefault ?? [], Setting("p-w", "Web sign-in", PolicyKind.SettingsCatalog, KnownSettings.WebSignInAllowedUrls, list, AllDevices)]),
                });
            }
        }

        DomainFacts[] several = [.. Enumerable.Range(1, 5).Select(number => new DomainFacts($"fed{number}.example", true, false, $"sts.fed{number}.example") { HasUsers = true })];
        foreach (var count in (int[])[2, 3, 5])
        {
            var lists = Setting("p-w", "Web sign-in", PolicyKind.SettingsCatalog, KnownSettings.WebSignInAllowedUrls, "sts.fed1.example", AllDevices);
            yield return ($"{count} domains federated", facts => facts with { Domains = Listed(several[..count]) });
            yield return ($"{count} domains federated, one allowed", facts => With(facts, Catalog("p-on", "Hello", true, AllDevices), lists) with { Domains = Listed(several[..count]) });
            yield return ($"{count} domains federated, nobody in them", facts => facts with { Domains = Listed([.. several[..count].Select(domain => domain with { HasUsers = false })]) });
        }

        WindowsDevice[] joins = [Device("d-1") with { JoinType = "hybridAzureADJoined" }, Device("d-2") with { JoinType = "azureADRegistered" }, Device("d-3") with { JoinType = "hybridAzureADJoined" }];
        yield return ("a domain federated, no device Entra-joined", facts => facts with { Domains = Listed(several[..1]), Devices = TenantFactsBuilder.Devices(joins) });
        yield return ("a domain federated, devices of no known join", facts => facts with { Domains = Listed(several[..1]), Devices = TenantFactsBuilder.Devices([.. joins, Device("d-4") with { JoinType = null }]) });
        yield return ("a domain federated, not every device read", facts => facts with { Domains = Listed(several[..1]), Devices = new DeviceInventory(joins, 5000) });
        yield return ("a domain federated, a masked list", facts => facts with
        {
            Domains = Listed(several[..1]),
            DeviceConfigurations = TenantFactsBuilder.Policies(Custom("c-w", "./Device/Vendor/MSFT/Policy/Config/Authentication/ConfigureWebSignInAllowedUrls", null, "#microsoft.graph.omaSettingString", AllDevices)),
        });
        yield return ("a domain federated, its user has a device", facts => facts with
        {
            Domains = Listed([several[0] with { HasUsers = null }]),
            Devices = TenantFactsBuilder.Devices(Device("d-1") with { UserPrincipalName = "una@fed1.example" }),
        });
        foreach (var cloud in Enum.GetValues<NationalCloud>())
        {
            yield return ($"cloud {cloud}", facts => facts with { Cloud = cloud });
        }

        yield return ("no licences", facts => facts with { Licences = new LicenceFacts(false, false) });
        yield return ("no Intune", facts => facts with { Licences = new LicenceFacts(false, true) });
        yield return ("no P1", facts => facts with { Licences = new LicenceFacts(true, false) });
    }

    private static IEnumerable<(string Name, Func<TenantFacts, TenantFacts> Differ)> LockScreens()
    {
        foreach (var known in LockScreenSettings.All.Where(setting => setting.DefinitionId.Length > 0))
        {
            yield return ($"lock screen {known.DefinitionId}", facts => facts with
            {
                AdministrativeTemplates = TenantFactsBuilder.Policies(Setting("t-1", "Lock screen", PolicyKind.AdministrativeTemplate, known.DefinitionId, known.Value, AllDevices)),
                ConfigurationPolicies = TenantFactsBuilder.Policies([.. facts.ConfigurationPolicies.ValueOrDefault ?? [], Setting("p-l", "Lock screen", PolicyKind.SettingsCatalog, known.DefinitionId, $"{known.DefinitionId}_{known.Value}", AllDevices)]),
            });
        }

        yield return ("a custom shell", facts => facts with { DeviceConfigurations = TenantFactsBuilder.Policies(Custom("c-s", "./Vendor/MSFT/AssignedAccess/ShellLauncher", "<ShellLauncherConfiguration/>", "#microsoft.graph.omaSettingString", AllDevices)) });
    }

    private static IEnumerable<(string Name, Func<TenantFacts, TenantFacts> Differ)> Deployed()
    {
        var left = Catalog("p-on", "Hello", true, AllDevices);
        yield return ("deployed by us, as it was", facts => facts with { Deployed = [Ours(facts, left)] });
        yield return ("deployed by us, since renamed", facts => facts with { Deployed = [Ours(facts, left with { Name = "As it was" })] });
        yield return ("deployed by us, since off", facts => With(facts, Catalog("p-on", "Hello", false, AllDevices)) with { Deployed = [Ours(facts, left)] });
        yield return ("deployed by us, since of nobody", facts => With(facts, Catalog("p-on", "Hello", true)) with { Deployed = [Ours(facts, left)] });
        yield return ("deployed by us, since gone", facts => facts with { ConfigurationPolicies = TenantFactsBuilder.Policies(), Deployed = [Ours(facts, left)] });
        yield return ("deployed by us, gone and accepted", facts => facts with { ConfigurationPolicies = TenantFactsBuilder.Policies(), Deployed = [Ours(facts, left) with { AcceptedDrift = new("Not needed", "Olive", _now.AddDays(20), "Olive Operator", _now.AddDays(-1)) }] });
        yield return ("deployed by us, since off, once accepted", facts => With(facts, Catalog("p-on", "Hello", false, AllDevices)) with { Deployed = [Ours(facts, left) with { AcceptedDrift = new("For a while", "Olive", _now.AddDays(-2), "Olive Operator", _now.AddDays(-9)) }] });
        yield return ("a custom profile of ours, since gone", facts => facts with { Deployed = [Ours(facts, Custom("c-1", $"{Csp}/{Tenant}/Policies/EnablePinRecovery", "true", assignments: [AllDevices]))] });
    }

    private static IEnumerable<(string Name, Func<TenantFacts, TenantFacts> Differ)> Log()
    {
        yield return ("signed in since", facts => facts with { SignIns = Log(_now.AddHours(-1)) });
        yield return ("signed in long ago", facts => facts with { SignIns = Log(_now.AddDays(-29)) });
        foreach (var code in (int[])[65001, 50105, 53003, 7000112, 500011, 700016, 50158, 50126, 16000])
        {
            yield return ($"refused with {code}", facts => facts with { SignIns = Log(null, new SignInRefusal(code, KnownApps.PinResetClientAppId, _now.AddHours(-2), 3)) });
            yield return ($"refused with {code} at the service, then signed in", facts => facts with { SignIns = Log(_now.AddHours(-1), new SignInRefusal(code, KnownApps.PinResetServiceAppId, _now.AddHours(-2), 1)) });
        }

        yield return ("nobody signed in", facts => facts with { SignIns = Log(null) });
        yield return ("the log was longer", facts => facts with { SignIns = new SignInFacts(_now, 7, null, [], false) });
        yield return ("the log unread", facts => facts with { SignIns = Forbidden });
    }

    private static IEnumerable<(string Name, Func<TenantFacts, TenantFacts> Differ)> Access()
    {
        yield return ("a person without roles", facts => facts with { Access = new AccessFacts(Tenants.ActorKind.User, [], []) });
        foreach (var role in (Guid[])[KnownRoles.GlobalAdministrator, KnownRoles.GlobalReader, KnownRoles.IntuneAdministrator, KnownRoles.CloudApplicationAdministrator, KnownRoles.HelpdeskAdministrator])
        {
            yield return ($"a person as {KnownRoles.NameOf(role)}", facts => facts with { Access = new AccessFacts(Tenants.ActorKind.User, [role], ["Application.Read.All", "DeviceManagementConfiguration.Read.All"]) });
        }

        yield return ("a person of unknown roles", facts => facts with { Access = new AccessFacts(Tenants.ActorKind.User, null, null) });
        yield return ("an application without permissions", facts => facts with { Access = new AccessFacts(Tenants.ActorKind.Application, null, []) });
    }

    private static Fact<IReadOnlyList<DomainFacts>> Listed(DomainFacts[] federated) => new Fact<IReadOnlyList<DomainFacts>>.Known([new("contoso.example", false, true), .. federated]);

    private static Fact<IReadOnlyList<PermissionGrantFacts>> Listed(params PermissionGrantFacts[] grants) => new Fact<IReadOnlyList<PermissionGrantFacts>>.Known(grants);

    private static Fact<SignInFacts> Log(DateTimeOffset? succeeded, params SignInRefusal[] refusals) => new SignInFacts(_now, 7, succeeded, refusals, true);

    private static TenantFacts Enrolled(TenantFacts facts, params HelloEnrolmentFacts[] enrolments) => facts with { HelloEnrolment = new Fact<IReadOnlyList<HelloEnrolmentFacts>>.Known(enrolments) };

    private static TenantFacts With(TenantFacts facts, params IntunePolicy[] policies) => facts with { ConfigurationPolicies = TenantFactsBuilder.Policies(policies) };

    private static DeployedPolicy Ours(TenantFacts facts, IntunePolicy policy) => new(facts.TenantId, policy, Guid.Parse("cccccccc-0000-4000-8000-000000000001"), _now.AddDays(-5), "Olive Operator");

    /// <summary>One policy of a kind and no other.</summary>
    private static TenantFacts Of(TenantFacts facts, PolicyKind kind, string id, string? value, params PolicyAssignment[] assignments)
    {
        var (definition, text) = kind switch
        {
            PolicyKind.Intent => (KnownSettings.IntentPinRecovery, value),
            PolicyKind.IdentityProtection => (KnownSettings.IdentityProtectionPinRecovery, value),
            _ => (KnownSettings.DeviceEnablePinRecovery, value is null ? null : $"{KnownSettings.DeviceEnablePinRecovery}_{value}"),
        };
        var policy = Setting(id, $"A {kind}", kind, definition, text, assignments) with
        {
            Document = kind switch
            {
                PolicyKind.Intent => $$"""{ "id": "{{id}}", "settings": [ { "id": "s-1", "definitionId": "{{definition}}", "valueJson": "{{value}}" } ] }""",
                PolicyKind.IdentityProtection => $$"""{ "id": "{{id}}", "@odata.type": "#microsoft.graph.windowsIdentityProtectionConfiguration", "{{definition}}": {{value ?? "null"}} }""",
                _ => Setting(id, "", kind, definition, text).Document,
            },
        };
        var none = facts with { ConfigurationPolicies = TenantFactsBuilder.Policies() };
        return kind switch
        {
            PolicyKind.Intent => none with { Intents = TenantFactsBuilder.Policies(policy) },
            PolicyKind.AdministrativeTemplate => none with { AdministrativeTemplates = TenantFactsBuilder.Policies(policy) },
            PolicyKind.IdentityProtection or PolicyKind.CustomOmaUri or PolicyKind.DeviceRestrictions => none with { DeviceConfigurations = TenantFactsBuilder.Policies(policy) },
            _ => none with { ConfigurationPolicies = TenantFactsBuilder.Policies(policy) },
        };
    }
}
