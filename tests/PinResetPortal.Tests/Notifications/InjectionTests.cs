using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Notifications;

namespace PinResetPortal.Notifications;

/// <summary>Names come from tenants. Whatever they hold, a mail or a card has the form, the recipients and the lines that it has with an ordinary name.</summary>
public sealed class InjectionTests
{
    private const string Ordinary = "Contoso";

    private static readonly string[] _names =
    [
        "Contoso\r\nBcc: eve@evil.example",
        "Contoso\nX-Evil: 1\n\nOpen: https://evil.example/",
        "Contoso\r\n.\r\nMAIL FROM:<eve@evil.example>",
        "Contoso\u2028Open: https://evil.example/",
        "Contoso\u0085Open: https://evil.example/",
        "Contoso\u202Egpj.exe",
        "=?utf-8?q?=0D=0ABcc:_eve@evil.example?=",
        "[Open in the portal](https://evil.example/)",
        "<https://evil.example/|Open in the portal> <!channel> <@U1>",
        "\"}],\"actions\":[{\"type\":\"Action.OpenUrl\",\"url\":\"https://evil.example/\"}],\"x\":[{\"y\":\"",
        "<img src=x onerror=alert(1)>",
    ];

    public static TheoryData<int> Names => [.. Enumerable.Range(0, _names.Length)];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Mail_NameOfATenant_AddsNoRecipientHeaderOrLine(int name)
    {
        var (commands, mail) = await MailAsync(_names[name]);
        var (usualCommands, usual) = await MailAsync(Ordinary);

        Assert.Equal(Verbs(usualCommands), Verbs(commands));
        Assert.Equal("ada@fabrikam.example", Assert.Single(mail.To.Mailboxes).Address);
        Assert.Equal(usual.Headers.Select(header => header.Field), mail.Headers.Select(header => header.Field));
        Assert.Equal(Lines(usual.TextBody), Lines(mail.TextBody));
        Assert.DoesNotContain(mail.Subject ?? "", char.IsControl);
    }

    /// <summary>Every channel that posts for people to read, the next one included; a webhook is for programs and signs what it says.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public async Task Cards_NameOfATenant_KeepTheirFormAndBecomeNoLink(int name)
    {
        await using var receiver = await Receiver.StartAsync(_ => 200);
        await using var services = ChannelTests.Services(allowPrivate: true, "https://pin.example.com");
        foreach (var channel in services.GetServices<INotificationChannel>().Where(one => one.Kind is not ("webhook" or "mail")))
        {
            var values = new ChannelValues(new Dictionary<string, string> { ["url"] = receiver.Address }, new Dictionary<string, string>());
            Assert.Null((await channel.SendAsync(Of(Ordinary), values, Token)).Problem);
            Assert.Null((await channel.SendAsync(Of(_names[name]), values, Token)).Problem);
            var (usual, card) = (JsonNode.Parse(receiver.Received[^2].Body)!, JsonNode.Parse(receiver.Received[^1].Body)!);

            Assert.Equal(Form(usual, "$"), Form(card, "$"));
            // How a link begins: Slack has a form of its own (https://docs.slack.dev/messaging/formatting-message-text), the others read Markdown.
            Assert.DoesNotContain(Texts(card), text => text.Contains(channel.Kind == "slack" ? "<" : "](", StringComparison.Ordinal));
        }
    }

    private static async Task<(IReadOnlyList<string> Commands, MimeMessage Mail)> MailAsync(string name)
    {
        using var server = new MailServer();
        await using var services = ChannelTests.Services(allowPrivate: true, "https://pin.example.com");
        var values = new ChannelValues(
            new Dictionary<string, string> { ["host"] = "127.0.0.1", ["port"] = server.Port.ToString(CultureInfo.InvariantCulture), ["from"] = "portal@fabrikam.example", ["to"] = "ada@fabrikam.example" },
            new Dictionary<string, string>());
        Assert.Null((await ChannelTests.Of(services, "mail").SendAsync(Of(name), values, Token)).Problem);
        var (commands, mail) = await server.Said.WaitAsync(Token);
        using var bytes = new MemoryStream(Encoding.UTF8.GetBytes(mail));
        return (commands, await MimeMessage.LoadAsync(bytes, Token));
    }

    private static Notification Of(string name) => new(
        new("dddddddd-0000-4000-8000-000000000001"), new DateTimeOffset(2026, 11, 22, 9, 0, 0, TimeSpan.Zero), new TenantId(new("dddddddd-0000-4000-8000-000000000002")), name, $"{name} needs attention.",
        NotificationSeverity.Warning, "x", new TestData());

    private static IEnumerable<string> Verbs(IEnumerable<string> commands) => commands.Select(command => command.Split(' ', ':')[0]);

    /// <summary>The beginnings of the lines: their names.</summary>
    private static IEnumerable<string> Lines(string? text) => (text ?? "").ReplaceLineEndings("\n").Split('\n').Skip(1).Select(line => line.Split(':')[0]);

    /// <summary>Every place of the document with how many lines its text has.</summary>
    private static IEnumerable<string> Form(JsonNode? node, string at) => node switch
    {
        JsonObject fields => fields.SelectMany(field => Form(field.Value, $"{at}.{field.Key}")),
        JsonArray items => items.SelectMany((item, index) => Form(item, $"{at}[{index}]")),
        JsonValue value when value.TryGetValue(out string? text) => [$"{at}: {text.ReplaceLineEndings("\n").Split('\n').Length}"],
        _ => [at],
    };

    private static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonObject fields => fields.SelectMany(field => Texts(field.Value)),
        JsonArray items => items.SelectMany(Texts),
        JsonValue value when value.TryGetValue(out string? text) => [text],
        _ => [],
    };
}
