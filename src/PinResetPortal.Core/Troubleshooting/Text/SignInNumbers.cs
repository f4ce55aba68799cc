using PinResetPortal.Core.Field;

namespace PinResetPortal.Core.Troubleshooting.Text;

/// <summary>Where a bare number is a code of the sign-in service: <c>errorCode: 65001</c>, "error 65001", a column of an exported log.</summary>
internal sealed class SignInNumbers(string text)
{
    /// <summary>Behind these a number is a code even when nobody knows it.</summary>
    private static readonly string[] Labels = ["errorcode", "errorcodes", "errornumber", "resulttype"];

    /// <summary>Behind these it is one when the guide knows it.</summary>
    private static readonly string[] Words = ["error", "fehler", "fehlercode", "erreur", "errore", "fout", "foutcode", "fejl", "aadsts"];

    /// <summary>A text with one of these is about sign-ins: then a known number in it is a code, wherever it stands.</summary>
    private static readonly string[] Logs = ["ResultType", "SigninLogs", "Sign-in error", "Microsoft Pin Reset", KnownApps.PinResetClientAppId, KnownApps.PinResetServiceAppId];

    private readonly bool _isLog = Logs.Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase));

    private readonly int _length = text.AsSpan().Trim().Length;

    public bool IsLabelled(int at) => EndsWithOneOf(LettersBefore(text, at, 40), Labels);

    /// <param name="end">Behind the last digit.</param>
    public bool MayBe(int at, int end) =>
        _length == end - at || (!IsPartOfNumber(at, end) && (_isLog || EndsWithOneOf(LettersBefore(text, at, 14), Words)));

    /// <summary>The letters of the characters before a place, in lower case.</summary>
    public static string LettersBefore(string text, int at, int characters)
    {
        Span<char> letters = stackalloc char[40];
        var count = 0;
        foreach (var character in text.AsSpan(Math.Max(0, at - characters), Math.Min(at, characters)))
        {
            if (char.IsAsciiLetter(character))
            {
                letters[count++] = char.ToLowerInvariant(character);
            }
        }

        return new string(letters[..count]);
    }

    private static bool EndsWithOneOf(string letters, string[] words) => words.Any(word => letters.EndsWith(word, StringComparison.Ordinal));

    /// <summary>A part of a version, a time, a date, an amount or an id.</summary>
    private bool IsPartOfNumber(int at, int end) =>
        (at > 1 && text[at - 1] is '.' or ':' or '/' or '-' or '+' && char.IsAsciiLetterOrDigit(text[at - 2]))
        || (end + 1 < text.Length && text[end] is '.' or ':' or '/' or '-' && char.IsAsciiLetterOrDigit(text[end + 1]));
}
