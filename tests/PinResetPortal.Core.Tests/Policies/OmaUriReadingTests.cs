using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Core.Policies;

public sealed class OmaUriReadingTests
{
    private const string Own = "7b1d6a52-9c6a-4d0e-8a55-0f6f0f7f0a01";

    [Theory]
    [InlineData("./Device/Vendor/MSFT/PassportForWork/" + Own + "/Policies/EnablePinRecovery", SettingScope.Device)]
    [InlineData("./User/Vendor/MSFT/PassportForWork/" + Own + "/Policies/EnablePinRecovery", SettingScope.User)]
    [InlineData("./Vendor/MSFT/PassportForWork/" + Own + "/Policies/EnablePinRecovery", SettingScope.Device)]
    [InlineData("./Device/Vendor/MSFT/PassportForWork/7B1D6A52-9C6A-4D0E-8A55-0F6F0F7F0A01/Policies/EnablePinRecovery", SettingScope.Device)]
    public void Read_RightPathAndBoolean_IsEffective(string path, SettingScope scope) =>
        Assert.Equal(new OmaUriReading.Effective(scope, true), Read(path));

    [Theory]
    [InlineData("./Device/Vendor/MSFT/PassportForWork/TenantId/Policies/EnablePinRecovery", "'TenantId' stands where")]
    [InlineData("./Vendor/MSFT/Policy/PassportForWork/TenantId/Policies/EnablePinRecovery", "'TenantId' stands where")]
    [InlineData("./Device/Vendor/MSFT/PassportForWork/{99999999-9c6a-4d0e-8a55-0f6f0f7f0a01}/Policies/EnablePinRecovery", "another tenant")]
    [InlineData("./Device/Vendor/MSFT/PassportForWork/99999999-9c6a-4d0e-8a55-0f6f0f7f0a01/Policies/EnablePinRecovery", "another tenant")]
    [InlineData("./Device/Vendor/MSFT/PassportForWork/" + Own + "/EnablePinRecovery", "the path is not")]
    public void Read_WrongPath_HasNoEffectAndSaysWhy(string path, string why) =>
        Assert.Contains(Assert.IsType<OmaUriReading.NoEffect>(Read(path)).Why, reason => reason.Contains(why, StringComparison.Ordinal));

    [Theory]
    [InlineData("./Vendor/MSFT/Policy/PassportForWork/" + Own + "/Policies/EnablePinRecovery", "below Policy")]
    [InlineData("./Device/Vendor/MSFT/Policy/PassportForWork/" + Own + "/Policies/EnablePinRecovery", "below Policy")]
    [InlineData("./Device/Vendor/MSFT/Policy/Config/PassportForWork/" + Own + "/Policies/EnablePinRecovery", "below Policy")]
    [InlineData("./Device/Vendor/MSFT/PassportForWork/{" + Own + "}/Policies/EnablePinRecovery", "stands in braces")]
    [InlineData("./Device/Vendor/MSFT/PassportForWork/%7B" + Own + "%7D/Policies/EnablePinRecovery", "stands in braces")]
    [InlineData("./device/Vendor/MSFT/PassportForWork/" + Own + "/Policies/EnablePinRecovery", "letter case")]
    [InlineData("./Device/Vendor/MSFT/PassportForWork/" + Own + "/Policies/EnablePINRecovery", "letter case")]
    [InlineData("./User/Vendor/MSFT/Passportforwork/" + Own + "/Policies/EnablePinRecovery", "letter case")]
    public void Read_NotInTheDocumentedForm_IsDoubtfulAndSaysWhatIsDocumented(string path, string why) =>
        Assert.Contains(Assert.IsType<OmaUriReading.Doubtful>(Read(path)).Why, reason => reason.Contains(why, StringComparison.Ordinal));

    [Theory]
    [InlineData("#microsoft.graph.omaSettingString", "a string")]
    [InlineData("#microsoft.graph.omaSettingInteger", "an integer")]
    public void Read_RightPathWrongType_HasNoEffect(string type, string named) =>
        Assert.Contains(Assert.IsType<OmaUriReading.NoEffect>(Read(Right, type)).Why, reason => reason.Contains(named, StringComparison.Ordinal));

    [Fact]
    public void Read_ValueMasked_IsMasked() =>
        Assert.IsType<OmaUriReading.Masked>(OmaUriReading.Read(new(null, Right, null, "****", true), TenantId.Parse(Own)));

    [Fact]
    public void Read_OtherNode_IsUnrelated() =>
        Assert.IsType<OmaUriReading.Unrelated>(Read("./Device/Vendor/MSFT/PassportForWork/" + Own + "/Policies/UsePassportForWork"));

    [Fact]
    public void ReadNode_OtherNodeOfThisTenant_IsEffective()
    {
        OmaSetting row = new(null, Right.Replace("EnablePinRecovery", "UsePassportForWork", StringComparison.Ordinal), "#microsoft.graph.omaSettingBoolean", "false", false);

        Assert.Equal(new OmaUriReading.Effective(SettingScope.Device, false), OmaUriReading.ReadNode(row, TenantId.Parse(Own), "UsePassportForWork"));
        Assert.Null(OmaUriReading.ReadNode(row, TenantId.Parse("99999999-9c6a-4d0e-8a55-0f6f0f7f0a01"), "UsePassportForWork"));
        Assert.Null(OmaUriReading.ReadNode(row, TenantId.Parse(Own), "RequireSecurityDevice"));
        Assert.NotNull(OmaUriReading.ReadNode(row with { OmaUri = row.OmaUri.ToLowerInvariant() }, TenantId.Parse(Own), "UsePassportForWork"));
        Assert.Null(OmaUriReading.ReadNode(row with { OmaUri = row.OmaUri.ToLowerInvariant(), Value = "true" }, TenantId.Parse(Own), "UsePassportForWork"));
    }

    [Theory]
    [InlineData("true", true, true, false)]
    [InlineData("****", false, false, true)]
    [InlineData(null, false, true, true)]
    [InlineData(null, false, false, false)]
    [InlineData("hush", true, true, true)]
    [InlineData("3", false, false, false)]
    public void Hides_WhatGraphKeepsAsASecret(string? value, bool isEncrypted, bool refersToSecret, bool hidden) =>
        Assert.Equal(hidden, OmaSetting.Hides(value, isEncrypted, refersToSecret));

    private const string Right = "./Device/Vendor/MSFT/PassportForWork/" + Own + "/Policies/EnablePinRecovery";

    private static OmaUriReading Read(string path, string? type = "#microsoft.graph.omaSettingBoolean") =>
        OmaUriReading.Read(new("row", path, type, "True", false), TenantId.Parse(Own));
}
