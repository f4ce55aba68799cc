using System.Reflection;

namespace PinResetPortal.Core.Field;

public sealed class EntraRefusalTests
{
    [Fact]
    public void Codes_OfAllKinds_StandOnceAndEachKindHasSome()
    {
        var codes = (Dictionary<EntraRefusalKind, int[]>)typeof(EntraRefusal).GetField("Codes", BindingFlags.NonPublic | BindingFlags.Static)!.GetValue(null)!;

        Assert.Equal(Enum.GetValues<EntraRefusalKind>().Except([EntraRefusalKind.Other]), codes.Keys.Order());
        Assert.Distinct(codes.Values.SelectMany(code => code));
        Assert.All(codes, one => Assert.All(one.Value, code => Assert.Equal(one.Key, EntraRefusal.Of(code))));
    }

    [Theory]
    [InlineData("AADSTS7000215: Invalid client secret provided.", EntraRefusalKind.Credential)]
    [InlineData("invalid_client: AADSTS7000222: The provided client secret keys are expired.", EntraRefusalKind.Credential)]
    [InlineData("AADSTS50011: The redirect URI does not match.", EntraRefusalKind.RedirectUri)]
    [InlineData("AADSTS99999: something new", EntraRefusalKind.Other)]
    [InlineData("no code at all", EntraRefusalKind.Other)]
    public void Of_TextOfEntra_IsTheKindOfItsCode(string text, EntraRefusalKind kind) => Assert.Equal(kind, EntraRefusal.Of(EntraRefusal.NumberIn(text)));
}
