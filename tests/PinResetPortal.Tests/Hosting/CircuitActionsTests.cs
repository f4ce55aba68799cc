using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using PinResetPortal.Components.Shared;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.BulkRepairs;
using PinResetPortal.Work.Notifications;
using PinResetPortal.Work.Operations;
using PinResetPortal.Work.Reports;
using PinResetPortal.Work.Scans;

namespace PinResetPortal.Hosting;

/// <summary>
/// What a circuit does, it does by the services that its components take. Each of their methods that asks for whom is called for another home
/// tenant, with every id that the first one has: nothing of the first is in an answer, and nothing of it is changed.
/// </summary>
public sealed class CircuitActionsTests(TwoHomesHost host) : IClassFixture<TwoHomesHost>
{
    private static readonly JsonSerializerOptions _everything = new() { ReferenceHandler = ReferenceHandler.IgnoreCycles, IncludeFields = true, MaxDepth = 128 };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [FactAttribute]
    public async Task EveryService_CalledForTheOtherHome_TellsNothingOfTheFirstAndChangesNothing()
    {
        var before = await StateAsync();

        var other = await ToldAsync(TwoHomesHost.Other);

        Assert.Empty(other.Where(one => one.Text.Contains(TwoHomesHost.Secret, StringComparison.OrdinalIgnoreCase)).Select(one => $"{one.Method}: {one.Text}"));
        Assert.Equal(before, await StateAsync());

        // The same calls find it all for the home tenant that it belongs to.
        var mine = await ToldAsync(FakeTenantCatalog.Home);
        Assert.True(mine.Count(one => one.Text.Contains(TwoHomesHost.Secret, StringComparison.OrdinalIgnoreCase)) >= 12, string.Join('\n', mine.Select(one => $"{one.Method}: {one.Text[..Math.Min(200, one.Text.Length)]}")));
    }

    private static IEnumerable<(Type Service, MethodInfo Method)> Methods() =>
        from component in typeof(BrowserBridge).Assembly.GetTypes()
        from property in component.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
        where property.GetCustomAttribute<InjectAttribute>() is not null && property.PropertyType.Namespace?.StartsWith("PinResetPortal.Work", StringComparison.Ordinal) == true
        group property by property.PropertyType into service
        from method in service.Key.GetMethods().Concat(service.Key.GetInterfaces().SelectMany(parent => parent.GetMethods()))
        where typeof(Task).IsAssignableFrom(method.ReturnType) && !method.ContainsGenericParameters && method.GetParameters().Any(AsksForWhom)
        orderby method.Name is "OffboardAsync"
        select (service.Key, method);

    private static bool AsksForWhom(ParameterInfo parameter) =>
        parameter.ParameterType == typeof(Actor) || parameter.ParameterType == typeof(TenantKey) || (parameter.ParameterType == typeof(TenantId) && parameter.Name?.Contains("home", StringComparison.OrdinalIgnoreCase) == true);

    private async Task<IReadOnlyList<(string Method, string Text)>> ToldAsync(TenantId home)
    {
        var told = new List<(string, string)>();
        foreach (var (service, method) in Methods())
        {
            foreach (var id in new[] { host.OperationId, host.ScanId, host.BulkRepairId, host.DestinationId, host.ReportId })
            {
                await host.AddCustomerAsync(TwoHomesHost.Other, "Ours too");
                told.Add(($"{service.Name}.{method.Name}", await CallAsync(service, method, home, id)));
                if (method.GetParameters().All(parameter => parameter.ParameterType != typeof(Guid)))
                {
                    break;
                }
            }
        }

        return told;
    }

    /// <summary>A refusal is an answer, and an exception has a text.</summary>
    private async Task<string> CallAsync(Type service, MethodInfo method, TenantId home, Guid id)
    {
        await using var scope = host.Services.CreateAsyncScope();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(TimeSpan.FromSeconds(20));
        try
        {
            var arguments = method.GetParameters().Select(parameter => Argument(parameter.ParameterType, parameter.Name ?? "", home, id, patience.Token)).ToArray();
            var task = (Task)method.Invoke(scope.ServiceProvider.GetRequiredService(service), arguments)!;
            await task;
            var answer = task.GetType().GetProperty("Result")?.GetValue(task);
            return answer is null ? "" : $"{answer} {JsonSerializer.Serialize(answer, answer.GetType(), _everything)}";
        }
        catch (Exception problem)
        {
            return problem.ToString();
        }
    }

    private static object? Argument(Type type, string name, TenantId home, Guid id, CancellationToken token) => type switch
    {
        _ when type == typeof(Actor) => new Actor(ActorKind.User, "eve-id", "eve", home, PortalRole.Admin, new()),
        _ when type == typeof(TenantId) => name.Contains("home", StringComparison.OrdinalIgnoreCase) ? home : TwoHomesHost.Customer,
        _ when type == typeof(TenantKey) => new TenantKey(home, TwoHomesHost.Customer),
        _ when type == typeof(Guid) => id,
        _ when type == typeof(CancellationToken) => token,
        _ when type == typeof(string) => "x",
        _ when type == typeof(int) => 50,
        _ when type == typeof(DateTimeOffset) => DateTimeOffset.UnixEpoch,
        _ when type.IsArray => Array.CreateInstance(type.GetElementType()!, 0),
        _ when Nullable.GetUnderlyingType(type) is not null => null,
        _ when type.IsValueType => Activator.CreateInstance(type),
        _ when type.IsGenericType && typeof(IEnumerable).IsAssignableFrom(type) && type.IsAssignableFrom(typeof(List<>).MakeGenericType(type.GetGenericArguments()[0])) => Activator.CreateInstance(typeof(List<>).MakeGenericType(type.GetGenericArguments()[0])),
        _ when !type.IsAbstract && type.GetConstructors() is [var constructor, ..] => constructor.Invoke([.. constructor.GetParameters().Select(parameter => Argument(parameter.ParameterType, parameter.Name ?? "", home, id, token))]),
        _ => null,
    };

    private async Task<string> StateAsync()
    {
        var home = FakeTenantCatalog.Home;
        return string.Join('\n',
            JsonSerializer.Serialize(await host.Services.GetRequiredService<IOperationStore>().ListAsync(home, null, 50, Token), _everything),
            JsonSerializer.Serialize(await host.Services.GetRequiredService<IScanStore>().ListAsync(home, 50, Token), _everything),
            JsonSerializer.Serialize(await host.Services.GetRequiredService<IBulkRepairStore>().ListAsync(home, 50, Token), _everything),
            JsonSerializer.Serialize(await host.Services.GetRequiredService<IDestinationStore>().ListAsync(home, Token), _everything),
            JsonSerializer.Serialize((await host.Services.GetRequiredService<IReportService>().ListAsync(Actor.Portal("x", "x", home, PortalRole.Admin), Token))?.Count, _everything));
    }
}
