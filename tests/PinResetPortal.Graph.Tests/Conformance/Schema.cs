namespace PinResetPortal.Graph.Conformance;

/// <summary>What a JSON value may be.</summary>
internal enum ValueKind
{
    Anything,
    Text,
    Number,
    Flag,
    Object,
}

/// <summary>A property of a published type.</summary>
/// <param name="Many">A list of such values.</param>
/// <param name="Type">Name of the type of an object.</param>
/// <param name="Words">The values of an enumeration; null where any text goes.</param>
internal sealed record Member(string Name, ValueKind Kind, bool Many = false, string? Type = null, IReadOnlySet<string>? Words = null);

/// <summary>A published type; its base brings members of its own.</summary>
internal sealed record SchemaType(string Name, string? Base, IReadOnlyDictionary<string, Member> Members);

/// <summary>Published types by name, which is compared without case, as Graph's names and those of languages differ in it only.</summary>
/// <param name="name">For sentences.</param>
internal sealed class Schema(string name, Func<string, SchemaType?> find)
{
    private readonly Dictionary<string, SchemaType?> _known = new(StringComparer.OrdinalIgnoreCase);

    public string Name => name;

    public SchemaType? Find(string type)
    {
        if (!_known.TryGetValue(type, out var found))
        {
            _known[type] = found = find(type);
        }

        return found;
    }

    /// <summary>A property of the type or of a base; names of properties are compared as they are.</summary>
    public Member? MemberOf(string type, string member)
    {
        for (var at = Find(type); at is not null; at = at.Base is null ? null : Find(at.Base))
        {
            if (at.Members.TryGetValue(member, out var found))
            {
                return found;
            }
        }

        return null;
    }

    public bool IsA(string type, string wanted)
    {
        for (var at = Find(type); at is not null; at = at.Base is null ? null : Find(at.Base))
        {
            if (at.Name.Equals(wanted, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
