namespace PinResetPortal.Api.Calls;

/// <summary>Descriptions and examples that several endpoints share.</summary>
internal static class Described
{
    public const string TenantId = "The tenant's id, as GET /tenants lists it.";

    public const string TenantExample = "a0000003-0000-4000-8000-000000000003";

    public const string Id = "The id that the answer to the POST gave.";

    public const string IdExample = "77777777-7777-4777-8777-777777777777";

    public const string Skip = "How many entries to leave out from the beginning; 0 when left out.";

    public const string Take = "The same as limit, by its first name.";

    public const string PageLimit = "How many entries a page holds; 100 when left out. The header Link names the next page while more follow.";

    public const string ChangedSinceExample = "2026-11-26T08:00:00Z";
}
