using System.Text;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using PinResetPortal.Store.Schema;

namespace PinResetPortal.Store.Auditing;

/// <summary>Looks whether the database's <see cref="AuditTriggers"/> are there, as they were made, and makes them again.</summary>
internal static partial class AuditGuards
{
    private const string SqliteQuery = """SELECT name AS "Name", sql AS "Definition" FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN ('AuditEntries', 'AuditHeads')""";

    /// <summary>A trigger that is switched off, or whose function does something else, is not what it was.</summary>
    private const string PostgreSqlQuery = """
        SELECT t.tgname::text AS "Name", CASE WHEN t.tgenabled IN ('O', 'A') THEN pg_get_triggerdef(t.oid, true) ELSE '' END || p.prosrc AS "Definition"
        FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
        WHERE NOT t.tgisinternal AND c.relname IN ('AuditEntries', 'AuditHeads') AND pg_table_is_visible(c.oid)
        """;

    /// <returns>Names of those that are missing or altered.</returns>
    public static async Task<IReadOnlyList<string>> MissingAsync(PortalDbContext context, CancellationToken cancellationToken)
    {
        var isPostgres = context.Database.IsNpgsql();
        var found = (await context.Database.SqlQueryRaw<Guard>(isPostgres ? PostgreSqlQuery : SqliteQuery).ToListAsync(cancellationToken))
            .Select(guard => (guard.Name, Plain(guard.Definition)))
            .ToHashSet();
        var body = isPostgres ? AuditTriggers.PostgreSqlBody : "";
        return [.. Triggers(isPostgres).Where(trigger => !found.Contains((trigger.Name, Plain(trigger.Sql + body)))).Select(trigger => trigger.Name)];
    }

    /// <summary>Makes them all again, in the transaction of the context.</summary>
    public static async Task MakeAsync(PortalDbContext context, CancellationToken cancellationToken)
    {
        var isPostgres = context.Database.IsNpgsql();
        foreach (var (name, table, _) in Triggers(isPostgres))
        {
            await RunAsync(context, isPostgres ? $"""DROP TRIGGER IF EXISTS "{name}" ON "{table}";""" : $"""DROP TRIGGER IF EXISTS "{name}";""", cancellationToken);
        }

        foreach (var statement in Statements(isPostgres))
        {
            await RunAsync(context, statement, cancellationToken);
        }
    }

    private static IReadOnlyList<string> Statements(bool isPostgres) => isPostgres ? AuditTriggers.PostgreSql : AuditTriggers.Sqlite;

    private static IEnumerable<(string Name, string Table, string Sql)> Triggers(bool isPostgres) =>
        from statement in Statements(isPostgres)
        let head = Head().Match(statement)
        where head.Success
        select (head.Groups["name"].Value, head.Groups["table"].Value, statement);

    /// <summary>Nothing of it comes from outside.</summary>
    private static Task<int> RunAsync(PortalDbContext context, string statement, CancellationToken cancellationToken) =>
        context.Database.ExecuteSqlRawAsync(statement.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal), cancellationToken);

    /// <summary>Without what a database writes in its own way: blanks, brackets, capitals, semicolons.</summary>
    private static string Plain(string sql)
    {
        var plain = new StringBuilder(sql.Length);
        foreach (var letter in sql.Where(letter => !char.IsWhiteSpace(letter) && letter is not ('(' or ')' or ';')))
        {
            plain.Append(char.ToLowerInvariant(letter));
        }

        return plain.ToString();
    }

    [GeneratedRegex("""^\s*CREATE TRIGGER "(?<name>\w+)" BEFORE .+? ON "(?<table>\w+)"$""", RegexOptions.Multiline)]
    private static partial Regex Head();

    private sealed class Guard
    {
        public required string Name { get; init; }

        public required string Definition { get; init; }
    }
}
