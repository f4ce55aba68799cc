using PinResetPortal.Core.Registration;
using PinResetPortal.Core.Registration.Printing;

namespace PinResetPortal.Setup;

/// <summary><c>setup --print</c>: the registration as a text, for those who make it with tools of their own. Nobody signs in and nothing is sent.</summary>
internal static class PrintCommand
{
    /// <exception cref="CommandRefusedException">The file cannot be written.</exception>
    public static int Run(PrintFormat format, SetupChoices choices, Cloud? cloud, CommandConsole console)
    {
        var wish = new PrintWish(new PortalRegistration(choices.Wish), choices.Name, choices.UniqueName, cloud ?? Cloud.All[0], choices.ManagedIdentity, choices.Admins);
        var text = RegistrationPrint.Text(format, wish);
        if (choices.Out is not { } file)
        {
            console.Out.Write(text);
        }
        else
        {
            Write(file, text);
        }

        foreach (var permission in RegistrationPrint.LeftOut(format, wish))
        {
            console.Complain($"Left out: {permission.Name}, because no list publishes its id. {permission.Without} The other formats look it up in the tenant.");
        }

        return ExitCodes.Done;
    }

    private static void Write(string file, string text)
    {
        try
        {
            File.WriteAllText(file, text);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandRefusedException($"--out: the file '{file}' cannot be written. Name another place, or leave --out away and it is printed.", ExitCodes.BadInput);
        }
    }
}
