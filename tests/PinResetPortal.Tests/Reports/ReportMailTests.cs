using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using PinResetPortal.Configuration;
using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Reports;
using PinResetPortal.Core.Snapshot;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Notifications;
using PinResetPortal.Work.Notifications;
using PinResetPortal.Work.Reports;

namespace PinResetPortal.Reports;

/// <summary>A report over the wire, as a mail server gets it. Names come from tenants, and whatever they hold, they are text.</summary>
public sealed class ReportMailTests
{
    private const string Evil = "Contoso\r\nBcc: eve@evil.example\r\n.\r\n<img src=x onerror=alert(1)></td></table><script>alert(2)</script>\u202E";

    private static readonly DateTimeOffset _to = new(2026, 11, 23, 6, 0, 0, TimeSpan.Zero);
    private static readonly TenantId _tenant = new(new("dddddddd-0000-4000-8000-000000000002"));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [FactAttribute]
    public async Task Mail_OfAReport_HasAllItsPartsInTextAndHtml()
    {
        var (_, mail) = await MailAsync("Contoso", "https://pin.example.com");

        Assert.Equal("PIN reset, Weekly report: 1 not ready, 0 ready of 1 tenant", mail.Subject);
        Assert.Equal(["bob@customer.example", "cyd@customer.example"], mail.To.Mailboxes.Select(one => one.Address));
        Assert.Equal("report-1@pinresetportal", mail.MessageId);
        foreach (var part in (string[])[Text(mail), Html(mail)])
        {
            Assert.All(
                ["Contoso", "Ready: set up", "Not ready", "Its app is missing", "The portal can repair it", "The same checks over fresh facts confirmed it.", "16 Nov 2026, 07:00"],
                words => Assert.Contains(words, part, StringComparison.Ordinal));
        }

        Assert.Contains("https://pin.example.com/reports/eeeeeeee-0000-4000-8000-000000000001?from=2026-11-16T06:00:00Z", Text(mail), StringComparison.Ordinal);
        Assert.Contains($"href=\"https://pin.example.com/tenants/{_tenant}\"", Html(mail), StringComparison.Ordinal);
    }

    [FactAttribute]
    public async Task Mail_WithoutThePortalsAddress_HasNoLink()
    {
        var (_, mail) = await MailAsync("Contoso", null);

        Assert.DoesNotContain("href", Html(mail), StringComparison.Ordinal);
        Assert.DoesNotContain("In the portal", Text(mail), StringComparison.Ordinal);
    }

    [FactAttribute]
    public async Task Mail_NameOfATenant_AddsNoRecipientHeaderLineOrMarkup()
    {
        var (usualCommands, usual) = await MailAsync("Contoso", "https://pin.example.com");
        var (commands, mail) = await MailAsync(Evil, "https://pin.example.com");

        Assert.Equal(usualCommands.Select(Verb), commands.Select(Verb));
        Assert.Equal(usual.Headers.Select(header => header.Field), mail.Headers.Select(header => header.Field));
        Assert.Equal(["bob@customer.example", "cyd@customer.example"], mail.To.Mailboxes.Select(one => one.Address));
        Assert.Equal(Text(usual).Split('\n').Length, Text(mail).Split('\n').Length);
        Assert.Equal(Tags(Html(usual)), Tags(Html(mail)));
        Assert.DoesNotContain('\u202E', Html(mail));
    }

    [FactAttribute]
    public async Task Mail_OfAReport_FetchesNothing()
    {
        var (_, mail) = await MailAsync("Contoso", "https://pin.example.com");

        Assert.All(["<script", "<img", "<link", "src=", "url(", "@import"], what => Assert.DoesNotContain(what, Html(mail), StringComparison.OrdinalIgnoreCase));
    }

    [TheoryAttribute]
    [InlineData("ada@fabrikam.example", true)]
    [InlineData("Ada <ada@fabrikam.example>", false)]
    [InlineData("ada@fabrikam.example, eve@evil.example", false)]
    [InlineData("ada", false)]
    [InlineData("ada@fabrikam.example\r\nBcc: eve@evil.example", false)]
    [InlineData("", false)]
    public async Task Address_IsOneAndNothingElse(string text, bool fine)
    {
        await using var services = Services(null);

        Assert.Equal(fine, services.GetRequiredService<IReportMail>().IsAddress(text));
    }

    private static string Text(MimeMessage mail) => mail.TextBody ?? "";

    private static string Html(MimeMessage mail) => mail.HtmlBody ?? "";

    private static string Verb(string command) => command.Split(' ', ':')[0];

    private static int Tags(string html) => html.Count(letter => letter == '<');

    private static async Task<(IReadOnlyList<string> Commands, MimeMessage Mail)> MailAsync(string name, string? publicUrl)
    {
        using var server = new MailServer();
        await using var services = Services(publicUrl);
        var values = new ChannelValues(
            new Dictionary<string, string> { ["host"] = "127.0.0.1", ["port"] = server.Port.ToString(CultureInfo.InvariantCulture), ["from"] = "portal@fabrikam.example", ["to"] = "ada@fabrikam.example" },
            new Dictionary<string, string>());
        Assert.Null((await services.GetRequiredService<IReportMail>().SendAsync(Schedule, Of(name), values, "report-1", Token)).Problem);
        var (commands, mail) = await server.Said.WaitAsync(Token);
        using var bytes = new MemoryStream(Encoding.UTF8.GetBytes(mail));
        return (commands, await MimeMessage.LoadAsync(bytes, Token));
    }

    private static ReportSchedule Schedule { get; } = new(
        new("eeeeeeee-0000-4000-8000-000000000001"),
        new("Weekly report", true, new(), new(ReportRhythm.Weekly, DayOfWeek.Monday, 1, new TimeOnly(7, 0), "Europe/Berlin"), default, ["bob@customer.example", "cyd@customer.example"]),
        1, _to, "ada");

    private static FleetReport Of(string name)
    {
        var from = _to.AddDays(-7);
        var broken = new Finding("consent.pin-reset-service", CheckArea.Consent, true, FindingStatus.Broken, "It says so.", []) { Headline = "Its app is missing" };
        var tenant = TenantReport.Of(
            new(_tenant, name, null, new(RelationshipKind.Gdap, true)),
            new(StandKind.Ready, Verdict.Ready, TenantStage.SetUp, from),
            new(_tenant, name, Verdict.NotReady, _to, [new(broken, true)], new ReadCost(1, 1, 1, 1)),
            _to, TimeSpan.FromDays(3), _ => "The app");
        return FleetReport.Of("Weekly report", "All tenants", from, _to, [tenant], [new(_tenant, tenant.Name, false, ["The app"], RepairEnd.Verified, _to.AddHours(-1))], 10);
    }

    private static ServiceProvider Services(string? publicUrl)
    {
        var services = new ServiceCollection();
        services.Configure<PortalOptions>(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { [nameof(PortalOptions.PublicUrl)] = publicUrl }).Build());
        services.AddLogging();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider());
        services.AddPortalNotifications(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Notifications:AllowPrivateAddresses"] = "true" }).Build());
        services.AddPortalReports();
        return services.BuildServiceProvider();
    }
}
