using System.Text.Json;
using System.Text.Json.Nodes;

namespace PinResetPortal.Emulator.Graph.OData;

/// <summary>Which properties may be named in a query, and what may be asked of them.</summary>
internal static class PropertyRules
{
    private static readonly IReadOnlySet<string> Booleans = EntityType.Names("accountEnabled appRoleAssignmentRequired securityEnabled mailEnabled isAssigned isDefault isVerified isInitial isAdminManaged isEncrypted pinRecoveryEnabled");

    /// <summary>The properties that a directory object can be filtered by with endsWith (https://learn.microsoft.com/graph/aad-advanced-queries).</summary>
    private static readonly IReadOnlySet<string> EndsWith = EntityType.Names("mail otherMails proxyAddresses userPrincipalName");

    /// <summary>A property is known when it is documented or when a stored object carries it.</summary>
    public static bool Exists(string name, EntityType type, string version, IEnumerable<JsonObject> stored)
    {
        if (version == "v1.0" && type.BetaOnly.Contains(name))
            return false;
        return type.Properties.Contains(name)
            || type.Derived?.Invoke().Any(derived => derived.Properties.Contains(name)) == true
            || (name.Length > 0 && name[0] != '_' && !name.Contains('@', StringComparison.Ordinal) && stored.Any(o => JsonProperties.Find(o, name) is not null));
    }

    public static void Require(string name, EntityType type, string version, IEnumerable<JsonObject> stored, string prefix = "")
    {
        if (!Exists(name, type, version, stored))
            throw GraphRefusal.BadRequest($"{prefix}Could not find a property named '{name}' on type 'microsoft.graph.{type.Name}'.");
    }

    /// <param name="advanced">The caller sent <c>ConsistencyLevel: eventual</c> and <c>$count=true</c>.</param>
    public static void CheckFilter(FilterNode node, EntityType type, string version, IReadOnlyCollection<JsonObject> stored, bool advanced, string? variable = null)
    {
        void Check(FilterNode inner, string? innerVariable = null) => CheckFilter(inner, type, version, stored, advanced, innerVariable ?? variable);
        void Property(Operand operand)
        {
            CheckOperand(operand, type, version, stored, variable);
            if (operand is Operand.Property { IsCount: true })
                Advanced("$count");
        }

        switch (node)
        {
            case FilterNode.Or or:
                Check(or.Left);
                Check(or.Right);
                break;
            case FilterNode.And and:
                Check(and.Left);
                Check(and.Right);
                break;
            case FilterNode.Not not:
                Advanced("NOT");
                Check(not.Inner);
                break;
            case FilterNode.Compare compare:
                if (compare.Operator == "ne")
                    Advanced("ne");
                Property(compare.Left);
                Property(compare.Right);
                Types(compare.Left, compare.Right);
                break;
            case FilterNode.In @in:
                Property(@in.Left);
                break;
            case FilterNode.Text text:
                if (text.Name == "contains" && type.IsDirectoryObject)
                    throw GraphRefusal.Unsupported("Unsupported Query.");
                if (text.Name == "endswith")
                {
                    Advanced("endsWith");
                    if (type.IsDirectoryObject && text.Left is Operand.Property ending && ending.First != variable && !EndsWith.Contains(ending.First))
                        throw GraphRefusal.Unsupported("Unsupported Query.");
                }

                Property(text.Left);
                Property(text.Right);
                break;
            case FilterNode.Any any:
                if (any.IsAll && type.IsDirectoryObject)
                    throw GraphRefusal.Unsupported("Unsupported Query.");
                Property(any.Collection);
                if (any.Condition is not null)
                    Check(any.Condition, any.Variable);
                break;
            case FilterNode.Truth truth:
                Property(truth.Property);
                break;
            case FilterNode.IsOf when type.Name is not ("deviceConfiguration" or "deviceEnrollmentConfiguration"):
                throw type.IsDirectoryObject ? GraphRefusal.Unsupported("Unsupported Query.") : GraphRefusal.BadRequest("Invalid filter clause: 'isof' is not supported for this resource.");
            default:
                break;
        }

        void Advanced(string what)
        {
            if (type.IsDirectoryObject && !advanced)
                throw GraphRefusal.Unsupported($"Operator '{what}' is only supported with the ConsistencyLevel header set to eventual and $count=true.");
        }
    }

    private static void CheckOperand(Operand operand, EntityType type, string version, IReadOnlyCollection<JsonObject> stored, string? variable)
    {
        switch (operand)
        {
            case Operand.Cased when type.IsDirectoryObject:
                throw GraphRefusal.Unsupported("Unsupported Query.");
            case Operand.Cased cased:
                CheckOperand(cased.Inner, type, version, stored, variable);
                break;
            case Operand.Property property when property.First == variable || (!type.IsDirectoryObject && type.Navigations.ContainsKey(property.First)):
                break;
            case Operand.Property property:
                Require(property.First, type, version, stored, "Invalid filter clause: ");
                if (type.Filterable is { } filterable && !filterable.Contains(property.First))
                {
                    var message = $"Unsupported or invalid query filter clause specified for property '{property.First}' of resource '{type.Name}'.";
                    throw type.IsDirectoryObject ? GraphRefusal.Unsupported(message) : GraphRefusal.BadRequest(message);
                }

                break;
            default:
                break;
        }
    }

    private static void Types(Operand left, Operand right)
    {
        if (left is Operand.Property property && right is Operand.Literal { Value: { } value } && Booleans.Contains(property.Path) && value is not bool)
            throw GraphRefusal.BadRequest("Invalid filter clause: A binary operator with incompatible types was detected. Found operand types 'Edm.Boolean' and 'Edm.String' for operator kind 'Equal'.");
    }

    public static bool IsText(JsonNode? node) => node is JsonValue value && value.GetValueKind() == JsonValueKind.String;
}
