namespace PinResetPortal.Emulator.Graph.OData;

/// <summary>The tree of a <c>$filter</c> expression.</summary>
internal abstract record FilterNode
{
    internal sealed record Or(FilterNode Left, FilterNode Right) : FilterNode;

    internal sealed record And(FilterNode Left, FilterNode Right) : FilterNode;

    internal sealed record Not(FilterNode Inner) : FilterNode;

    internal sealed record Compare(Operand Left, string Operator, Operand Right) : FilterNode;

    internal sealed record In(Operand Left, IReadOnlyList<Operand.Literal> Values) : FilterNode;

    /// <param name="Name"><c>startswith</c>, <c>endswith</c> or <c>contains</c>.</param>
    internal sealed record Text(string Name, Operand Left, Operand Right) : FilterNode;

    /// <param name="Condition">Null for <c>any()</c>: the collection is not empty.</param>
    internal sealed record Any(Operand.Property Collection, bool IsAll, string Variable, FilterNode? Condition) : FilterNode;

    internal sealed record IsOf(string TypeName) : FilterNode;

    /// <summary>A boolean property standing alone.</summary>
    internal sealed record Truth(Operand.Property Property) : FilterNode;
}

internal abstract record Operand
{
    internal sealed record Property(string Path) : Operand
    {
        public string First => Path.Split('/')[0];

        /// <summary>The number of elements of a collection.</summary>
        public bool IsCount => Path.EndsWith("/$count", StringComparison.Ordinal);
    }

    internal sealed record Literal(object? Value) : Operand;

    /// <param name="Function"><c>tolower</c> or <c>toupper</c>.</param>
    internal sealed record Cased(string Function, Operand Inner) : Operand;
}
