using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace PinResetPortal.Api.Calls;

/// <summary>
/// Which page of a list is wanted, and the answer: an array, whole or as long as ever without <c>limit</c>; with it a page, and
/// <c>Link: &lt;…&gt;; rel="next"</c> while more follow (RFC 8288). Each answer has an ETag; who sends it back as <c>If-None-Match</c>
/// gets 304 while nothing changed (RFC 9110).
/// </summary>
internal sealed class ListPage
{
    public const string LimitName = "limit";

    public const string AfterName = "after";

    public const int HighestLimit = 1000;

    private readonly HttpContext _context;

    private ListPage(HttpContext context, int? limit, string? after) => (_context, Limit, After) = (context, limit, after);

    /// <summary>Null: the list as it comes without paging.</summary>
    public int? Limit { get; }

    /// <summary>The key of the last entry of the page before; null: from the beginning.</summary>
    public string? After { get; }

    /// <returns>Null when it cannot be read; the problem is in <paramref name="query"/> then.</returns>
    public static ListPage? Read(HttpContext context, QueryReading query)
    {
        var limit = query.Number(context.Request.Query[LimitName], 1, HighestLimit, LimitName);
        var after = query.Cursor(context.Request.Query[AfterName], AfterName);
        return query.Problem is null ? new(context, limit, after) : null;
    }

    /// <summary>Cuts the page out of a list that is there as a whole.</summary>
    /// <param name="all">In the order of the list; what the page goes on from is looked up here.</param>
    /// <param name="fits">Which of them are wanted: an entry that does not fit any more still is a place to go on from.</param>
    public IResult Answer<T, TShape>(IReadOnlyList<T> all, Func<T, string> keyOf, Func<T, bool> fits, Func<T, TShape> shape) =>
        Rest(all, keyOf) is { } rest ? Answer([.. rest.Where(fits).Take(Wanted)], keyOf, shape) : Gone();

    /// <summary>Reads a list, newest first, ever deeper until the page is full.</summary>
    /// <param name="read">Reads as many of the newest entries as it is told.</param>
    /// <param name="usual">How many come without <c>limit</c>.</param>
    public async Task<IResult> AnswerNewestAsync<T, TShape>(Func<int, Task<IReadOnlyList<T>>> read, int usual, Func<T, string> keyOf, Func<T, bool> fits, Func<T, TShape> shape)
    {
        var wanted = Limit is null ? usual : Wanted;
        for (var depth = wanted; ; depth *= 4)
        {
            var entries = await read(depth);
            T[]? page = Rest(entries, keyOf) is { } rest ? [.. rest.Where(fits).Take(wanted)] : null;
            if (page?.Length == wanted || entries.Count < depth)
            {
                return page is null ? Gone() : Answer(page, keyOf, shape);
            }
        }
    }

    /// <summary>Answers a page that the database has cut; <paramref name="entries"/> holds one more than were asked for when more follow.</summary>
    public IResult AnswerSkipped<TShape>(IReadOnlyList<TShape> entries, int skip, int take)
    {
        if (entries.Count > take)
        {
            Next(("skip", $"{skip + take}"), (_context.Request.Query.ContainsKey(LimitName) ? LimitName : "take", $"{take}"));
        }

        return Tagged(entries.Take(take).ToArray());
    }

    /// <summary>One more than the page holds tells whether another follows.</summary>
    private int Wanted => Limit is { } limit ? limit + 1 : int.MaxValue;

    private IResult Answer<T, TShape>(T[] entries, Func<T, string> keyOf, Func<T, TShape> shape)
    {
        if (Limit is { } limit && entries.Length > limit)
        {
            Next((AfterName, Base64Url.EncodeToString(Encoding.UTF8.GetBytes(keyOf(entries[limit - 1])))));
            entries = entries[..limit];
        }

        return Tagged(entries.Select(shape).ToArray());
    }

    /// <returns>What comes behind <see cref="After"/>; null when that entry is not there.</returns>
    private IEnumerable<T>? Rest<T>(IReadOnlyList<T> all, Func<T, string> keyOf)
    {
        if (After is null)
        {
            return all;
        }

        var at = all.TakeWhile(entry => keyOf(entry) != After).Count();
        return at == all.Count ? null : all.Skip(at + 1);
    }

    private ProblemHttpResult Gone() => Problems.BadRequest(_context, "after names an entry that is not in this list any more. Begin again without it.");

    private void Next(params (string Name, string Value)[] changed)
    {
        var request = _context.Request;
        var kept = request.Query.Where(pair => changed.All(one => !one.Name.Equals(pair.Key, StringComparison.OrdinalIgnoreCase)))
            .SelectMany(pair => pair.Value.Select(value => KeyValuePair.Create(pair.Key, value)));
        var query = QueryString.Create(kept.Concat(changed.Select(one => KeyValuePair.Create(one.Name, (string?)one.Value))));
        _context.Response.Headers.Link = $"<{request.PathBase}{request.Path}{query}>; rel=\"next\"";
    }

    private IResult Tagged<TShape>(TShape[] entries)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(entries, _context.RequestServices.GetRequiredService<IOptions<Microsoft.AspNetCore.Http.Json.JsonOptions>>().Value.SerializerOptions);
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(json).AsSpan(0, 16))}\"");
        var headers = _context.Response.GetTypedHeaders();
        headers.ETag = tag;
        return _context.Request.GetTypedHeaders().IfNoneMatch.Any(known => known == EntityTagHeaderValue.Any || known.Compare(tag, useStrongComparison: false))
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Bytes(json, "application/json; charset=utf-8");
    }
}
