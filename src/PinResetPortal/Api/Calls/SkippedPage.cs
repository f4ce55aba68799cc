namespace PinResetPortal.Api.Calls;

/// <summary>A page that the database cuts out of a list whose entries do not change: by how many to leave out and how many to take.</summary>
internal sealed class SkippedPage
{
    private const int UsualTake = 100;

    private readonly ListPage _page;

    private SkippedPage(ListPage page, int skip, int take) => (_page, Skip, Take) = (page, skip, take);

    public int Skip { get; }

    /// <summary>Read one more than this: it tells whether more follow.</summary>
    public int Take { get; }

    /// <param name="take">The first name of <paramref name="limit"/>.</param>
    /// <returns>Null when it cannot be read; the problem is in <paramref name="query"/> then.</returns>
    public static SkippedPage? Read(HttpContext context, QueryReading query, string? skip, string? limit, string? take)
    {
        var (from, most) = (query.Number(skip, 0, int.MaxValue) ?? 0, query.Number(limit, 1, ListPage.HighestLimit) ?? query.Number(take, 1, ListPage.HighestLimit) ?? UsualTake);
        return ListPage.Read(context, query) is { } page ? new(page, from, most) : null;
    }

    public IResult Answer<T, TShape>(IReadOnlyList<T> entries, Func<T, TShape> shape) => _page.AnswerSkipped([.. entries.Select(shape)], Skip, Take);
}
