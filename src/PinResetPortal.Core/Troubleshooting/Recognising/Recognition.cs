namespace PinResetPortal.Core.Troubleshooting.Recognising;

public enum RecognisedKind
{
    Code,
    Message,
    Dsregcmd,
}

/// <summary>Something in the text that the guide knows.</summary>
/// <param name="Value">A code in its one form, the title of a message, or <c>Field : Value</c> of dsregcmd.</param>
/// <param name="EntryId">The guide's entry; null for the bare fact that there is an output of dsregcmd.</param>
public sealed record RecognisedItem(RecognisedKind Kind, string Value, string? EntryId);

/// <summary>A code that looks like one and that the guide does not know.</summary>
/// <param name="Advice">What can be tried.</param>
/// <param name="LookUp">Microsoft's page for this code, where there is one.</param>
public sealed record UnknownCode(string Value, string Advice, Uri? LookUp);

/// <summary>An id by which Microsoft or an administrator finds the same sign-in again.</summary>
/// <param name="Kind"><c>correlation</c>, <c>request</c>, <c>trace</c> or <c>activity</c>.</param>
public sealed record FoundId(string Kind, Guid Value);

/// <summary>What was found in a text.</summary>
/// <param name="Apps">Application ids that the text names as such, the two of PIN reset above all.</param>
/// <param name="Times">Times as they were written, in order, the first few.</param>
public sealed record Recognition(
    IReadOnlyList<RecognisedItem> Items,
    IReadOnlyList<UnknownCode> Unknown,
    IReadOnlyList<FoundId> Ids,
    IReadOnlyList<Guid> Apps,
    IReadOnlyList<string> Times);
