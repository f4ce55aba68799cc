namespace PinResetPortal.Store.Schema;

/// <summary>
/// Makes a destination of each way that the settings of an earlier version named, with its secrets as they were encrypted, and routes of the
/// kinds that were switched on. What still waited to be sent then is told no more.
/// </summary>
/// <param name="newId">SQL of an id that nobody has.</param>
/// <param name="text">SQL of the text at a path of the settings; null when there is none.</param>
/// <param name="flag">SQL of a condition: whether a path of the settings is true.</param>
/// <param name="quoted">SQL of a text as JSON writes it.</param>
internal sealed class DestinationsCarriedOver(string newId, Func<string[], string> text, Func<string[], string> flag, Func<string, string> quoted)
{
    public static readonly DestinationsCarriedOver Sqlite = new(
        """
        upper(substr(hex(randomblob(4)), 1, 8) || '-' || substr(hex(randomblob(2)), 1, 4) || '-4' || substr(hex(randomblob(2)), 2, 3) || '-A' || substr(hex(randomblob(2)), 2, 3) || '-' || hex(randomblob(6)))
        """,
        path => $"json_extract(\"Json\", '$.{string.Join('.', path)}')",
        path => $"json_extract(\"Json\", '$.{string.Join('.', path)}') = 1",
        value => $"json_quote({value})");

    public static readonly DestinationsCarriedOver PostgreSql = new(
        "gen_random_uuid()",
        path => $"(\"Json\"::json #>> '{{{string.Join(',', path)}}}')",
        path => $"(\"Json\"::json #>> '{{{string.Join(',', path)}}}') = 'true'",
        value => $"to_json(({value})::text)::text");

    public IEnumerable<string> Statements()
    {
        yield return Insert("Webhook", "webhook", text(["webhook", "url"]), [("url", ["webhook", "url"])], [("secret", ["webhook", "protectedSecret"])]);
        yield return Insert("Teams", "teams", text(["teams", "protectedUrl"]), [], [("url", ["teams", "protectedUrl"])]);
        yield return Insert(
            "Mail",
            "mail",
            text(["mail", "host"]),
            [("host", ["mail", "host"]), ("port", ["mail", "port"]), ("user", ["mail", "user"]), ("from", ["mail", "from"]), ("to", ["mail", "to"])],
            [("password", ["mail", "protectedPassword"])]);
        yield return """
            DELETE FROM "Settings" WHERE "Key" = 'notifications';
            """;

        // Verdicts are told as stages now: the first look takes note of them.
        yield return """
            DELETE FROM "NotificationsTold" WHERE "Subject" LIKE 'verdict/%';
            """;
    }

    private string Insert(string name, string channel, string present, (string Field, string[] Path)[] values, (string Field, string[] Path)[] secrets)
    {
        var kinds = new[]
        {
            ("onVerdictChange", "\"StageChanged\",\"TenantUnread\""), ("onRelationship", "\"RelationshipChanged\""), ("onFailedScan", "\"ScanFinished\""), ("onRollout", "\"RolloutFinished\""),
        };
        var route = string.Join(" || ", kinds.Select(kind => $"CASE WHEN {Wanted(kind.Item1)} THEN ',{kind.Item2}' ELSE '' END"));
        var any = string.Join(" OR ", kinds.Select(kind => Wanted(kind.Item1)));
        var paused = $"CASE WHEN {text(["mutedUntil"])} IS NULL THEN '' ELSE ',\"pausedUntil\":' || {quoted(text(["mutedUntil"]))} END";
        return $$"""
            INSERT INTO "Destinations" ("Id", "HomeTenantId", "Name", "Channel", "Enabled", "Document", "Revision", "ChangedAt", "ChangedBy")
            SELECT {{newId}}, "HomeTenantId", '{{name}}', '{{channel}}', COALESCE(({{flag([channel, "enabled"])}}) AND ({{any}}), FALSE),
                '{"values":{' || {{Members(values)}} || '},"secrets":{' || {{Members(secrets)}} || '},"route":{"kinds":[' || substr({{route}}, 2) || ']}' || {{paused}} || '}',
                1, "ChangedAt", "ChangedBy"
            FROM "Settings" WHERE "Key" = 'notifications' AND {{present}} IS NOT NULL AND {{present}} <> '';
            """;
    }

    /// <summary>What an earlier version did not know yet was on.</summary>
    private string Wanted(string name) => $"({text([name])} IS NULL OR {flag([name])})";

    /// <summary>The members of a JSON object that are not null.</summary>
    private string Members((string Field, string[] Path)[] members) => members.Length == 0 ? "''" :
        $"substr({string.Join(" || ", members.Select(one => $"CASE WHEN {text(one.Path)} IS NULL THEN '' ELSE ',\"{one.Field}\":' || {quoted($"CAST({text(one.Path)} AS TEXT)")} END"))}, 2)";
}
