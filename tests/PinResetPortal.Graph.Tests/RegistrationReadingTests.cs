using PinResetPortal.Core.Facts;

namespace PinResetPortal.Graph;

public sealed class RegistrationReadingTests
{
    public static TheoryData<string, string, string> Reads => new()
    {
        { "olga@contoso.example", "the users of the tenant", "User.ReadBasic.All" },
        { "Helpdesk", "the groups of the tenant", "GroupMember.Read.All" },
        { "", "the licences of the tenant", "Directory.Read.All" },
    };

    /// <summary>What could not be read is what is named, and not the registration for everything.</summary>
    [Theory]
    [MemberData(nameof(Reads))]
    public async Task Read_Forbidden_NamesWhatAndThePermission(string who, string what, string permission)
    {
        await using var room = new GraphRoom();
        room.Stub.On("/v1.0/", """{"error":{"code":"Authorization_RequestDenied","message":"no"}}""", 403);
        using var session = room.Door.Open(FakeTokens.Token(GraphRoom.Home.Id.ToString(), "scp", ["User.Read"], []))!;

        var reason = who.Length == 0
            ? (await session.ReadLicencesAsync(TestContext.Current.CancellationToken)).WhyUnreadable
            : (await session.FindAsync(who, TestContext.Current.CancellationToken)).WhyUnreadable;

        Assert.Equal((UnreadableKind.PermissionMissing, permission), (reason!.Kind, reason.Permission));
        Assert.Contains($"read {what}.", reason.Message, StringComparison.Ordinal);
        Assert.Contains(permission, reason.NextStep, StringComparison.Ordinal);
    }
}
