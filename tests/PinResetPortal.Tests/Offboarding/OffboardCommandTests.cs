using System.IO.Compression;
using System.Text.Json.Nodes;
using PinResetPortal.Setup;
using PinResetPortal.Work.Audit;

namespace PinResetPortal.Offboarding;

public sealed class OffboardCommandTests
{
    [Fact]
    public async Task Offboard_Consented_RemovesTheConsentExportsAndDeletes()
    {
        await using var world = await OffboardWorld.StartAsync();
        Assert.True(world.IsConsented);

        var end = await world.RunAsync("--yes");

        Assert.Equal((ExitCodes.Done, ""), (end.Code, end.Error));
        Assert.False(world.IsConsented);
        Assert.False(await world.IsKeptAsync(OffboardWorld.Partner));
        Assert.Contains("DELETE /v1.0/servicePrincipals/", end.Out, StringComparison.Ordinal);
        Assert.Contains("The audit log stays", end.Out, StringComparison.Ordinal);
        Assert.Contains("Rows deleted: ReadinessAnswers 1, ReadinessMarks 1, Tenants 1.", end.Out, StringComparison.Ordinal);
        Assert.Contains("a new look does not find it any more", end.Out, StringComparison.Ordinal);
        var entries = await world.AuditAsync();
        Assert.Equal([AuditActions.TenantExported, AuditActions.TenantOffboarding, AuditActions.TenantOffboarded], entries.Select(entry => entry.Record.Action));
        Assert.Contains("servicePrincipals", entries[1].Record.Detail, StringComparison.Ordinal);

        var again = await world.RunAsync("--yes");
        Assert.Equal(ExitCodes.BadInput, again.Code);
        Assert.Contains("is not on the list", again.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Offboard_Done_LeavesASignedFileWithEvidenceAuditAndEveryRow()
    {
        await using var world = await OffboardWorld.StartAsync();

        await world.RunAsync("--yes");

        var file = await File.ReadAllBytesAsync(world.File, TestContext.Current.CancellationToken);
        Assert.NotNull(SignedArchive.Read(file));
        using var zip = new ZipArchive(new MemoryStream(file));
        var evidence = await ReadAsync(zip, "evidence.json");
        Assert.Equal(("Contoso", "NotReady"), (evidence["displayName"]!.GetValue<string>(), evidence["readiness"]!["verdict"]!.GetValue<string>()));
        var stored = await ReadAsync(zip, "stored.json");
        Assert.Equal("Contoso", stored["Tenants"]![0]!["DisplayName"]!.GetValue<string>());
        Assert.Single(stored["ReadinessAnswers"]!.AsArray());
        Assert.Contains(AuditActions.TenantExported, (await ReadAsync(zip, "audit.json")).ToJsonString(), StringComparison.Ordinal);
        Assert.NotNull(zip.GetEntry("audit.csv"));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(world.File));
        }
    }

    [Fact]
    public async Task Offboard_WhatIf_SaysAllAndDoesNothing()
    {
        await using var world = await OffboardWorld.StartAsync();

        var end = await world.RunAsync("--what-if");

        Assert.Equal(ExitCodes.Done, end.Code);
        Assert.Contains("DELETE /v1.0/servicePrincipals/", end.Out, StringComparison.Ordinal);
        Assert.Contains("does not come back by itself, even while its GDAP relationship lasts", end.Out, StringComparison.Ordinal);
        await NothingHappenedAsync(world);
    }

    /// <summary>What the portal cannot remove it names, with the step for the tenant's administrator; the data goes.</summary>
    [Theory]
    [InlineData("none", "")]
    [InlineData("read", "")]
    [InlineData("all", "--keep-consent")]
    public async Task Offboard_ConsentIsNotThePortalsToRemove_NamesTheStepAndDeletes(string consent, string options)
    {
        await using var world = await OffboardWorld.StartAsync(consent);
        var before = world.IsConsented;

        var end = await world.RunAsync($"--yes {options}");

        Assert.Equal(ExitCodes.Done, end.Code);
        Assert.Contains("Enterprise applications", end.Out, StringComparison.Ordinal);
        Assert.Contains("Remove-MgServicePrincipal", end.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("DELETE /v1.0", end.Out, StringComparison.Ordinal);
        Assert.Equal(before, world.IsConsented);
        Assert.False(await world.IsKeptAsync(OffboardWorld.Partner));
    }

    [Fact]
    public async Task Offboard_AnotherHomeTenantHasItToo_LeavesTheConsentAndItsRows()
    {
        await using var world = await OffboardWorld.StartAsync("all", OffboardWorld.Other);

        var several = await world.RunAsync("--yes");
        var end = await world.RunAsync($"--yes --home {OffboardWorld.Partner}");

        Assert.Equal((ExitCodes.BadInput, ExitCodes.Done), (several.Code, end.Code));
        Assert.Contains("--home", several.Error, StringComparison.Ordinal);
        Assert.Contains("another home tenant of this portal has this tenant too", end.Out, StringComparison.Ordinal);
        Assert.True(world.IsConsented);
        Assert.False(await world.IsKeptAsync(OffboardWorld.Partner));
        Assert.True(await world.IsKeptAsync(OffboardWorld.Other));
    }

    [Fact]
    public async Task Offboard_RunIsNotFinished_RefusesWithOneSentence()
    {
        await using var world = await OffboardWorld.StartAsync();
        await world.AddRunAsync();

        var end = await world.RunAsync("--yes");

        Assert.Equal(ExitCodes.Failed, end.Code);
        Assert.Equal("A run in Contoso is not finished. Let it end, resume it or cancel it, then offboard the tenant.", end.Error.Trim());
        await NothingHappenedAsync(world);
    }

    [Theory]
    [InlineData("", "", ExitCodes.BadInput, "run it again with --yes")]
    [InlineData("", "no\n", ExitCodes.Declined, "Nothing was sent, and nothing deleted.")]
    [InlineData("--home nobody", "", ExitCodes.BadInput, "--home: 'nobody' is not the id of a tenant")]
    [InlineData("--home a0000002-0000-4000-8000-000000000002", "", ExitCodes.BadInput, "is not on the list of a0000002")]
    [InlineData("--yes --out /nowhere/at/all.zip", "", ExitCodes.BadInput, "cannot be written to /nowhere/at/all.zip")]
    public async Task Offboard_NotAsItShouldBe_RefusesWithItsExitCode(string options, string answers, int code, string words)
    {
        await using var world = await OffboardWorld.StartAsync();

        var end = await world.RunAsync(options, answers);

        Assert.Equal(code, end.Code);
        Assert.Contains(words, end.Error, StringComparison.Ordinal);
        await NothingHappenedAsync(world);
    }

    [Fact]
    public async Task Offboard_FileIsThere_IsNotWrittenOver()
    {
        await using var world = await OffboardWorld.StartAsync();
        await File.WriteAllTextAsync(world.File, "mine", TestContext.Current.CancellationToken);

        var end = await world.RunAsync("--yes");

        Assert.Equal((ExitCodes.BadInput, "mine"), (end.Code, await File.ReadAllTextAsync(world.File, TestContext.Current.CancellationToken)));
        Assert.True(world.IsConsented && await world.IsKeptAsync(OffboardWorld.Partner));
    }

    private static async Task NothingHappenedAsync(OffboardWorld world)
    {
        Assert.True(world.IsConsented);
        Assert.True(await world.IsKeptAsync(OffboardWorld.Partner));
        Assert.False(File.Exists(world.File));
        Assert.Empty(await world.AuditAsync());
    }

    private static async Task<JsonNode> ReadAsync(ZipArchive zip, string name) => (await JsonNode.ParseAsync(zip.GetEntry(name)!.Open()))!;
}
