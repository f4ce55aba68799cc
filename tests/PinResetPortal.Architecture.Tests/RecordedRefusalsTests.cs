using Mono.Cecil;
using Mono.Cecil.Cil;

namespace PinResetPortal.Architecture;

/// <summary>
/// What somebody was refused is in the audit log: read out of the built Work room, so that the next service is held to it as well.
/// </summary>
public sealed class RecordedRefusalsTests
{
    /// <summary>Asks for a role without saying no by it, or says no to looking only.</summary>
    private static readonly string[] AskForARole =
    [
        "Denials.IsDeniedAsync", // the one place
        "PeopleService.SearchAsync", // reads
        "SignInService.ReadAsync", // reads
    ];

    private readonly ModuleDefinition _work = House.Open("PinResetPortal.Work");

    [Fact]
    public void Roles_AreAskedForInOnePlace_WhichRecordsARefusal()
    {
        var asking = from method in Methods()
                     where Calls(method.Bodies).Any(called => called is { Name: "May", DeclaringType.Name: "Actor" })
                     select method.Name;

        Assert.Equal(AskForARole.Order(StringComparer.Ordinal), asking.Distinct().Order(StringComparer.Ordinal));
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
            [method.Body, .. type.NestedTypes.SelectMany(WithNested).Where(nested => nested.FullName.Contains($"<{method.Name}>", StringComparison.Ordinal) && Belongs(method, nested)).SelectMany(nested => nested.Methods).Where(part => part.HasBody).Select(part => part.Body)]);

    /// <summary>A state machine names its method by an attribute, which tells overloads apart.</summary>
    private static bool Belongs(MethodDefinition method, TypeDefinition nested)
    {
        var machine = method.CustomAttributes.FirstOrDefault(attribute => attribute.AttributeType.Name.EndsWith("StateMachineAttribute", StringComparison.Ordinal))?.ConstructorArguments[0].Value as TypeReference;
        return machine is null || nested.FullName == machine.FullName || !nested.Interfaces.Any(one => one.InterfaceType.Name == "IAsyncStateMachine");
    }

    private static IEnumerable<TypeDefinition> WithNested(TypeDefinition type) => type.NestedTypes.SelectMany(WithNested).Prepend(type);

    private sealed record Written(string Name, IReadOnlyList<MethodBody> Bodies);
}
