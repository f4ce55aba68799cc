using PinResetPortal.Core.Facts;

namespace PinResetPortal.Core.People;

/// <summary>Takes down what the parts of the judgement find, in their order.</summary>
internal sealed class PersonLedger
{
    private readonly List<PersonCause> _causes = [];
    private readonly List<PersonUnknown> _unknowns = [];
    private readonly List<string> _notes = [];

    public IReadOnlyList<PersonCause> Causes => _causes;

    public IReadOnlyList<PersonUnknown> Unknowns => _unknowns;

    public IReadOnlyList<string> Notes => _notes;

    public PersonVerdict Verdict => _causes.Count > 0 ? PersonVerdict.CannotReset : _unknowns.Any(unknown => unknown.Decides) ? PersonVerdict.Unknown : PersonVerdict.CanReset;

    /// <summary>Whether one of these causes was found.</summary>
    public bool Has(params ReadOnlySpan<string> ids)
    {
        foreach (var id in ids)
        {
            if (_causes.Exists(cause => cause.Id == id))
            {
                return true;
            }
        }

        return false;
    }

    public void Cause(PersonCause cause) => _causes.Add(cause);

    public void Unknown(string id, string subject, UnreadableReason reason, bool decides = true, string? check = null) => _unknowns.Add(new(id, subject, reason, decides, check));

    public void Note(string sentence) => _notes.Add(sentence);
}
