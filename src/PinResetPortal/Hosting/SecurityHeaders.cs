namespace PinResetPortal.Hosting;

/// <summary>
/// What browsers may do with our pages. Scripts come from our own origin only (or carry this answer's nonce, for Blazor's import
/// map). Styles need 'unsafe-inline': MudBlazor writes its theme into a style element and sizes into style attributes.
/// </summary>
internal static class SecurityHeaders
{
    /// <param name="signInHosts">Where a form of ours may end: signing out is a POST that is redirected to the sign-in host.</param>
    public static HeaderPolicyCollection Policy(IEnumerable<Uri> signInHosts) => new HeaderPolicyCollection()
        .AddFrameOptionsDeny()
        .AddContentTypeOptionsNoSniff()
        .AddReferrerPolicyStrictOriginWhenCrossOrigin()
        .AddCrossOriginOpenerPolicy(policy => policy.SameOrigin())
        .AddCrossOriginResourcePolicy(policy => policy.SameOrigin())
        .AddPermissionsPolicy(policy =>
        {
            policy.AddCamera().None();
            policy.AddMicrophone().None();
            policy.AddGeolocation().None();
            policy.AddPayment().None();
            policy.AddUsb().None();
        })
        .RemoveServerHeader()
        .AddContentSecurityPolicy(csp =>
        {
            csp.AddDefaultSrc().Self();
            csp.AddScriptSrc().Self().WithNonce();
            csp.AddStyleSrc().Self().UnsafeInline();
            csp.AddImgSrc().Self().Data();
            csp.AddFontSrc().Self();
            csp.AddConnectSrc().Self();
            csp.AddObjectSrc().None();
            csp.AddBaseUri().Self();
            csp.AddFrameAncestors().None();
            var forms = csp.AddFormAction().Self();
            foreach (var host in signInHosts)
            {
                forms.From(host.GetLeftPart(UriPartial.Authority));
            }
        });
}
