using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Logging;
using PinResetPortal.Graph;
using PinResetPortal.SignIn;
using PinResetPortal.Store;
using PinResetPortal.Work;

namespace PinResetPortal.Architecture;

/// <summary>Whoever alerts on an event id means one event: each is used once, and lies in the range of its room (docs/operate.md).</summary>
public sealed class EventIdTests
{
    private static readonly (Assembly Room, (int First, int Last)[] Ranges)[] Rooms =
    [
        (typeof(IChallengeLinks).Assembly, [(1000, 1999), (6000, 6999)]),
        (typeof(WorkRegistration).Assembly, [(2000, 2999)]),
        (typeof(GraphRegistration).Assembly, [(3000, 4999)]),
        (typeof(StoreRegistration).Assembly, [(5000, 5999)]),
    ];

    [FactAttribute]
    public void EventIds_OfAllRooms_AreUsedOnce()
    {
        var twice = Rooms.SelectMany(room => EventsOf(room.Room)).GroupBy(one => one.Id).Where(group => group.Count() > 1)
            .Select(group => string.Create(CultureInfo.InvariantCulture, $"{group.Key}: {string.Join(", ", group.Select(one => one.Where))}")).ToList();

        Assert.Empty(twice);
    }

    [FactAttribute]
    public void EventIds_OfEachRoom_LieInItsRange()
    {
        var outside = Rooms.SelectMany(room => EventsOf(room.Room).Where(one => !room.Ranges.Any(range => one.Id >= range.First && one.Id <= range.Last)))
            .Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Where} {one.Id}")).ToList();

        Assert.Empty(outside);
        Assert.All(Rooms, room => Assert.NotEmpty(EventsOf(room.Room)));
    }

    [FactAttribute]
    public void Ranges_AllOfThem_StandInTheDocument()
    {
        var document = Sources.Read("docs/operate.md");

        Assert.All(
            Rooms.SelectMany(room => room.Ranges),
            range => Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"{range.First} to {range.Last}"), document, StringComparison.Ordinal));
    }

    private static IEnumerable<(int Id, string Where)> EventsOf(Assembly room) =>
        from type in room.GetTypes()
        from method in type.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        let attribute = method.GetCustomAttribute<LoggerMessageAttribute>()
        where attribute is not null
        select (attribute.EventId, $"{type.Name}.{method.Name}");
}
