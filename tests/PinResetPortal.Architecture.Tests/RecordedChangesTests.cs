using Mono.Cecil;
using Mono.Cecil.Cil;

namespace PinResetPortal.Architecture;

/// <summary>
/// What somebody changes, and what somebody was refused, is in the audit log: read out of the built Work room, so that the next service is
/// held to it as well.
/// </summary>
public sealed class RecordedChangesTests
{
    /// <summary>Asks for a role without saying no by it, or says no to looking only.</summary>
    private static readonly string[] AskForARole =
    [
        "Denials.IsDeniedAsync", // the one place
        "PeopleService.SearchAsync", // reads
        "SignInService.ReadAsync", // reads
    ];

    /// <summary>Methods that store something for somebody and need no entry.</summary>
    private static readonly string[] NothingToRecord =
    [
        "BulkRepairRunner.RunAsync", // each tenant's own run has its entries
        "BulkRepairService.PrepareAsync", // a plan; nothing is sent before StartAsync
        "BulkRepairService.RetryAsync", // a plan as well
    ];

    private static readonly string[] Changing = ["Add", "TryAdd", "Save", "TrySave", "Set", "Remove", "Upsert", "Cancel", "RequestCancel", "Accept", "Confirm", "Delete"];

    private readonly ModuleDefinition _work = House.Open("PinResetPortal.Work");

    [Fact]
    public void Roles_AreAskedForInOnePlace_WhichRecordsARefusal()
    {
        var asking = from method in Methods()
                     where Calls(method.Bodies).Any(called => called is { Name: "May", DeclaringType.Name: "Actor" })
                     select method.Name;

        Assert.Equal(AskForARole.Order(StringComparer.Ordinal), asking.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Changes_ThatSomebodyMakes_AreRecorded()
    {
        var all = Methods().ToList();
        var unrecorded = from method in all
                         where method.Definition is { IsPublic: true, IsAbstract: false } && method.Definition.Parameters.Any(parameter => parameter.ParameterType.Name == "Actor")
                         let calls = Reached(method, all).SelectMany(reached => Calls(reached.Bodies)).ToList()
                         where calls.Any(IsChange) && !calls.Any(called => called is { Name: "AppendAsync", DeclaringType.Name: "IAuditLog" })
                         select method.Name;

        var found = unrecorded.ToHashSet(StringComparer.Ordinal);
        Assert.Empty(found.Except(NothingToRecord));
        Assert.Empty(NothingToRecord.Except(found));
    }

    /// <summary>Without this the other test could pass because it finds nothing.</summary>
    [Fact]
    public void Changes_OfTheServices_AreFound()
    {
        var changing = Methods().Where(method => Calls(method.Bodies).Any(IsChange)).Select(method => method.Name).ToHashSet(StringComparer.Ordinal);

        Assert.Superset(
            new HashSet<string>(["TenantRegister.SetTagsAsync", "TenantRegister.AddAsync", "TenantRegister.RemoveAsync", "PortalSettings.SaveAsync", "ScanService.CancelAsync", "RemediationService.CancelAsync", "DriftService.AcceptAsync", "BulkRepairService.StopAsync"], StringComparer.Ordinal),
            changing);
    }

    private static bool IsChange(MethodReference called) =>
        called.DeclaringType.Name is ['I', ..] name && name.EndsWith("Store", StringComparison.Ordinal) && Changing.Any(verb => called.Name.StartsWith(verb, StringComparison.Ordinal));

    /// <summary>Itself and what it calls within its class.</summary>
    private static HashSet<Written> Reached(Written start, List<Written> all)
    {
        var reached = new HashSet<Written>();
        var open = new Stack<Written>([start]);
        while (open.TryPop(out var method))
        {
            if (reached.Add(method))
            {
                foreach (var called in Calls(method.Bodies))
                {
                    foreach (var own in all.Where(one => one.Definition.FullName == called.FullName && one.Definition.DeclaringType == start.Definition.DeclaringType))
                    {
                        open.Push(own);
                    }
                }
            }
        }

        return reached;
    }

    private static IEnumerable<MethodReference> Calls(IEnumerable<MethodBody> bodies) =>
        bodies.SelectMany(body => body.Instructions).Select(instruction => instruction.Operand).OfType<MethodReference>().Select(called => called is GenericInstanceMethod generic ? generic.ElementMethod : called);

    /// <summary>Every method of a class with the bodies that the compiler made of it: its own, and those of its state machine and lambdas.</summary>
    private IEnumerable<Written> Methods() =>
        from type in _work.Types
        from method in type.Methods
        where method.HasBody
        select new Written(
            $"{type.Name}.{method.Name}",
            method,
            [method.Body, .. type.NestedTypes.SelectMany(WithNested).Where(nested => nested.FullName.Contains($"<{method.Name}>", StringComparison.Ordinal) && Belongs(method, nested)).SelectMany(nested => nested.Methods).Where(part => part.HasBody).Select(part => part.Body)]);

    /// <summary>A state machine names its method by an attribute, which tells overloads apart.</summary>
    private static bool Belongs(MethodDefinition method, TypeDefinition nested)
    {
        var machine = method.CustomAttributes.FirstOrDefault(attribute => attribute.AttributeType.Name.EndsWith("StateMachineAttribute", StringComparison.Ordinal))?.ConstructorArguments[0].Value as TypeReference;
        return machine is null || nested.FullName == machine.FullName || !nested.Interfaces.Any(one => one.InterfaceType.Name == "IAsyncStateMachine");
    }

    private static IEnumerable<TypeDefinition> WithNested(TypeDefinition type) => type.NestedTypes.SelectMany(WithNested).Prepend(type);

    private sealed record Written(string Name, MethodDefinition Definition, IReadOnlyList<MethodBody> Bodies);
}
