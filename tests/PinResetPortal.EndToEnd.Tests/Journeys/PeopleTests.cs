using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace PinResetPortal.EndToEnd.Journeys;

/// <summary>One person: found, judged, explained, copied; the same verdicts over the API for people with one cause each.</summary>
public sealed class PeopleTests(World world) : Journey(world)
{
    private const string Accounts = "a0000021-0000-4000-8000-000000000021";
    private const string Devices = "a0000022-0000-4000-8000-000000000022";
    private const string Policies = "a0000023-0000-4000-8000-000000000023";
    private const string Unconsented = "a0000024-0000-4000-8000-000000000024";
    private const string Unlicensed = "a0000025-0000-4000-8000-000000000025";

    private static readonly (string Tenant, string Name, string Expected)[] People =
    [
        (Accounts, "Alma", "CanReset"),
        (Accounts, "Bruno", "CannotReset account.blocked"),
        (Accounts, "Carla", "CannotReset mfa.not-capable"),
        (Accounts, "Dario", "CannotReset hello.none"),
        (Accounts, "Katya", "CannotReset device.none"),
        (Devices, "Finn", "CannotReset policy.error"),
        (Devices, "Gemma", "CannotReset policy.pending"),
        (Devices, "Ines", "CannotReset device.too-old"),
        (Devices, "Jonas", "CannotReset device.stale"),
        (Devices, "Nadia", "CannotReset device.disabled"),
        (Policies, "Elena", "CannotReset policy.not-reached"),
        (Policies, "Hamid", "CannotReset policy.off"),
        (Policies, "Luis", "CannotReset sign-in.conditional-access"),
        (Policies, "Mira", "CannotReset consent.grant"),
        (Policies, "Rosa", "CannotReset conditional-access.policy"),
        (Policies, "Sven", "CanReset conditional-access.may-stop:NotUnderstood"),
        (Unconsented, "Olga", "CannotReset consent.service"),
        (Unlicensed, "Piet", "Unknown mfa.capable:LicenceMissing sign-in.log:LicenceMissing"),
    ];

    [Fact]
    public async Task Api_PeopleWithOneCauseEach_GetThatVerdictAndTheLookUpsAreAudited()
    {
        var found = new List<string>();
        foreach (var (tenant, name, _) in People)
        {
            var person = await PersonAsync(tenant, name);
            found.Add($"{name}: {Verdict(person)}");
        }

        Assert.Equal(People.Select(person => $"{person.Name}: {person.Expected}"), found);
        var id = (string)(await SearchAsync(Accounts, "Bruno"))["id"]!;
        var entries = (await Api.AuditAsync(Accounts)).AsArray().Select(entry => entry!.ToJsonString()).ToList();
        Assert.Contains(entries, entry => entry.Contains("person.looked-up", StringComparison.Ordinal) && entry.Contains(id, StringComparison.Ordinal));
        Assert.DoesNotContain(entries, entry => entry.Contains("Bruno", StringComparison.OrdinalIgnoreCase));
        Assert.Empty(await Emulator.WritesAsync(Accounts));
    }

    [Fact]
    public async Task Helpdesk_FindsUser_ReadsVerdictAndCopiesTicket()
    {
        var visitor = await VisitAsync();
        await visitor.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await visitor.SignInAsync("Harper Helpdesk", $"/tenants/{Unconsented}/troubleshoot");
        var page = visitor.Page;
        var search = page.GetByRole(AriaRole.Search, new() { Name = "Find a user" });

        await search.GetByRole(AriaRole.Searchbox).FillAsync("olga");
        await search.GetByRole(AriaRole.Button, new() { Name = "Find" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Olga Unconsented" }).ClickAsync();

        await Expect(page.Headline()).ToHaveTextAsync(new Regex("^Olga Unconsented can't reset the PIN on WT-OLGA: Consent missing"));
        await Expect(page.Locator(".cause-card").First).ToContainTextAsync("The last sign-in failed with AADSTS650052.");
        await Expect(page.Locator(".cause-card").First).ToContainTextAsync("Somebody with the role Operator can fix this here.");
        await Expect(page.GetByRole(AriaRole.Link, new() { NameRegex = new("^AADSTS650052") })).ToBeVisibleAsync();
        Assert.DoesNotContain("olga", page.Url, StringComparison.OrdinalIgnoreCase);

        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Copy for ticket") }).ClickAsync();
        await Expect(page.Locator(".answer-copy", new() { HasText = "Copy for ticket" })).ToContainTextAsync("Copied");
        var ticket = await page.EvaluateAsync<string>("() => navigator.clipboard.readText()");
        Assert.Contains("PIN reset: Olga Unconsented can't reset the PIN on WT-OLGA", ticket, StringComparison.Ordinal);
        Assert.Contains(page.Url, ticket, StringComparison.Ordinal);
    }

    /// <summary>Whoever has no device has nothing that a reset could be about: the page says so, and what helps.</summary>
    [Fact]
    public async Task Helpdesk_PersonWithoutDevice_IsToldWhatIsMissing()
    {
        var page = await SignedInAsync("Harper Helpdesk", $"/tenants/{Accounts}/people");
        var search = page.GetByRole(AriaRole.Search, new() { Name = "Find a user" });
        await search.GetByRole(AriaRole.Searchbox).FillAsync("katya");
        await search.GetByRole(AriaRole.Button, new() { Name = "Find" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Katya Nodevice" }).ClickAsync();

        await Expect(page.Headline()).ToHaveTextAsync(new Regex("^Katya Nodevice can't reset"));
        await Expect(page.Locator(".cause-card").First).ToContainTextAsync("device");
        await Expect(page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Copy for ticket") })).ToBeVisibleAsync();
        await PhotographAsync(page, "journey-helpdesk-person");
        Assert.Empty(await Emulator.WritesAsync(Accounts));
    }

    private static string Verdict(JsonNode person) => string.Join(' ', [
        (string)person["verdict"]!,
        .. person["causes"]!.AsArray().Select(cause => (string)cause!["id"]!),
        .. person["unknowns"]!.AsArray().Select(unknown => $"{unknown!["id"]}:{unknown["kind"]}"),
    ]);

    private async Task<JsonNode> PersonAsync(string tenant, string name) =>
        await ReaderApi.GetAsync($"/api/v1/tenants/{tenant}/people/{(await SearchAsync(tenant, name))["id"]}");

    private async Task<JsonNode> SearchAsync(string tenant, string name) =>
        Assert.Single((await ReaderApi.GetAsync($"/api/v1/tenants/{tenant}/people?search={name}")).AsArray())!;
}
