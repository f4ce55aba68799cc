namespace PinResetPortal.Configuration;

/// <summary>A setting that <c>setup</c> writes and nobody has made.</summary>
/// <param name="Words">What to set it to.</param>
internal sealed record MissingSetting(string Key, string Words)
{
    public override string ToString() => $"{Key}: {Words}";
}

/// <summary>What a portal has not before its registration is made. A setting that is there and wrong is not missing.</summary>
internal static class MissingSettings
{
    public static IEnumerable<MissingSetting> Of(IConfiguration configuration)
    {
        if (string.IsNullOrWhiteSpace(configuration["AzureAd:ClientId"]))
        {
            yield return new("AzureAd:ClientId", "set it to the application (client) id of the portal's app registration.");
        }

        if (!configuration.GetSection("AzureAd:ClientCredentials").GetChildren().Any())
        {
            yield return new(
                "AzureAd:ClientCredentials:0:SourceType",
                "name the portal's credential: a certificate (StoreWithThumbprint, Path, KeyVault), SignedAssertionFromManagedIdentity, or ClientSecret with AzureAd:ClientCredentials:0:ClientSecret.");
        }

        if (!configuration.GetSection("Portal:AllowedTenants").GetChildren().Any())
        {
            yield return new("Portal:AllowedTenants:0", "set it to the id of the tenant whose people may sign in (more with :1, :2, …).");
        }
    }
}
