using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Findings;

namespace PinResetPortal.Core.Troubleshooting.Guide;

/// <summary>What kind of sign an entry is about; one data file each.</summary>
public enum GuideFamily
{
    /// <summary>Codes of the Entra sign-in service.</summary>
    Aadsts,

    /// <summary>Codes of the web account manager of Windows.</summary>
    Caa,

    /// <summary>Codes of Windows: HRESULT and NTSTATUS.</summary>
    Hresult,

    /// <summary>Sentences that Windows or a browser shows.</summary>
    Messages,

    /// <summary>What people describe in their own words.</summary>
    Symptoms,

    /// <summary>Values in the output of <c>dsregcmd /status</c>.</summary>
    Dsregcmd,

    /// <summary>Events of Windows Hello for Business and of device registration.</summary>
    Events,

    /// <summary>What the signs above point to.</summary>
    Causes,
}

/// <summary>One entry of the guide. Its page is <c>/guide/{id}</c>.</summary>
/// <param name="Id">Permanent, kebab-case.</param>
/// <param name="Codes">Codes that stand for it, in the form in which the recogniser writes them: <c>AADSTS65001</c>, <c>CAA20004</c>, <c>0x801C044D</c>, <c>Event 3060</c>.</param>
/// <param name="Phrases">Words that stand for it, compared without regard to case, punctuation and line breaks.</param>
/// <param name="Fields">Fields of dsregcmd that must all have the given value; a star at the end stands for any rest, an empty value for an empty field.</param>
/// <param name="Unless">Fields of dsregcmd with one of whose values the sign is normal or has another reason: then it is none.</param>
/// <param name="Explains">It explains a value that has nothing to do with the reset: it is named and linked, and never a cause.</param>
/// <param name="Interrupt">A step of a normal sign-in (a question, a second factor): no failure when a success follows.</param>
/// <param name="Generic">It says little by itself: a more exact sign in the same text goes first.</param>
/// <param name="App">For a cause: the application id that it is about.</param>
/// <param name="ConsentPage">For a cause with an application: its next step is the documented consent page of that application.</param>
/// <param name="Meaning">What the sign means.</param>
/// <param name="Indicates">What it says about PIN reset.</param>
/// <param name="Causes">Ids of the causes it points to, the likeliest first. Empty: the entry is its own cause.</param>
/// <param name="ConfirmedBy">Checks that confirm it when they are broken.</param>
/// <param name="ConfirmedWhen">Findings that confirm it by what they found, whatever their status, once a sign-in ended with a sign of it.</param>
/// <param name="OnlyWhenShown">Worth a word only where the tenant's findings show it.</param>
/// <param name="RuledOutBy">Checks that rule it out when all of them are healthy and weigh as much as the sign that speaks for it.</param>
/// <param name="RuledOutByFields">Fields of dsregcmd that rule it out when they have one of the values.</param>
/// <param name="NotVisible">Why no check can tell, where none can.</param>
/// <param name="Who">Who can take the next step.</param>
/// <param name="Sources">Where this comes from (https).</param>
public sealed record GuideEntry(
    GuideFamily Family,
    string Id,
    string Title,
    IReadOnlyList<string> Codes,
    IReadOnlyList<string> Phrases,
    IReadOnlyDictionary<string, string> Fields,
    IReadOnlyDictionary<string, string> Unless,
    bool Explains,
    bool Interrupt,
    bool Generic,
    string? App,
    bool ConsentPage,
    string Meaning,
    string Indicates,
    IReadOnlyList<string> Causes,
    IReadOnlyList<string> ConfirmedBy,
    IReadOnlyDictionary<string, IReadOnlyList<FindingCause>> ConfirmedWhen,
    bool OnlyWhenShown,
    IReadOnlyList<string> RuledOutBy,
    IReadOnlyDictionary<string, IReadOnlyList<string>> RuledOutByFields,
    string? NotVisible,
    string NextStep,
    string Who,
    IReadOnlyList<Uri> Sources)
{
    private static readonly Dictionary<string, string> NoFields = [];

    /// <summary>The checks that say something about it.</summary>
    public IEnumerable<string> Checks => ConfirmedBy.Concat(ConfirmedWhen.Keys).Concat(RuledOutBy).Distinct(StringComparer.Ordinal);

    /// <summary>The cause that a check brings along.</summary>
    public static GuideEntry Of(string checkId, CheckCause cause) => new(
        GuideFamily.Causes, cause.Id, cause.Title, [], [], NoFields, NoFields, Explains: false, Interrupt: false, Generic: false, App: null, ConsentPage: false,
        cause.Meaning, cause.Indicates, [], [checkId], new Dictionary<string, IReadOnlyList<FindingCause>>(), OnlyWhenShown: false, [checkId],
        new Dictionary<string, IReadOnlyList<string>>(), NotVisible: null, cause.NextStep, cause.Who, cause.Sources);

    /// <summary>Where the entry is shown.</summary>
    public string Address => $"/guide/{Id}";
}
