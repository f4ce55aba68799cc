using PinResetPortal.Core.Facts;

namespace PinResetPortal.Core.Policies;

/// <summary>Rules of assignment filters over one device. Null: it can't be told, which is never "no".</summary>
public sealed class FilterRuleTests
{
    private static readonly WindowsDevice _device = TenantFactsBuilder.Device("d-1") with
    {
        Name = "PC-Berlin-7",
        Manufacturer = "Contoso",
        Model = "X1",
        OsVersion = "10.0.22631.100",
        Category = "Sales",
        Ownership = "company",
        EnrolmentProfile = "Autopilot",
    };

    [Theory]
    [InlineData("(device.deviceName -eq \"pc-berlin-7\")", true)]
    [InlineData("(device.deviceName -equals \"PC-Berlin-8\")", false)]
    [InlineData("(device.deviceName -ne \"PC-Berlin-7\")", false)]
    [InlineData("(device.deviceName -notEquals \"PC-Berlin-8\")", true)]
    [InlineData("(device.manufacturer -in [\"Fabrikam\", 'contoso'])", true)]
    [InlineData("(device.manufacturer -in [\"Fabrikam\"\"Contoso\"])", true)]
    [InlineData("(device.manufacturer -notIn [\"Fabrikam\", \"Contoso\"])", false)]
    [InlineData("(device.manufacturer -notIn [\"Fabrikam\"])", true)]
    [InlineData("(device.deviceName -startsWith \"pc-\")", true)]
    [InlineData("(device.deviceName -notStartsWith \"pc-\")", false)]
    [InlineData("(device.deviceName -notStartsWith \"VM-\")", true)]
    [InlineData("(device.deviceName -endsWith \"-7\")", true)]
    [InlineData("(device.deviceName -notEndsWith \"-7\")", false)]
    [InlineData("(device.deviceName -notEndsWith \"-8\")", true)]
    [InlineData("(device.deviceName -contains \"berlin\")", true)]
    [InlineData("(device.deviceName -notContains \"berlin\")", false)]
    [InlineData("(device.deviceName -notContains \"Paris\")", true)]
    [InlineData("(device.osVersion -gt \"10.0.22631.99\")", true)]
    [InlineData("(device.osVersion -gt \"10.0.22631.100\")", false)]
    [InlineData("(device.operatingSystemVersion -ge 10.0.22631.100)", true)]
    [InlineData("(device.osVersion -ge \"10.0.22631.101\")", false)]
    [InlineData("(device.osVersion -lt \"10.0.22631.101\")", true)]
    [InlineData("(device.osVersion -lt \"10.0.22631.100\")", false)]
    [InlineData("(device.osVersion -le \"10.0.22631.100\")", true)]
    [InlineData("(device.osVersion -le \"10.0.9999.0\")", false)]
    [InlineData("(device.osVersion -gt \"newer\")", null)]
    [InlineData("(device.deviceCategory -eq \"Sales\")", true)]
    [InlineData("(device.deviceOwnership -eq \"Corporate\")", true)]
    [InlineData("(device.deviceOwnership -eq \"Personal\")", false)]
    [InlineData("(device.enrollmentProfileName -eq \"Autopilot\")", true)]
    [InlineData("(device.deviceTrustType -eq \"Azure AD joined\")", true)]
    [InlineData("(device.model -like \"X1\")", null)]
    [InlineData("(device.unheardOf -eq \"x\")", null)]
    [InlineData("(user.name -eq \"x\")", null)]
    public void Matches_OneComparison(string rule, bool? expected) => Assert.Equal(expected, FilterRule.Matches(rule, _device));

    /// <summary>What is known decides where it can: "no and unknown" is no, "yes or unknown" is yes.</summary>
    [Theory]
    [InlineData("yes or no", true)]
    [InlineData("no or no", false)]
    [InlineData("yes or unknown", true)]
    [InlineData("unknown or yes", true)]
    [InlineData("no or unknown", null)]
    [InlineData("unknown or no", null)]
    [InlineData("yes and yes", true)]
    [InlineData("yes and no", false)]
    [InlineData("no and unknown", false)]
    [InlineData("unknown and no", false)]
    [InlineData("yes and unknown", null)]
    [InlineData("unknown and yes", null)]
    [InlineData("not yes", false)]
    [InlineData("not no", true)]
    [InlineData("not unknown", null)]
    [InlineData("not not yes", true)]
    [InlineData("yes or no and no", true)]
    [InlineData("(yes or no) and no", false)]
    [InlineData("no and no or yes", true)]
    [InlineData("yes -and (no -or yes)", true)]
    [InlineData("yes and (no", null)]
    [InlineData("yes)", null)]
    [InlineData("yes no", null)]
    [InlineData("yes and", null)]
    public void Matches_SeveralComparisons(string rule, bool? expected)
    {
        var whole = rule.Replace("yes", "device.model -eq \"X1\"", StringComparison.Ordinal).Replace("unknown", "device.nothing -eq \"x\"", StringComparison.Ordinal);

        Assert.Equal(expected, FilterRule.Matches(System.Text.RegularExpressions.Regex.Replace(whole, @"\bno\b", "device.model -eq \"X2\""), _device));
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("(device.model -eq \"X1)")]
    [InlineData("(device.model -in [])")]
    [InlineData("(device.model -eq")]
    [InlineData("(model -eq \"X1\")")]
    public void Matches_RuleThatIsNone_CanNotBeTold(string? rule) => Assert.Null(FilterRule.Matches(rule, _device));

    [Theory]
    [InlineData("personal", "Personal", true)]
    [InlineData("company", "Corporate", true)]
    [InlineData("unknown", "Corporate", null)]
    [InlineData(null, "Corporate", null)]
    public void Matches_Ownership_IsTheWordOfFilters(string? raw, string word, bool? expected) =>
        Assert.Equal(expected, FilterRule.Matches($"(device.deviceOwnership -eq \"{word}\")", _device with { Ownership = raw }));

    [Theory]
    [InlineData("azureADJoined", "Azure AD joined", true)]
    [InlineData("azureADRegistered", "Azure AD registered", true)]
    [InlineData("hybridAzureADJoined", "Hybrid Azure AD joined", true)]
    [InlineData("somethingNew", "Azure AD joined", null)]
    public void Matches_TrustType_IsTheWordOfFilters(string raw, string word, bool? expected) =>
        Assert.Equal(expected, FilterRule.Matches($"(device.deviceTrustType -eq \"{word}\")", _device with { JoinType = raw }));

    /// <summary>What Intune did not tell of a device decides nothing.</summary>
    [Theory]
    [InlineData("device.osVersion")]
    [InlineData("device.deviceCategory")]
    [InlineData("device.enrollmentProfileName")]
    [InlineData("device.manufacturer")]
    [InlineData("device.model")]
    public void Matches_PropertyThatWasNotTold_CanNotBeTold(string property) => Assert.Null(FilterRule.Matches(
        $"({property} -ne \"x\")", _device with { OsVersion = null, Category = null, EnrolmentProfile = null, Manufacturer = null, Model = null }));
}
