namespace PinResetPortal.EndToEnd.Crawling;

/// <summary>One account of the demo's account picker.</summary>
/// <param name="Role">Its portal role; null: none.</param>
internal sealed record Account(string Name, string? Role)
{
    public static readonly IReadOnlyList<Account> All =
    [
        new("Morgan Engineer", "Admin"), new("Olive Operator", "Operator"), new("Harper Helpdesk", "Reader"), new("Tara Admin", "Operator"), new("Carol Conditional", "Operator"),
        new("Nico Norole", null),
    ];
}
