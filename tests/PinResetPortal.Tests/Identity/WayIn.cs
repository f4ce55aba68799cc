using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Hosting;
using PinResetPortal.Work.Operations;
using PinResetPortal.Work.Readiness;

namespace PinResetPortal.Identity;

/// <summary>How far a piece of work has come.</summary>
/// <param name="Words">Its state, and the verdict that it found.</param>
/// <param name="Ended">Nothing more happens.</param>
/// <param name="Waits">Somebody has to say that it goes on.</param>
internal sealed record Standing(string Words, bool Ended, bool Waits);

/// <summary>One way into the portal, with the same questions as all others. What is refused is an answer, too.</summary>
internal abstract class WayIn
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <returns>The verdict.</returns>
    public abstract Task<string> ReadAsync(TenantId tenant);

    /// <returns>How many steps.</returns>
    public abstract Task<string> PlanAsync(TenantId tenant);

    /// <returns>Null: it is on its way. Else why not.</returns>
    public abstract Task<string?> RepairAsync(TenantId tenant);

    /// <summary>Takes back what <see cref="RepairAsync"/> did.</summary>
    /// <returns>Null: it is on its way. Else why not.</returns>
    public abstract Task<string?> UndoAsync(TenantId tenant);

    /// <summary>Says that it goes on.</summary>
    public abstract Task ResumeAsync();

    public abstract Task<Standing> LookAsync();

    /// <summary>Looks until it has ended, or waits for somebody.</summary>
    public async Task<Standing> SettledAsync()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(Patience);
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (await LookAsync() is var now)
        {
            if (now.Ended || now.Waits)
            {
                return now;
            }

            await tick.WaitForNextTickAsync(patience.Token);
        }

        throw new InvalidOperationException("Nothing was started.");
    }
}

/// <summary>Bearer tokens: a person's, or an application's.</summary>
internal class TokenWay(HttpClient api) : WayIn
{
    private string _operation = "";

    /// <summary>After a restart: the same token, another instance.</summary>
    public HttpClient Api { get; set; } = api;

    public override async Task<string> ReadAsync(TenantId tenant) => (string)(await GetAsync($"/api/v1/tenants/{tenant}/readiness?refresh=true"))["verdict"]!;

    public override async Task<string> PlanAsync(TenantId tenant) => Steps((await GetAsync($"/api/v1/tenants/{tenant}/plan?check=all"))["steps"]!.AsArray().Count);

    public override async Task<string?> RepairAsync(TenantId tenant)
    {
        var plan = await GetAsync($"/api/v1/tenants/{tenant}/plan?check=all");
        return await StartAsync($"/api/v1/tenants/{tenant}/remediations", new { checks = "all", planHash = (string)plan["planHash"]! });
    }

    public override Task<string?> UndoAsync(TenantId tenant) => StartAsync($"/api/v1/operations/{_operation}/undo", null);

    public override async Task ResumeAsync() => Assert.Null(await StartAsync($"/api/v1/operations/{_operation}/resume", null));

    public override async Task<Standing> LookAsync()
    {
        var run = await GetAsync($"/api/v1/operations/{_operation}");
        var (state, error) = ((string)run["state"]!, (string?)run["error"]);
        return new($"{state}, {(string?)run["verdict"] ?? "no verdict"}{(error is null ? "" : $": {error}")}", state is "verified" or "notYetVisible" or "failed" or "cancelled" or "undone", (bool)run["interrupted"]!);
    }

    public static string Steps(int count) => $"{count} {(count == 1 ? "step" : "steps")}";

    protected async Task<JsonNode> GetAsync(string path)
    {
        using var answer = await Api.GetAsync(path, Token);
        return await answer.JsonAsync();
    }

    /// <returns>The answer, or a refusal's name.</returns>
    protected async Task<(JsonNode Body, string? Refusal)> PostAsync(string path, object? body)
    {
        using var answer = body is null ? await Api.PostAsync(path, null, Token) : await Api.PostAsJsonAsync(path, body, Token);
        var read = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Token))!;
        return (read, answer.IsSuccessStatusCode ? null : ((string)read["type"]!).Split(':')[^1]);
    }

    private async Task<string?> StartAsync(string path, object? body)
    {
        var (answer, refusal) = await PostAsync(path, body);
        _operation = refusal is null ? (string)answer["id"]! : _operation;
        return refusal;
    }
}

/// <summary>The portal's pages: what a circuit calls, with the person of its cookie.</summary>
internal sealed class PageWay(EmulatedPortal portal, Actor person) : WayIn
{
    private Guid _operation;

    private IRemediationService Remediations => portal.Services.GetRequiredService<IRemediationService>();

    public override async Task<string> ReadAsync(TenantId tenant) =>
        $"{(await portal.Services.GetRequiredService<IReadinessService>().GetAsync(tenant, person, refresh: true, Token))?.Verdict}";

    public override async Task<string> PlanAsync(TenantId tenant) => TokenWay.Steps((await PlannedAsync(tenant)).Plan.Steps.Count);

    public override async Task<string?> RepairAsync(TenantId tenant) =>
        Began(await Remediations.StartAsync(tenant, person, null, new(), (await PlannedAsync(tenant)).Plan.Hash, Token));

    public override async Task<string?> UndoAsync(TenantId tenant) => Began(await Remediations.UndoAsync(_operation, person, Token));

    public override async Task ResumeAsync() => Assert.Null(Began(await Remediations.ResumeAsync(_operation, person, Token)));

    public override async Task<Standing> LookAsync()
    {
        var run = await Remediations.FindAsync(_operation, person, Token) ?? throw new InvalidOperationException("The run is gone.");
        return new($"{char.ToLowerInvariant($"{run.State}"[0])}{$"{run.State}"[1..]}, {run.Verdict?.ToString() ?? "no verdict"}{(run.Error is null ? "" : $": {run.Error}")}", run.IsFinished, run.Interrupted);
    }

    private async Task<PlanResult.Planned> PlannedAsync(TenantId tenant) => Assert.IsType<PlanResult.Planned>(await Remediations.PlanAsync(tenant, person, null, new(), Token));

    private string? Began(StartResult result)
    {
        _operation = result is StartResult.Accepted { Operation.Id: var id } ? id : _operation;
        return result is StartResult.Accepted ? null : result.GetType().Name;
    }
}
