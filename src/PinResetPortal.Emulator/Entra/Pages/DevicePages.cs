using static PinResetPortal.Emulator.Entra.Pages.Page;

namespace PinResetPortal.Emulator.Entra.Pages;

/// <summary>The page that takes the code of a device.</summary>
internal static class DevicePages
{
    public static IResult EnterCode(HttpContext context, bool wrong) => Show(
        context,
        "Enter code",
        $"""
        <h1>Enter code</h1>
        <p>Enter the code that your app or device shows. Never enter a code from a source that you do not trust.</p>
        {(wrong ? """<p class="alert" role="alert">That code did not work. Check the code and try again.</p>""" : "")}
        <form method="post">
        <label for="otc">Code</label>
        <input type="text" id="otc" name="otc" required autocomplete="off" spellcheck="false" maxlength="12">
        <div class="actions"><button class="button primary" type="submit">Next</button></div>
        </form>
        """,
        status: wrong ? 400 : 200);
}
