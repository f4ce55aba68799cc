using System.Text.Json;

namespace PinResetPortal.Graph.Batching;

/// <summary>One read inside a $batch: a GET, or a POST that only reads (Intune's report actions) or may be repeated without harm.</summary>
/// <param name="Key">Names the item for the reader that asked.</param>
/// <param name="Path">Behind the version, with leading slash and query.</param>
/// <param name="Eventual">Adds <c>ConsistencyLevel: eventual</c>, which $search and $count need (https://learn.microsoft.com/graph/aad-advanced-queries).</param>
/// <param name="FollowsPages">Reads the further pages of a list, too.</param>
/// <param name="ReportBody">JSON of a report action; null for a GET.</param>
/// <param name="IsAction">A POST without a body, which may be sent twice.</param>
internal sealed record BatchItem(string Key, string Path, bool Eventual = false, bool FollowsPages = true, string? ReportBody = null, bool IsAction = false);

/// <summary>How one item ended, after retries and with all its pages. What the bodies say only a row of the table of reads can tell.</summary>
/// <param name="Status">Of the page that failed, else of the first; <see cref="Garbled"/> when nothing that could be read came back.</param>
/// <param name="Bodies">The pages, in order; for a failed item the error body, if any.</param>
/// <param name="Truncated">There were more pages than are followed.</param>
/// <param name="ThrottledUntil">For 429 with a Retry-After: when Graph wants to be asked again.</param>
internal sealed record BatchAnswer(int Status, IReadOnlyList<JsonElement> Bodies, string? RequestId, bool Truncated = false, DateTimeOffset? ThrottledUntil = null)
{
    /// <summary>In place of a status: the batch came back as something else than a batch, or without the item.</summary>
    public const int Garbled = 0;

    public bool Succeeded => Status is >= 200 and < 300 && !Truncated;

    public JsonElement? Body => Bodies.Count == 0 ? null : Bodies[0];

    /// <summary>Graph itself says that it does not know the object; a 404 without Graph's error is somebody else's.</summary>
    public bool SaysAbsent => Status == 404 && ErrorBody.Of(Body).Code is not null;
}
