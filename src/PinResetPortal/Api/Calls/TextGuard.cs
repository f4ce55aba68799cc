using System.Net;
using System.Text;
using System.Text.Json;

namespace PinResetPortal.Api.Calls;

/// <summary>
/// Refuses what is no text before anything reads it: halves of surrogate pairs, NUL, noncharacters (https://www.unicode.org/versions/latest/core-spec/chapter-23/)
/// and bytes that are not UTF-8, in the address and in the body. No database and no part of Graph takes them, and each would say so in its own way.
/// </summary>
internal sealed class TextGuard(RequestDelegate next)
{
    private const string NoText = "a character that is no text: NUL, one half of a surrogate pair, a noncharacter, or bytes that are not UTF-8. Take it out and send the request again.";

    /// <summary>More than the largest body: nothing that was sent is written to a disk, which may not be writable either.</summary>
    private const int KeptInMemory = 8 * 1024 * 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public async Task InvokeAsync(HttpContext context)
    {
        var isForPrograms = SignIn.TokenPaths.Cover(context.Request.Path);
        if (!IsText(context.Request.Path.Value) || !IsText(Unescaped(context.Request.QueryString.Value)))
        {
            await RefuseAsync(context, isForPrograms, $"The address holds {NoText}");
        }
        else if (isForPrograms && context.Request.HasJsonContentType() && !await HoldsTextAsync(context.Request, context.RequestAborted))
        {
            await RefuseAsync(context, isForPrograms, $"The body holds {NoText}");
        }
        else
        {
            await next(context);
        }
    }

    /// <returns>True also for what is no JSON or too long: the endpoint says that better.</returns>
    private static async Task<bool> HoldsTextAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        request.EnableBuffering(KeptInMemory);
        using var body = new MemoryStream();
        try
        {
            await request.Body.CopyToAsync(body, cancellationToken);
        }
        catch (BadHttpRequestException)
        {
            return true;
        }
        finally
        {
            request.Body.Position = 0;
        }

        return HoldsText(body.GetBuffer().AsSpan(0, (int)body.Length));
    }

    internal static bool HoldsText(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && !IsText(reader.GetString()))
                {
                    return false;
                }
            }

            return true;
        }
        catch (InvalidOperationException)
        {
            // The reader's word for a string that cannot be decoded.
            return false;
        }
        catch (JsonException)
        {
            return true;
        }
    }

    internal static bool IsText(string? text)
    {
        if (text is null)
        {
            return false;
        }

        for (var at = 0; at < text.Length; at++)
        {
            if (!Rune.TryGetRuneAt(text, at, out var rune) || rune.Value == 0 || IsNoncharacter(rune.Value))
            {
                return false;
            }

            at += rune.Utf16SequenceLength - 1;
        }

        return true;
    }

    /// <summary>The last two of each plane, and 32 in the middle of the first.</summary>
    private static bool IsNoncharacter(int value) => (value & 0xFFFE) == 0xFFFE || value is >= 0xFDD0 and <= 0xFDEF;

    /// <returns>Null: not UTF-8.</returns>
    private static string? Unescaped(string? query)
    {
        if (!Ascii.IsValid(query ??= ""))
        {
            return null;
        }

        var escaped = Encoding.ASCII.GetBytes(query);
        try
        {
            return Strict.GetString(WebUtility.UrlDecodeToBytes(escaped, 0, escaped.Length));
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static async Task RefuseAsync(HttpContext context, bool isForPrograms, string why)
    {
        if (isForPrograms)
        {
            await Problems.BadRequest(context, why).ExecuteAsync(context);
            return;
        }

        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        await context.Response.WriteAsync(why, context.RequestAborted);
    }
}
