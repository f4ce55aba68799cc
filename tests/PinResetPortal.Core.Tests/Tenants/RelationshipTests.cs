using PinResetPortal.Core.Field;

namespace PinResetPortal.Core.Tenants;

public sealed class RelationshipTests
{
    private static readonly DateTimeOffset _now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(31, true, true, RelationshipState.Active)]
    [InlineData(30, true, true, RelationshipState.Expiring)]
    [InlineData(0, true, true, RelationshipState.Ended)]
    [InlineData(100, false, true, RelationshipState.Ended)]
    [InlineData(100, false, false, RelationshipState.Unlisted)]
    public void State_ByEnd_IsTold(int days, bool active, bool listed, RelationshipState expected) =>
        Assert.Equal(expected, (Gdap(days, active) with { Listed = listed }).StateAt(_now));

    [Fact]
    public void State_ExtendsItself_NeverExpires() =>
        Assert.Equal(RelationshipState.Active, (Gdap(3, true) with { AutoExtends = TimeSpan.FromDays(180) }).StateAt(_now));

    [Fact]
    public void MissingFrom_HelpdeskOnly_NamesWhatCannotBeDone()
    {
        var missing = RoleNeed.MissingFrom(Gdap(100, true) with { Roles = [KnownRoles.HelpdeskAdministrator] });

        Assert.Equal(["read-policies", "repair-consent", "repair-policies", "read-sign-ins", "partner-consent"], missing.Select(need => need.Id));
    }

    [Fact]
    public void MissingFrom_DirectTenant_IsNothing() =>
        Assert.Empty(RoleNeed.MissingFrom(new TenantRelationship(RelationshipKind.Direct, Active: true)));

    private static TenantRelationship Gdap(int days, bool active) => new(RelationshipKind.Gdap, active, _now.AddDays(days));
}
