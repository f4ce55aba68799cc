using PinResetPortal.Work.BulkRepairs;

namespace PinResetPortal.Components.BulkRepairs;

/// <summary>Why something did not begin, for people.</summary>
internal static class BulkWords
{
    public static string WhyNot(BulkResult result) => result switch
    {
        BulkResult.Denied denied => $"This needs the portal role {denied.Needed}.",
        BulkResult.TenantNotFound unknown => $"{unknown.TenantId} is no longer one of your tenants.",
        BulkResult.CheckNotFound unknown => $"There is no check '{unknown.CheckId}'.",
        BulkResult.Invalid invalid => invalid.Why,
        BulkResult.PlanChanged changed => $"The plans are not what was shown. Now: {changed.Current.Sentence}. Look at them and confirm again.",
        BulkResult.NoAccess no => $"Nothing was started. {no.Why.Message} {no.Why.NextStep}".Trim(),
        BulkResult.NotNow notNow => notNow.Why,
        _ => "It can't be found any more.",
    };
}
