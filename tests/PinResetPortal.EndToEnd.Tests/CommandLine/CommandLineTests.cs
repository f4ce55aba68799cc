using System.Runtime.Versioning;
using PinResetPortal.EndToEnd.Emulation;
using PinResetPortal.EndToEnd.Journeys;
using PinResetPortal.EndToEnd.Processes;

namespace PinResetPortal.EndToEnd.CommandLine;

/// <summary>The command line against the real portal, with every exit code of docs/cli.md that a run can be brought to.</summary>
public sealed class CommandLineTests(World world) : Journey(world)
{
    private const string Service = "consent.pin-reset-service";

    private Pinreset Operator => Pinreset.As(Portal, EmulatorAddress, "22222222-2222-4222-8222-222222222222", "demo-automation-secret");

    private Pinreset Reader => Pinreset.As(Portal, EmulatorAddress, "33333333-3333-4333-8333-333333333333", "demo-reader-secret");

    [Fact]
    public async Task Fix_WithTheHashThatPlanShowed_SendsThePlanAndEndsReady()
    {
        var tenant = await AddAsync(new TenantShape("Command Line").PinRecoveryOn());
        (await Operator.RunAsync("check", tenant.Name)).Ends(1);
        var plan = (await Operator.RunAsync("plan", tenant.Id, "--json")).Ends(1).Json;
        var hash = (string)plan["planHash"]!;

        var unasked = await Operator.RunAsync("fix", tenant.Id);
        var another = await Operator.RunAsync("fix", tenant.Id, "--yes", "--plan-hash", "another");
        var reader = await Reader.RunAsync("fix", tenant.Id, "--yes");
        Assert.Contains("--yes", unasked.Ends(3).Error, StringComparison.Ordinal);
        Assert.Contains("another plan", another.Ends(3).Error, StringComparison.Ordinal);
        Assert.Contains("Operator", reader.Ends(3).Error, StringComparison.Ordinal);
        Assert.Empty(await Emulator.WritesAsync(tenant.Id));

        var run = (await Operator.RunAsync("fix", tenant.Id, "--yes", "--plan-hash", hash, "--json")).Ends(0);

        Assert.Equal("verified", (string?)run.Json["state"]);
        Assert.Contains((string)plan["steps"]![0]!["path"]!, run.Error, StringComparison.Ordinal);
        Assert.Equal(plan["steps"]!.AsArray().Count, (await Emulator.WritesAsync(tenant.Id)).Count);
        (await Operator.RunAsync("check", tenant.Id)).Ends(0);
        Assert.Contains("is Ready", (await Operator.RunAsync("fix", tenant.Id, "--yes")).Ends(0).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scan_AgainWithItsKey_IsTheSameScan()
    {
        var tenant = await AddAsync(new TenantShape("Command Line Again").PinRecoveryOn());
        string[] scan = ["scan", tenant.Id, "--key", $"{Guid.NewGuid()}", "--json"];

        var (first, second) = ((await Operator.RunAsync(scan)).Ends(1), (await Operator.RunAsync(scan)).Ends(1));

        Assert.Equal((string?)first.Json["id"], (string?)second.Json["id"]);
        Assert.Equal("NotReady", (string?)first.Json["items"]![0]!["verdict"]);
    }

    [Fact]
    public async Task Check_TenantThatCannotBeRead_IsNotTold()
    {
        var tenant = await AddAsync(new TenantShape("Command Line Closed").WithoutPortal());

        Assert.Contains(": Unknown", (await Reader.RunAsync("check", tenant.Id)).Ends(2).Output, StringComparison.Ordinal);
        (await Reader.RunAsync("plan", tenant.Id)).Ends(2);
        (await Reader.RunAsync("scan", tenant.Id)).Ends(2);
    }

    [Fact]
    public async Task Diagnose_TextOnTheInput_NamesTheCauseAndTheNextStep()
    {
        var tenant = await AddAsync(new TenantShape("Command Line Diagnosis").PinRecoveryOn());
        (await Reader.RunAsync("check", tenant.Id)).Ends(1);

        var known = await Reader.RunOnAsync("Something went wrong, CAA20004", "diagnose", "--tenant", tenant.Id);
        var unknown = await Reader.RunOnAsync("the printer is out of paper", "diagnose");

        Assert.Contains(Service, known.Ends(1).Output, StringComparison.Ordinal);
        Assert.Contains("Next: ", known.Output, StringComparison.Ordinal);
        Assert.Contains("does not say that nothing is wrong", unknown.Ends(2).Output, StringComparison.Ordinal);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task SignIn_EachWay_OpensThePortal()
    {
        using var folder = new ScratchFolder();
        var token = await Emulator.TokenAsync("33333333-3333-4333-8333-333333333333", "demo-reader-secret");
        var file = Path.Combine(folder.Path, "token");
        await File.WriteAllTextAsync(file, token, TestContext.Current.CancellationToken);
        var az = Path.Combine(folder.Path, "az");
        await File.WriteAllTextAsync(az, $"#!/bin/sh\n[ \"$*\" = 'account get-access-token --resource api://pinresetportal --query accessToken --output tsv --tenant 11111111-1111-4111-8111-111111111111' ] && cat '{file}'\n", TestContext.Current.CancellationToken);
        File.SetUnixFileMode(az, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var signedInToAz = Reader.With("PINRESET_CLIENT_ID", "").With("PATH", $"{folder.Path}:{Environment.GetEnvironmentVariable("PATH")}");

        Assert.Contains("11111111-1111-4111-8111-111111111111", (await Reader.RunAsync("tenants")).Ends(0).Output, StringComparison.Ordinal);
        Assert.NotEmpty((await Reader.With("PINRESET_CLIENT_ID", "").RunAsync("tenants", "--token-file", file, "--json")).Ends(0).Json.AsArray());
        Assert.NotEmpty((await signedInToAz.RunAsync("tenants", "--json")).Ends(0).Json.AsArray());
        (await signedInToAz.RunAsync("tenants", "--api", "api://another")).Refuses(3, "az login");
        (await Reader.With("PINRESET_CLIENT_SECRET", "wrong").RunAsync("tenants")).Refuses(3, "AADSTS");
        (await Reader.RunAsync("tenants", "--token-file", az)).Refuses(3, "token");
    }

    [Theory]
    [InlineData(3, "--portal", "tenants", "--portal", "http://portal.example.com")]
    [InlineData(3, "--help", "tenants", "--no-such-option")]
    [InlineData(3, "no-such-tenant", "check", "no-such-tenant")]
    [InlineData(3, "no-such-check", "plan", "11111111-1111-4111-8111-111111111111", "--check", "no-such-check")]
    [InlineData(3, "verdict is one of", "tenants", "--verdict", "Perfect")]
    [InlineData(3, "changedSince is a moment", "tenants", "--changed-since", "yesterday")]
    [InlineData(3, "cannot be read", "diagnose", "/no/such/file")]
    [InlineData(4, "does not answer", "tenants", "--portal", "http://localhost:1")]
    public async Task Trouble_OfEveryKind_IsOneSentence(int code, string because, params string[] arguments) =>
        (await Reader.RunAsync(arguments)).Refuses(code, because);
}
