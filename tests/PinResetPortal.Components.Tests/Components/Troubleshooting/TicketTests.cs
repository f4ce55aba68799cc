using Microsoft.Extensions.DependencyInjection;
using PinResetPortal.Core.Troubleshooting.Diagnosing;
using PinResetPortal.Core.Troubleshooting.Dsregcmd;
using PinResetPortal.Core.Troubleshooting.Text;
using PinResetPortal.Fakes;
using PinResetPortal.Work;
using Xunit;

namespace PinResetPortal.Components.Troubleshooting;

public sealed class TicketTests
{
    private static readonly Uri Back = new("https://portal.example/troubleshoot");

    [Fact]
    public void Plain_WithoutTenant_SaysSoAndLinksBack()
    {
        var text = Ticket.Plain(Diagnose("CAA20004 at 2026-11-22T10:11:12Z"), Back);

        Assert.StartsWith("PIN reset: no tenant chosen\n2026-11-22 14:03:10 UTC\n", text, StringComparison.Ordinal);
        Assert.Contains("- 2026-11-22T10:11:12Z\n", text, StringComparison.Ordinal);
        Assert.EndsWith("https://portal.example/troubleshoot\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Markdown_PastedMarkup_IsEscaped()
    {
        var text = Ticket.Markdown(Diagnose("NgcSet : NO\nDeviceAuthStatus : FAILED ![x](https://evil.example/a.png) <b>"), Back);

        Assert.DoesNotContain("![x]", text, StringComparison.Ordinal);
        Assert.Contains("\\!\\[x\\]", text, StringComparison.Ordinal);
        Assert.Contains("**PIN reset: no tenant chosen**", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Plain_UnknownCode_IsNamedAsSuch() =>
        Assert.Contains("- AADSTS9999999 (not in the guide)", Ticket.Plain(Diagnose("AADSTS9999999"), Back), StringComparison.Ordinal);

    private static Diagnosis Diagnose(string text)
    {
        var pasted = PastedText.From(text)!;
        var diagnoser = new ServiceCollection().AddPinResetWork().BuildServiceProvider().GetRequiredService<Diagnoser>();
        return diagnoser.Diagnose(pasted, DsregReader.Read(pasted.Value), null, null, null, Some.Now);
    }
}
