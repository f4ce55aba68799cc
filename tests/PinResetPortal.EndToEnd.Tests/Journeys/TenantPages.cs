namespace PinResetPortal.EndToEnd.Journeys;

/// <summary>What the pages of a tenant show, found as a person finds it: by role and by words.</summary>
internal static class TenantPages
{
    public static string Health(string tenantId) => $"/tenants/{tenantId}";

    public static string Plan(string tenantId, string fix = "all") => $"/tenants/{tenantId}?fix={fix}";

    public static string History(string tenantId) => $"/tenants/{tenantId}/history";

    public static ILocator Headline(this IPage page) => page.GetByRole(AriaRole.Heading, new() { Level = 1 });

    /// <summary>The name and domain under the top bar.</summary>
    public static ILocator Band(this IPage page) => page.GetByRole(AriaRole.Region, new() { Name = "Current tenant" });

    public static ILocator Sheet(this IPage page) => page.GetByRole(AriaRole.Dialog, new() { NameRegex = new("What will change|What was sent") });

    /// <summary>One tenant beside the rows of the overview.</summary>
    public static ILocator Drawer(this IPage page) => page.Locator(".drawer");

    /// <summary>Apps, Grant, Policy, Devices, Proof.</summary>
    public static ILocator Stages(this IPage page) => page.GetByRole(AriaRole.List, new() { Name = "How far it has got" });

    public static ILocator FixEverything(this IPage page) => page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Fix everything") });

    /// <summary>Presses the button that runs the plan; it names the tenant.</summary>
    public static Task RunAsync(this IPage page, string tenantName) =>
        page.Sheet().GetByRole(AriaRole.Button, new() { Name = $"Run in {tenantName}" }).ClickAsync();

    /// <summary>With the keyboard, as soon as it may be pressed: a key that comes before goes nowhere.</summary>
    public static async Task PressAsync(this ILocator button)
    {
        await Expect(button).ToBeEnabledAsync();
        await button.PressAsync("Enter");
    }

    /// <summary>The likeliest cause on the troubleshoot page.</summary>
    public static ILocator FirstCause(this IPage page) => page.GetByRole(AriaRole.List, new() { Name = "Causes, the likeliest first" }).GetByRole(AriaRole.Article).First;

    public static ILocator RunState(this IPage page) => page.Sheet().Locator(".run-head .status");

    public static Task CloseDialogAsync(this IPage page) =>
        page.Sheet().GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
}
