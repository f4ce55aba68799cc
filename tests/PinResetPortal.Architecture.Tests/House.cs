using Mono.Cecil;
using Mono.Cecil.Cil;

namespace PinResetPortal.Architecture;

/// <summary>One type of a folder that uses a type of another folder of the same assembly.</summary>
/// <param name="From">The folder of the type that uses, as its namespace tells; <see cref="House.Roof"/> for the top of the project.</param>
/// <param name="Because">One pair of types that shows it.</param>
internal sealed record Arrow(string From, string To, string Because);

/// <summary>Reads built assemblies: signatures, attributes and bodies. Constants are copied by the compiler and leave no trace.</summary>
internal static class House
{
    public const string Roof = "(top)";

    public static ModuleDefinition Open(string room) => ModuleDefinition.ReadModule(Path.Combine(AppContext.BaseDirectory, room + ".dll"));

    public static IReadOnlyCollection<string> Folders(ModuleDefinition module) =>
        [.. module.Types.Select(type => FolderOf(module, type)).OfType<string>().Distinct().Order(StringComparer.Ordinal)];

    /// <summary>One arrow for each pair of folders, sorted.</summary>
    public static IReadOnlyList<Arrow> Arrows(ModuleDefinition module)
    {
        var arrows = new Dictionary<(string From, string To), Arrow>();
        foreach (var type in module.Types)
        {
            if (FolderOf(module, type) is not { } from)
            {
                continue;
            }

            foreach (var used in WithNested(type).SelectMany(Uses).SelectMany(Parts))
            {
                if (used.Scope == module && FolderOf(module, Outermost(used)) is { } to && to != from)
                {
                    arrows.TryAdd((from, to), new(from, to, $"{type.Name} uses {Outermost(used).Name}"));
                }
            }
        }

        return [.. arrows.Values.OrderBy(arrow => arrow.From, StringComparer.Ordinal).ThenBy(arrow => arrow.To, StringComparer.Ordinal)];
    }

    /// <summary>The outermost types in a type, by full name: of an array its element, of a generic one its arguments too.</summary>
    public static IEnumerable<string> Names(TypeReference type) => Parts(type).Select(part => Outermost(part).FullName);

    /// <summary>What somebody outside of the room sees of a type: bases, interfaces, and what stands in its open members.</summary>
    public static IEnumerable<TypeReference> Signatures(TypeDefinition type) => Surface(type).OfType<TypeReference>();

    private static IEnumerable<TypeReference?> Surface(TypeDefinition type) =>
    [
        type.BaseType,
        .. type.Interfaces.Select(one => one.InterfaceType),
        .. type.GenericParameters.SelectMany(Constraints),
        .. type.Fields.Where(field => field.IsPublic || field.IsFamily).Select(field => field.FieldType),
        .. type.Methods.Where(method => method.IsPublic || method.IsFamily).SelectMany(method => Signature(method).Concat(method.GenericParameters.SelectMany(Constraints))),
        .. type.NestedTypes.Where(nested => nested.IsNestedPublic).SelectMany(Surface),
    ];

    /// <summary>Null for what compilers and generators put beside the folders.</summary>
    private static string? FolderOf(ModuleDefinition module, TypeReference type)
    {
        var room = Path.GetFileNameWithoutExtension(module.Name);
        return type.Namespace == room || type.Name == "Program" ? Roof
            : type.Namespace.StartsWith(room + ".", StringComparison.Ordinal) ? type.Namespace[(room.Length + 1)..].Replace('.', '/')
            : null;
    }

    private static IEnumerable<TypeDefinition> WithNested(TypeDefinition type) => type.NestedTypes.SelectMany(WithNested).Prepend(type);

    private static TypeReference Outermost(TypeReference type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    /// <summary>The plain types in a type: of an array its element, of a generic one its arguments.</summary>
    private static IEnumerable<TypeReference> Parts(TypeReference? type) => type switch
    {
        null or GenericParameter => [],
        GenericInstanceType generic => generic.GenericArguments.SelectMany(Parts).Concat(Parts(generic.ElementType)),
        TypeSpecification outer => Parts(outer.ElementType),
        _ => [type],
    };

    private static IEnumerable<TypeReference?> Uses(TypeDefinition type) =>
    [
        type.BaseType,
        .. type.Interfaces.Select(one => one.InterfaceType),
        .. type.GenericParameters.SelectMany(Constraints),
        .. Attributes(type),
        .. type.Fields.SelectMany(field => Attributes(field).Append(field.FieldType)),
        .. type.Properties.SelectMany(property => Attributes(property).Append(property.PropertyType)),
        .. type.Events.Select(one => one.EventType),
        .. type.Methods.SelectMany(Uses),
    ];

    private static IEnumerable<TypeReference?> Uses(MethodDefinition method) =>
    [
        .. Attributes(method),
        .. method.GenericParameters.SelectMany(Constraints),
        .. method.Parameters.SelectMany(Attributes),
        .. Signature(method),
        .. method.HasBody ? Uses(method.Body) : [],
    ];

    private static IEnumerable<TypeReference?> Uses(MethodBody body) =>
    [
        .. body.Variables.Select(variable => variable.VariableType),
        .. body.ExceptionHandlers.Select(handler => handler.CatchType),
        .. body.Instructions.SelectMany(instruction => instruction.Operand switch
        {
            TypeReference type => [type],
            MethodReference method => Signature(method),
            FieldReference field => [field.DeclaringType, field.FieldType],
            _ => Enumerable.Empty<TypeReference?>(),
        }),
    ];

    private static IEnumerable<TypeReference?> Signature(MethodReference method) =>
    [
        method.DeclaringType,
        method.ReturnType,
        .. method.Parameters.Select(parameter => parameter.ParameterType),
        .. method is GenericInstanceMethod generic ? generic.GenericArguments : [],
    ];

    private static IEnumerable<TypeReference?> Constraints(GenericParameter parameter) => parameter.Constraints.Select(constraint => constraint.ConstraintType);

    private static IEnumerable<TypeReference?> Attributes(ICustomAttributeProvider provider) => provider.CustomAttributes.Select(attribute => attribute.AttributeType);
}
