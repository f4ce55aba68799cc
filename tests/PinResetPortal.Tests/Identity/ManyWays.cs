using Microsoft.Extensions.DependencyInjection;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Operations;
using PinResetPortal.Work.Scans;

namespace PinResetPortal.Identity;

/// <summary>A bulk repair of one tenant, by a person's token: all of it happens after the requests.</summary>
internal sealed class BulkWay(HttpClient api) : TokenWay(api)
{
    private string _bulk = "";

    public override async Task<string> ReadAsync(TenantId tenant)
    {
        await PlannedAsync(tenant);
        return (string)(await ItemAsync())["state"]!;
    }

    public override async Task<string> PlanAsync(TenantId tenant)
    {
        await PlannedAsync(tenant);
        return Steps((await GetAsync($"/api/v1/bulk-repairs/{_bulk}/items/{tenant}/plan"))["steps"]!.AsArray().Count);
    }

    public override async Task<string?> RepairAsync(TenantId tenant) => await PlannedAsync(tenant) ?? await ConfirmAsync();

    public override async Task<string?> UndoAsync(TenantId tenant)
    {
        var (bulk, refusal) = await PostAsync($"/api/v1/bulk-repairs/{_bulk}/undo", null);
        if (refusal is not null)
        {
            return refusal;
        }

        _bulk = (string)bulk["id"]!;
        await SettledAsync();
        return await ConfirmAsync();
    }

    public override async Task ResumeAsync() => Assert.Null((await PostAsync($"/api/v1/bulk-repairs/{_bulk}/continue", null)).Refusal);

    public override async Task<Standing> LookAsync()
    {
        var state = (string)(await GetAsync($"/api/v1/bulk-repairs/{_bulk}"))["state"]!;
        var item = await ItemAsync();
        var error = (string?)item["error"];
        return new(
            $"{(string)item["state"]!}, {(string?)item["verdict"] ?? "no verdict"}{(error is null ? "" : $": {error}")}",
            state is "planned" or "completed" or "cancelled", state is "stopped" or "pilotDone");
    }

    private async Task<string?> PlannedAsync(TenantId tenant)
    {
        var (bulk, refusal) = await PostAsync("/api/v1/bulk-repairs", new { tenants = new[] { tenant.ToString() }, checks = "all" });
        if (refusal is null)
        {
            _bulk = (string)bulk["id"]!;
            await SettledAsync();
        }

        return refusal;
    }

    private async Task<string?> ConfirmAsync()
    {
        var summary = (await GetAsync($"/api/v1/bulk-repairs/{_bulk}"))["summary"]!;
        return (await PostAsync($"/api/v1/bulk-repairs/{_bulk}/start", new { planHash = (string)summary["planHash"]!, confirmation = (string)summary["confirmation"]! })).Refusal;
    }

    private async Task<System.Text.Json.Nodes.JsonNode> ItemAsync() => Assert.Single((await GetAsync($"/api/v1/bulk-repairs/{_bulk}/items")).AsArray())!;
}

/// <summary>The schedule: nobody is there. It reads, and has no other way in.</summary>
internal sealed class ScheduleWay(EmulatedPortal portal, TokenWay automation) : WayIn
{
    private static readonly Actor Looker = Actor.Portal("test", "the test", EmulatedPortal.Partner, PortalRole.Operator);

    private Guid _scan;
    private TenantId _tenant;

    private IScanService Scans => portal.Services.GetRequiredService<IScanService>();

    public override async Task<string> ReadAsync(TenantId tenant)
    {
        await RepairAsync(tenant);
        return (await SettledAsync()).Words;
    }

    /// <summary>What it leaves behind for somebody to confirm: nothing.</summary>
    public override async Task<string> PlanAsync(TenantId tenant)
    {
        await ReadAsync(tenant);
        return TokenWay.Steps((await portal.Services.GetRequiredService<IOperationStore>().ListAsync(EmulatedPortal.Partner, tenant, 10, Token)).Sum(run => run.Steps.Count));
    }

    /// <summary>A scan, which repairs nothing.</summary>
    public override async Task<string?> RepairAsync(TenantId tenant)
    {
        _tenant = tenant;
        _scan = Assert.IsType<ScanStart.Accepted>(await Scans.StartScheduledAsync(EmulatedPortal.Partner, Token)).Progress.Scan.Id;
        return null;
    }

    /// <summary>What somebody else repaired stays as it is.</summary>
    public override async Task<string?> UndoAsync(TenantId tenant)
    {
        await SettledAsync();
        Assert.Null(await automation.RepairAsync(tenant));
        await automation.SettledAsync();
        return await RepairAsync(tenant);
    }

    public override Task ResumeAsync() => throw new NotSupportedException("A scan waits for nobody.");

    public override async Task<Standing> LookAsync()
    {
        var scan = (await Scans.FindAsync(_scan, Looker, Token))?.Scan ?? throw new InvalidOperationException("The scan is gone.");
        var items = await Scans.ItemsAsync(_scan, Looker, null, 0, 500, Token) ?? [];
        return new($"{items.Single(item => item.TenantId == _tenant).Result?.Verdict}", scan.IsFinished, Waits: false);
    }
}
