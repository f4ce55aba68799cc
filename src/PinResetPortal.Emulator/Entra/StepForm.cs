using PinResetPortal.Emulator.Entra.Pages;

namespace PinResetPortal.Emulator.Entra;

/// <summary>What a sign-in page posted back.</summary>
/// <param name="Step">Which page: <c>account</c>, <c>second</c> or <c>consent</c>.</param>
/// <param name="Answer">The button of a consent page.</param>
/// <param name="Prompt">Which of several consent prompts.</param>
internal sealed record StepForm(string Step, string User, string? Answer, string Prompt, bool ForOrganization)
{
    public bool IsAccount => Step == "account";

    public bool IsSecondStep => Step == "second";

    public bool IsConsent => Step == "consent";

    /// <returns>Null for a request that is no form.</returns>
    /// <exception cref="BadHttpRequestException">The form comes from a page of somebody else.</exception>
    public static async Task<StepForm?> ReadAsync(HttpContext context)
    {
        if (!HttpMethods.IsPost(context.Request.Method) || !context.Request.HasFormContentType)
        {
            return null;
        }

        var origin = context.Request.Headers.Origin.ToString();
        if (origin.Length > 0 && origin != $"{context.Request.Scheme}://{context.Request.Host}")
        {
            throw new BadHttpRequestException("A sign-in form is accepted from the Emulator's own pages only.");
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var step = form[SignInPages.Step].ToString();
        return new StepForm(step, form["user"].ToString(), step == "consent" ? form[SignInPages.Decision].ToString() : null, form["prompt"].ToString(), form["organization"].ToString() == "true");
    }
}
