using System.Diagnostics;
using PinResetPortal.EndToEnd.Emulation;
using PinResetPortal.EndToEnd.Processes;

namespace PinResetPortal.EndToEnd.Journeys;

/// <summary>Somebody who may only look takes the proof away and checks it without the portal.</summary>
public sealed class AuditorTests(World world) : Journey(world)
{
    [Fact]
    public async Task Reader_EvidencePack_FitsTwoPagesAndIsCheckedOffline()
    {
        using var folder = new ScratchFolder();
        Directory.CreateDirectory(folder.Path);
        var tenant = await AddAsync(new TenantShape("Audited Airlines").PinRecoveryOn());
        await Api.EndAsync(await Api.FixEverythingAsync(tenant.Id));
        var page = await SignedInAsync("Harper Helpdesk", $"/tenants/{tenant.Id}/evidence");
        await Expect(page.Locator(".evidence-facts").Last).ToContainTextAsync("verified");
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Each change" })).ToContainTextAsync("Microsoft Pin Reset Service Production");
        await PhotographAsync(page, "journey-auditor-pack");

        // Without the appendix: what comes before it has to be two pages of A4.
        await page.Locator(".appendix").EvaluateAsync("part => { part.hidden = true; part.style.display = 'none'; }");
        var pdf = System.Text.Encoding.Latin1.GetString(await page.PdfAsync(new() { Format = "A4" }));
        Assert.Equal(2, System.Text.RegularExpressions.Regex.Count(pdf, @"/Type\s*/Page\b(?!s)"));

        var download = await page.RunAndWaitForDownloadAsync(() => page.Locator("a.download[href$='.json']").ClickAsync());
        var (file, key) = (Path.Combine(folder.Path, "evidence.json"), Path.Combine(folder.Path, "key.pem"));
        await download.SaveAsAsync(file);
        var keys = await Api.GetAsync("/api/v1/portal/keys");
        await File.WriteAllTextAsync(key, keys[0].Text("pem"), TestContext.Current.CancellationToken);
        Assert.Equal(0, await VerifyAsync(file, key));

        await File.AppendAllTextAsync(file, " ", TestContext.Current.CancellationToken);
        Assert.Equal(1, await VerifyAsync(file, key));
    }

    /// <summary>The portal's own command, in a folder of its own and without a network address.</summary>
    private static async Task<int> VerifyAsync(string file, string key)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "PinResetPortal.dll"), "verify", file, "--key", key])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(file),
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("The command did not start.");
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        TestContext.Current.TestOutputHelper?.WriteLine(await output + await error);
        return process.ExitCode;
    }
}
