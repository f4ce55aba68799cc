using PinResetPortal.Architecture;
using PinResetPortal.Core.Troubleshooting.Guide;

namespace PinResetPortal.Core.Troubleshooting;

/// <summary>
/// The numbers of the guide against their names in Windows' own headers (winerror.h of SDK 10.0.19041, ntstatus.h), as public copies and
/// bindings of them give them: windows-codes.txt beside this file. A number that was typed from memory has no name there.
/// </summary>
public sealed class WindowsCodesTests
{
    private static readonly Dictionary<string, string> Names = Sources.Read("tests/PinResetPortal.Core.Tests/Troubleshooting/windows-codes.txt")
        .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(line => line.Split(' '))
        .ToDictionary(line => line[0], line => line[1], StringComparer.Ordinal);

    /// <summary>Facilities whose names are all in the file; FACILITY_WIN32, device registration and Intune have lists of their own.</summary>
    private static readonly string[] Facilities = ["0x8009", "0x8028", "0x8029", "0xC000"];

    [FactAttribute]
    public void Names_EveryPublishedNumber_IsInTheGuide() => Assert.All(Names, name => Assert.NotNull(Guides.Catalog.FindCode(name.Key)));

    [FactAttribute]
    public void Guide_EveryNumberOfTheseFacilities_HasAPublishedName() => Assert.DoesNotContain(
        Guides.Catalog.All.SelectMany(entry => entry.Codes), code => Facilities.Any(facility => code.StartsWith(facility, StringComparison.Ordinal)) && !Names.ContainsKey(code));

    /// <summary>What a name says, its entry says: these words of a name belong to these entries, and to no others.</summary>
    [Theory]
    [InlineData("NO_MEMORY", "memory")]
    [InlineData("LOCKOUT|LOCKED_OUT|LOCK_RUNNING", "lock")]
    [InlineData("TIME_SKEW|TIME_DIFFERENCE", "clocks")]
    [InlineData("NO_AUTHENTICATING_AUTHORITY|NO_LOGON_SERVERS|NETLOGON_NOT_STARTED|DOWNGRADE_DETECTED", "domain controller")]
    [InlineData("PASSWORD_EXPIRED|PASSWORD_MUST_CHANGE|PASSWORD_RESTRICTION", "password")]
    [InlineData("NTE_PASSWORD_CHANGE_REQUIRED|NTE_INCORRECT_PASSWORD", "secret")]
    [InlineData("STATUS_SMARTCARD_", "smart card")]
    [InlineData("STATUS_ACCOUNT_LOCKED_OUT", "account is locked")]
    [InlineData("STATUS_ACCOUNT_DISABLED|STATUS_ACCOUNT_EXPIRED", "account is disabled")]
    [InlineData("STATUS_NO_TRUST_|STATUS_TRUSTED_", "trust")]
    [InlineData("TPM_E_DEACTIVATED|TPM_E_DISABLED|TPM_20_E_DISABLED", "switched off")]
    [InlineData("TPM_E_COMMAND_BLOCKED|TPM_E_EMBEDDED_COMMAND_", "blocked")]
    [InlineData("TBS_E_TPM_NOT_FOUND", "no TPM was found")]
    [InlineData("PROVISIONING_INCOMPLETE", "not set up completely")]
    [InlineData("TPM_E_AUTHFAIL|AUTH2FAIL|TPM_20_E_AUTH_FAIL|BAD_AUTH|PCP_AUTHENTICATION_", "authorisation")]
    [InlineData("IFX_RSA_KEY_CREATION_BLOCKED", "RSA")]
    public void Guide_NumberOfAName_StandsInTheEntryThatSaysIt(string names, string words)
    {
        var codes = Names.Where(name => names.Split('|').Any(part => name.Value.Contains(part, StringComparison.Ordinal))).ToList();

        Assert.NotEmpty(codes);
        Assert.All(codes, code => Assert.Contains(words, Entry(code.Key).Title, StringComparison.OrdinalIgnoreCase));
    }

    [FactAttribute]
    public void Guide_MemoryAndMoreItems_AreToldApart() => Assert.Contains("NTE_NO_MORE_ITEMS", Entry("0x8009002A").Meaning, StringComparison.Ordinal);

    private static GuideEntry Entry(string code) => Guides.Catalog.FindCode(code) ?? throw new InvalidOperationException($"The guide does not know {code}.");
}
