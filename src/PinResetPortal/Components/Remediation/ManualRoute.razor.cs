using Microsoft.AspNetCore.Components;
using PinResetPortal.Components.Shared;
using PinResetPortal.Components.Status;
using PinResetPortal.Core.Field;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Readiness;
using PinResetPortal.Core.Tenants;
using PinResetPortal.SignIn;
using PinResetPortal.Work.Readiness;

namespace PinResetPortal.Components.Remediation;

/// <summary>
/// The documented consent pages. Their last page looks broken and never comes back to us
/// (https://learn.microsoft.com/windows/security/identity-protection/hello-for-business/pin-reset), so we look ourselves.
/// </summary>
public partial class ManualRoute : ActorComponent
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PollFor = TimeSpan.FromMinutes(10);

    private static readonly (string CheckId, string AppId, string Name, string Warning)[] Apps =
    [
        ("consent.pin-reset-service", KnownApps.PinResetServiceAppId, KnownApps.PinResetServiceName,
            "After Accept the last page says that you have no permission to view it. That is expected: the consent is recorded."),
        ("consent.pin-reset-client", KnownApps.PinResetClientAppId, KnownApps.PinResetClientName,
            "It asks twice: Next for the client, Accept for the service. After Accept the page stays blank. That is expected: the consent is recorded."),
    ];

    private IReadOnlyList<AssessedFinding> _findings = [];
    private DateTimeOffset? _readAt;
    private bool _stopped;
    private string? _problem;

    [Inject]
    public required IReadinessService Readiness { get; init; }

    [Inject]
    public required IChallengeLinks Links { get; init; }

    [Inject]
    public required TimeProvider Time { get; init; }

    [Parameter, EditorRequired]
    public required Tenant Tenant { get; set; }

    [Parameter, EditorRequired]
    public required Actor Actor { get; set; }

    [Parameter]
    public string? Fix { get; set; }

    private bool AllGood => Apps.All(app => StatusOf(app.CheckId) == FindingStatus.Healthy);

    protected override void OnInitialized() => _ = InvokeAsync(WatchAsync);

    private StatusLook LookOf(string checkId) =>
        StatusOf(checkId) is { } status ? StatusLook.Of(status) : new StatusLook("Looking", MudBlazor.Icons.Material.Filled.Sync, "busy");

    private FindingStatus? StatusOf(string checkId) => _findings.FirstOrDefault(assessed => assessed.Finding.CheckId == checkId)?.Finding.Status;

    private async Task WatchAsync()
    {
        (_stopped, _problem) = (false, null);
        var until = Time.GetUtcNow() + PollFor;
        var pause = FirstPause;
        await TryAsync("The tenant could not be read, so the portal stopped looking.", trouble => (_stopped, _problem) = (true, trouble.Sentence), async () =>
        {
            while (await LookAsync() is false && Time.GetUtcNow() < until)
            {
                await Task.Delay(pause, Time, Leaving);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }

            _stopped = !AllGood;
        });

        StateHasChanged();
    }

    private async Task<bool> LookAsync()
    {
        var readiness = await Readiness.GetAsync(Tenant.Id, Actor, refresh: true, Leaving);
        (_findings, _readAt) = (readiness?.Findings ?? [], Time.GetUtcNow());
        StateHasChanged();
        return AllGood;
    }
}
