using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Graph;
using PinResetPortal.SignIn;
using PinResetPortal.Store;
using PinResetPortal.Work;

namespace PinResetPortal.Hosting;

/// <summary>Every options class of the portal is checked at start, whichever it is: a value that cannot work is refused with the name of its key.</summary>
public sealed class OptionsTests(PortalHost host) : IClassFixture<PortalHost>
{
    /// <summary>Where zero has a meaning of its own, which the class documents.</summary>
    private static readonly string[] ZeroMeansSomething = ["Portal:TenantRefreshMinutes", "Graph:MemoryKilobytes"];

    private static readonly Assembly[] Rooms = [typeof(TenantId).Assembly, typeof(WorkRegistration).Assembly, typeof(GraphRegistration).Assembly, typeof(StoreRegistration).Assembly, typeof(IChallengeLinks).Assembly];

    public static TheoryData<string> Classes => [.. Found.Select(type => type.FullName!)];

    private static IEnumerable<Type> Found => Rooms.SelectMany(room => room.GetTypes()).Where(type => SectionOf(type) is not null);

    [FactAttribute]
    public void Classes_AreFound() => Assert.True(Found.Count() >= 8, string.Join(", ", Found.Select(type => type.Name)));

    [Theory]
    [MemberData(nameof(Classes))]
    public void Validate_ZeroNegativeAndAbsurd_IsRefusedWithTheKey(string name)
    {
        var type = Found.Single(found => found.FullName == name);
        var section = SectionOf(type)!;
        var validators = host.Services.GetServices(typeof(IValidateOptions<>).MakeGenericType(type)).OfType<object>().ToList();
        Assert.True(validators.Count > 0, $"{type.Name} has no IValidateOptions.");
        var unchecked_ = new List<string>();
        foreach (var property in type.GetProperties().Where(property => property.CanWrite))
        {
            foreach (var value in Impossible(property.PropertyType).Where(value => !IsZero(value) || !ZeroMeansSomething.Contains($"{section}:{property.Name}")))
            {
                var options = Activator.CreateInstance(type)!;
                property.SetValue(options, value);
                var said = string.Join('\n', validators.SelectMany(validator => Failures(validator, options)));
                if (!said.Contains($"{section}:{property.Name}", StringComparison.Ordinal))
                {
                    unchecked_.Add(string.Create(CultureInfo.InvariantCulture, $"{section}:{property.Name} = {value}"));
                }
            }
        }

        Assert.Empty(unchecked_);
    }

    private static string? SectionOf(Type type) => type.Name.EndsWith("Options", StringComparison.Ordinal)
        ? (type.GetField("Section") ?? type.GetField("SectionName"))?.GetRawConstantValue() as string
        : null;

    private static object[] Impossible(Type type) => type switch
    {
        _ when type == typeof(int) => [0, -1, int.MaxValue],
        _ when type == typeof(long) => [0L, -1L, long.MaxValue],
        _ when type == typeof(TimeSpan) => [TimeSpan.Zero, TimeSpan.FromSeconds(-1), TimeSpan.FromDays(3650)],
        _ => [],
    };

    private static bool IsZero(object value) => value is 0 or 0L || (value is TimeSpan span && span == TimeSpan.Zero);

    private static IEnumerable<string> Failures(object validator, object options)
    {
        var method = validator.GetType().GetInterfaces().Single(one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(IValidateOptions<>)).GetMethod("Validate")!;
        return ((ValidateOptionsResult)method.Invoke(validator, [Options.DefaultName, options])!).Failures ?? [];
    }
}
