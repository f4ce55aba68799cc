namespace PinResetPortal.Core.Registration.Printing;

/// <summary>What the portal's configuration says of a registration that somebody made with tools of their own; <c>setup</c> writes the same.</summary>
internal static class PrintedSettings
{
    /// <param name="clientId">How the language of the text writes the client id.</param>
    /// <param name="tenant">How it writes the id of the tenant.</param>
    /// <returns>Environment variables and their values.</returns>
    public static IReadOnlyList<(string Key, string Value)> Of(PrintWish wish, string clientId, string tenant)
    {
        var choices = wish.Registration.Wish;
        IReadOnlyList<(string, string)> credential = choices.Credential switch
        {
            CredentialKind.Certificate => [("AzureAd__ClientCredentials__0__SourceType", "Path"), ("AzureAd__ClientCredentials__0__CertificateDiskPath", "/data/portal.pfx")],
            CredentialKind.Secret => [("AzureAd__ClientCredentials__0__SourceType", "ClientSecret")],
            _ => [("AzureAd__ClientCredentials__0__SourceType", "SignedAssertionFromManagedIdentity"), ("AzureAd__ClientCredentials__0__ManagedIdentityClientId", wish.ManagedIdentity ?? "")],
        };
        IReadOnlyList<(string, string)> cloud = wish.Cloud == Cloud.All[0] ? []
            : [("Graph__BaseUrl", wish.Cloud.Graph.AbsoluteUri), ("Graph__PartnerCenterUrl", wish.Cloud.PartnerCenter.AbsoluteUri)];
        return
        [
            ("AzureAd__Instance", wish.Cloud.Authority.AbsoluteUri),
            ("AzureAd__TenantId", choices.Msp ? "organizations" : tenant),
            ("AzureAd__ClientId", clientId),
            .. credential,
            ("Portal__PublicUrl", choices.PublicUrl.GetLeftPart(UriPartial.Authority)),
            ("Portal__AllowedTenants__0", tenant),
            ("Portal__Msp", Flag(choices.Msp)),
            ("Portal__Repairs", Flag(choices.Repairs)),
            ("Portal__Grants", Flag(choices.Grants)),
            ("Portal__Unattended", Flag(choices.Unattended)),
            ("Portal__People", Flag(choices.People)),
            .. cloud,
        ];
    }

    private static string Flag(bool value) => value ? "true" : "false";

    /// <summary>One line for a comment, whatever a name holds.</summary>
    public static string Line(string text) => string.Concat(text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c));
}
