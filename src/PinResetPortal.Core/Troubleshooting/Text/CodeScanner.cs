using System.Globalization;

namespace PinResetPortal.Core.Troubleshooting.Text;

/// <summary>Codes that stand in a text, each in its one form.</summary>
/// <param name="Codes">Known ones, in the order in which they occur.</param>
/// <param name="Unknown">Ones that have the form of a code; at most <see cref="CodeScanner.MostUnknown"/>.</param>
internal sealed record ScannedCodes(IReadOnlyList<string> Codes, IReadOnlyList<string> Unknown);

/// <summary>
/// Finds codes: <c>AADSTS65001</c> with or without its letters, <c>CAA20004</c> and <c>0xCAA20004</c>, an HRESULT in hex or as the
/// signed or unsigned decimal that event logs and scripts print, and event ids. One pass by hand: no pattern that could run away.
/// </summary>
internal sealed class CodeScanner
{
    /// <summary>More unknown codes than these help nobody.</summary>
    public const int MostUnknown = 20;

    private const string Aadsts = "AADSTS";

    private readonly string _text;
    private readonly Func<string, bool> _isKnown;
    private readonly SignInNumbers _numbers;
    private readonly EventNumbers _events;
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly List<string> _codes = [];
    private readonly List<string> _unknown = [];

    private CodeScanner(string text, Func<string, bool> isKnown) => (_text, _isKnown, _numbers, _events) = (text, isKnown, new(text), new(text));

    /// <param name="text">Cleaned text.</param>
    /// <param name="isKnown">Whether the guide has an entry for a code.</param>
    public static ScannedCodes Scan(string text, Func<string, bool> isKnown)
    {
        var scanner = new CodeScanner(text, isKnown);
        scanner.Run();
        return new(scanner._codes.Count > 0 ? scanner._codes : MisreadCodes.Find(text, isKnown), scanner._unknown);
    }

    private void Run()
    {
        for (var at = 0; at < _text.Length;)
        {
            if (!char.IsAsciiLetterOrDigit(_text[at]))
            {
                at++;
                continue;
            }

            var end = at;
            while (end < _text.Length && char.IsAsciiLetterOrDigit(_text[end]))
            {
                end++;
            }

            Token(at, end);
            at = end;
        }
    }

    private void Token(int at, int end)
    {
        var token = _text.AsSpan(at, end - at);
        for (var found = token.IndexOf(Aadsts, StringComparison.OrdinalIgnoreCase); found >= 0;)
        {
            SignInCode(at + found + Aadsts.Length);
            var next = token[(found + Aadsts.Length)..].IndexOf(Aadsts, StringComparison.OrdinalIgnoreCase);
            found = next < 0 ? -1 : found + Aadsts.Length + next;
        }

        if (token.Length > 18 || token.StartsWith(Aadsts, StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        if (token.IndexOfAnyExceptInRange('0', '9') < 0)
        {
            Digits(token, at, end);
        }
        else if (token is ['0', 'x' or 'X', .. var hex])
        {
            Hex(hex);
        }
        else if (token.Length == 8 && !IsPartOfGuid(at, end))
        {
            Bare(token);
        }
        else if (token.Equals("CAA", StringComparison.OrdinalIgnoreCase))
        {
            Split(end);
        }
    }

    /// <summary>The number behind the letters, also after a blank or colon, also with the O and l of a misread screenshot.</summary>
    private void SignInCode(int at)
    {
        for (var skipped = 0; skipped < 3 && at < _text.Length && _text[at] is ' ' or ':' or '-' or '#' or '_'; skipped++)
        {
            at++;
        }

        Span<char> exact = stackalloc char[9];
        Span<char> lenient = stackalloc char[9];
        var (exactLength, lenientLength) = (0, 0);
        var onlyDigits = true;
        for (; at < _text.Length && lenientLength < 9; at++)
        {
            var digit = AsDigit(_text[at]);
            if (digit is null)
            {
                break;
            }

            onlyDigits &= char.IsAsciiDigit(_text[at]);
            lenient[lenientLength++] = digit.Value;
            if (onlyDigits)
            {
                exact[exactLength++] = digit.Value;
            }
        }

        var (plain, guessed) = ($"{Aadsts}{exact[..exactLength]}", $"{Aadsts}{lenient[..lenientLength]}");
        if (lenientLength > exactLength && !_isKnown(plain) && _isKnown(guessed))
        {
            Add(guessed, isCode: true);
        }
        else if (exactLength >= 4)
        {
            Add(plain, isCode: true);
        }
    }

    private void Digits(ReadOnlySpan<char> token, int at, int end)
    {
        if (token.Length > 10 || !long.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return;
        }

        var isNegative = at > 0 && _text[at - 1] == '-' && (at < 2 || !char.IsAsciiLetterOrDigit(_text[at - 2]));
        if (isNegative && number is > 0 and <= 0x8000_0000L)
        {
            Windows((uint)-number, isWritten: false);
        }
        else if (number is >= 0x8000_0000L and <= uint.MaxValue)
        {
            Windows((uint)number, isWritten: false);
        }

        if (token.Length == 8 && !IsPartOfGuid(at, end))
        {
            Bare(token);
        }

        if (token.Length is >= 4 and <= 9)
        {
            var code = $"{Aadsts}{token}";
            if (!IsPartOfGuid(at, end) && _numbers.IsLabelled(at))
            {
                Add(code, isCode: number >= 10_000);
            }
            else if (token.Length >= 5 && _isKnown(code) && _numbers.MayBe(at, end))
            {
                Add(code, isCode: true);
            }
        }

        if (token.Length is 3 or 4 && _events.MayBe(at, end))
        {
            Add($"Event {token}", isCode: false);
        }
    }

    private void Hex(ReadOnlySpan<char> hex)
    {
        // A 64-bit number is the same code with its sign spread out.
        var digits = hex.Length == 16 && hex.StartsWith("ffffffff", StringComparison.OrdinalIgnoreCase) ? hex[8..] : hex;
        if (digits.Length == 8 && uint.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number))
        {
            Windows(number, isWritten: true);
        }
    }

    private void Bare(ReadOnlySpan<char> token)
    {
        Span<char> lenient = stackalloc char[8];
        token.CopyTo(lenient);
        if (token.StartsWith("CAA", StringComparison.OrdinalIgnoreCase))
        {
            for (var index = 3; index < 8; index++)
            {
                lenient[index] = AsDigit(token[index]) ?? token[index];
            }

            if (!char.IsAsciiDigit(lenient[3]) && lenient[4..].IndexOfAnyExceptInRange('0', '9') >= 0)
            {
                return;
            }
        }

        if (uint.TryParse(lenient, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number))
        {
            Windows(number, isWritten: false);
        }
    }

    /// <summary>"CAA 20004".</summary>
    private void Split(int end)
    {
        if (end + 6 <= _text.Length && _text[end] is ' ' or '-' or ':' && (end + 6 == _text.Length || !char.IsAsciiLetterOrDigit(_text[end + 6]))
            && uint.TryParse(_text.AsSpan(end + 1, 5), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number))
        {
            Windows(0xCAA0_0000 | number, isWritten: false);
        }
    }

    /// <param name="isWritten">It stands there as 0x…: then it is a code even if nobody knows it.</param>
    private void Windows(uint number, bool isWritten)
    {
        // The lock screen shows an NTSTATUS as an HRESULT, with one more bit: 0xD000006D is 0xC000006D.
        if (number >> 28 == 0xD && _isKnown($"0x{number & ~0x1000_0000u:X8}"))
        {
            number &= ~0x1000_0000u;
        }

        number = AsHresult(number);
        var code = number >> 20 == 0xCAA ? $"{number:X8}" : $"0x{number:X8}";
        var isOfSignIn = number >> 20 == 0xCAA || number >> 16 is 0x801C or 0x8009;
        Add(code, isCode: isOfSignIn || (isWritten && (number >> 28 is 0x8 or 0xC or 0xD || number >> 20 == 0x4AA)));
    }

    /// <summary>The TPM's errors as NTSTATUS have the numbers of their HRESULTs: 0xC0290803 is 0x80280803, 0xC0292008 is 0x80290408 (ntstatus.h, winerror.h).</summary>
    private static uint AsHresult(uint number) => number switch
    {
        >= 0xC029_0000 and <= 0xC029_0FFF => 0x8028_0000 | (number & 0xFFF),
        >= 0xC029_2000 and <= 0xC029_2FFF => 0x8029_0400 | (number & 0xFFF),
        _ => number,
    };

    private void Add(string code, bool isCode)
    {
        var isKnown = _isKnown(code);
        if ((!isKnown && (!isCode || _unknown.Count == MostUnknown)) || !_seen.Add(code))
        {
            return;
        }

        (isKnown ? _codes : _unknown).Add(code);
    }

    private bool IsPartOfGuid(int at, int end) => (at > 0 && _text[at - 1] == '-') || (end < _text.Length && _text[end] == '-');

    /// <summary>A digit, also one that text recognition took for a letter.</summary>
    internal static char? AsDigit(char character) => character switch
    {
        >= '0' and <= '9' => character,
        'O' or 'o' => '0',
        'l' or 'I' => '1',
        _ => null,
    };
}
