using PinResetPortal.Core.Troubleshooting.Dsregcmd;
using PinResetPortal.Core.Troubleshooting.Guide;
using PinResetPortal.Core.Troubleshooting.Text;

namespace PinResetPortal.Core.Troubleshooting.Recognising;

/// <summary>Finds everything in a pasted text that the guide knows, several things at once. Pure and linear in time.</summary>
public sealed class Recogniser(GuideCatalog guide)
{
    private readonly PhraseMatcher _phrases = new(guide.All);

    /// <param name="dsregcmd">The output of dsregcmd in the same text, if there is one.</param>
    public Recognition Recognise(PastedText text, DsregReading? dsregcmd)
    {
        var codes = CodeScanner.Scan(WithoutNormal(text.Value, dsregcmd), code => guide.FindCode(code) is not null);
        var (ids, apps) = TraceScanner.Ids(text.Value);
        return new(
            [.. codes.Codes.Select(OfCode), .. Fields(dsregcmd), .. _phrases.Find(text.Value).Select(OfPhrase)],
            [.. codes.Unknown.Select(Unknown)],
            ids,
            apps,
            TraceScanner.Times(text.Value));
    }

    /// <summary>A code inside a value that is normal for this device (<c>WamDefaultSet : ERROR (0x80070520)</c>) is no sign of its own.</summary>
    private static string WithoutNormal(string text, DsregReading? dsregcmd) => dsregcmd is null ? text : dsregcmd.Values
        .Where(value => value.Value.Contains("0x", StringComparison.OrdinalIgnoreCase) && DsregNormal.Of(dsregcmd, value) is not null)
        .Aggregate(text, (rest, value) => rest.Replace(value.Value, "", StringComparison.Ordinal));

    private RecognisedItem OfCode(string code) => new(RecognisedKind.Code, code, guide.FindCode(code)!.Id);

    private static RecognisedItem OfPhrase(GuideEntry entry) => new(RecognisedKind.Message, entry.Title, entry.Id);

    private IEnumerable<RecognisedItem> Fields(DsregReading? dsregcmd)
    {
        if (dsregcmd is null)
        {
            yield break;
        }

        yield return new(RecognisedKind.Dsregcmd, "dsregcmd /status", null);
        foreach (var entry in guide.All.Where(entry => Applies(entry, dsregcmd)))
        {
            yield return new(RecognisedKind.Dsregcmd, string.Join(", ", entry.Fields.Keys.Select(name => $"{name} : {(dsregcmd.Find(name) is { Value: { Length: > 0 } value } ? value : "(empty)")}")), entry.Id);
        }
    }

    private static bool Applies(GuideEntry entry, DsregReading dsregcmd) =>
        entry.Fields.Count > 0 && entry.Fields.All(field => dsregcmd.Has(field.Key, field.Value)) && !entry.Unless.Any(field => dsregcmd.Has(field.Key, field.Value));

    private static UnknownCode Unknown(string code) => code switch
    {
        ['A', 'A', 'D', 'S', 'T', 'S', .. var number] => new(
            code,
            "This sign-in code is not in the guide. Look it up on Microsoft's page, and open the failed sign-in in the sign-in log by its correlation id.",
            new($"https://login.microsoftonline.com/error?code={number}")),
        ['C', 'A', 'A', .. var rest] => new(
            code,
            $"This code of the web account manager is not in the guide.{Family(rest)} Open \"More details\" in the error window and paste all of it: the AADSTS code in it decides. Microsoft's table of these codes may have it.",
            new("https://learn.microsoft.com/uwp/api/windows.security.authentication.web.core.webprovidererror.errorcode")),
        ['0', 'x', '4', ..] => new(code, $"The code {code} is not in the guide. By its first digit it is a piece of information of the web account manager, not an error: look for the error beside it.", null),
        _ => new(code, $"This Windows code is not in the guide. Run certutil -error {code} on a Windows device for its text, and look at the event log at the same time.", null),
    };

    /// <summary>What the groups of Microsoft's table say of a code that is not in it; the HTTP and Internet codes have the number of the status in them.</summary>
    private static string Family(string rest) => (rest[0], Convert.ToInt32(rest[1..], 16)) switch
    {
        ('1', _) => " By its first digit it is about the request of an application.",
        ('2', _) => " By its first digit it is an answer of the sign-in server.",
        ('3', >= 300 and < 600 and var status) => $" By its first digit it is the HTTP status {status}.",
        ('5', _) => " By its first digit it is a fault of a part of Windows.",
        ('6', _) => " By its first digit the answer could not be processed.",
        ('7', _) => " By its first digit the connection failed.",
        ('8', >= 12000 and < 13000 and var error) => $" By its first digit it is the Internet error {error} of Windows.",
        ('8', _) => " By its first digit the network failed.",
        ('9', _) => " By its first digit it is about the stored sign-in or the identity provider.",
        _ => "",
    };
}
