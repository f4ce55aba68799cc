using Microsoft.AspNetCore.Components;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Notifications;

namespace PinResetPortal.Components.Settings;

/// <summary>What a report is about, when it goes out, and to whom.</summary>
public partial class ReportForm
{
    private static readonly DayOfWeek[] Weekdays =
        [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday, DayOfWeek.Saturday, DayOfWeek.Sunday];

    [Parameter, EditorRequired]
    public required ReportEdit Edit { get; set; }

    /// <summary>The mail destinations that it may go by.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<Destination> Destinations { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<Tenant> Tenants { get; set; }

    /// <summary>What is wrong, a sentence each.</summary>
    [Parameter]
    public IReadOnlyList<string> Problems { get; set; } = [];

    [Parameter]
    public bool Busy { get; set; }

    [Parameter]
    public EventCallback<ReportEdit> OnSave { get; set; }

    [Parameter]
    public EventCallback OnCancel { get; set; }

    private Tenant? Chosen => Tenants.FirstOrDefault(tenant => tenant.Id == Edit.TenantId);

    private string NameOf(Guid id) => Destinations.FirstOrDefault(one => one.Id == id)?.Name ?? "Choose one";

    private Task<IEnumerable<Tenant>> SearchAsync(string? text, CancellationToken cancellationToken) => Task.FromResult(
        Tenants.Where(tenant => string.IsNullOrWhiteSpace(text) || tenant.DisplayName.Contains(text, StringComparison.CurrentCultureIgnoreCase)));
}
