using System.Text;
using PinResetPortal.Core.Registration;
using PinResetPortal.Core.Registration.Printing;

namespace PinResetPortal.Setup;

/// <summary>How whoever runs the command signs in.</summary>
internal enum SignInWay
{
    /// <summary>An Azure CLI session if there is one, else the browser.</summary>
    Best,
    TokenFile,
    DeviceCode,
}

/// <summary>The options of <c>setup</c>, read and checked.</summary>
/// <param name="ManagedIdentity">Client id of the managed identity, for that kind of credential.</param>
/// <param name="Out">Where the configuration goes; with <paramref name="Print"/>, where the print goes.</param>
/// <param name="Admins">Who gets the role Admin; empty: whoever signs in.</param>
internal sealed record SetupChoices(
    RegistrationWish Wish,
    string? ManagedIdentity,
    IReadOnlyList<string> Admins,
    string Name,
    SignInWay SignIn,
    string? TokenFile,
    string? Out,
    PrintFormat? Print,
    bool WhatIf,
    bool Yes,
    bool Rotate,
    bool RemoveOld)
{
    /// <summary>Lower-case letters, digits and hyphens: it is a key of the application in its tenant, and never changes.</summary>
    public string UniqueName
    {
        get
        {
            var slug = new StringBuilder();
            foreach (var c in Name.ToLowerInvariant())
            {
                slug.Append(char.IsAsciiLetterOrDigit(c) ? c : '-');
            }

            return slug.ToString().Trim('-') is { Length: > 0 } name ? name : "pinresetportal";
        }
    }
}
