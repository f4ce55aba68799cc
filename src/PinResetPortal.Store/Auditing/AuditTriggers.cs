namespace PinResetPortal.Store.Auditing;

/// <summary>
/// Database triggers that keep the audit log append-only whoever writes. They are created by the migrations. SQLite drops a table's triggers
/// when a migration has to rebuild it (<see href="https://learn.microsoft.com/ef/core/providers/sqlite/limitations#migrations-limitations"/>):
/// a migration that touches these tables creates them again.
/// </summary>
internal static class AuditTriggers
{
    /// <summary>What the function of PostgreSQL's triggers does.</summary>
    public const string PostgreSqlBody = "BEGIN RAISE EXCEPTION 'The audit log is append-only: % of % is refused.', TG_OP, TG_TABLE_NAME; END";

    /// <summary>The columns that name a chain.</summary>
    private static readonly string[] _chain = ["HomeTenantId", "TenantId"];

    public static IReadOnlyList<string> Sqlite { get; } =
    [
        """
        CREATE TRIGGER "AuditEntries_RefuseUpdate" BEFORE UPDATE ON "AuditEntries"
        BEGIN SELECT RAISE(ABORT, 'The audit log is append-only: an entry cannot be changed.'); END;
        """,
        """
        CREATE TRIGGER "AuditEntries_RefuseDelete" BEFORE DELETE ON "AuditEntries"
        BEGIN SELECT RAISE(ABORT, 'The audit log is append-only: an entry cannot be deleted.'); END;
        """,
        InsertOnce("AuditEntries", [.. _chain, "Sequence"]),
        InsertOnce("AuditHeads", _chain),
        $"""
        CREATE TRIGGER "AuditHeads_OnlyGrow" BEFORE UPDATE ON "AuditHeads"
        WHEN {Moved} OR NEW."Entries" <> OLD."Entries" + 1
        BEGIN SELECT RAISE(ABORT, 'The audit log is append-only: its end can only move on by one entry.'); END;
        """,
        """
        CREATE TRIGGER "AuditHeads_RefuseDelete" BEFORE DELETE ON "AuditHeads"
        BEGIN SELECT RAISE(ABORT, 'The audit log is append-only: its end cannot be deleted.'); END;
        """,
    ];

    public static IReadOnlyList<string> PostgreSql { get; } =
    [
        $"""
        CREATE OR REPLACE FUNCTION "AuditRefuse"() RETURNS trigger LANGUAGE plpgsql AS $${PostgreSqlBody}$$;
        """,
        """
        CREATE TRIGGER "AuditEntries_RefuseChange" BEFORE DELETE OR UPDATE ON "AuditEntries"
        FOR EACH ROW EXECUTE FUNCTION "AuditRefuse"();
        """,
        """
        CREATE TRIGGER "AuditEntries_RefuseTruncate" BEFORE TRUNCATE ON "AuditEntries"
        FOR EACH STATEMENT EXECUTE FUNCTION "AuditRefuse"();
        """,
        $"""
        CREATE TRIGGER "AuditHeads_OnlyGrow" BEFORE UPDATE ON "AuditHeads"
        FOR EACH ROW WHEN ({Moved} OR NEW."Entries" <> OLD."Entries" + 1) EXECUTE FUNCTION "AuditRefuse"();
        """,
        """
        CREATE TRIGGER "AuditHeads_RefuseDelete" BEFORE DELETE ON "AuditHeads"
        FOR EACH ROW EXECUTE FUNCTION "AuditRefuse"();
        """,
        """
        CREATE TRIGGER "AuditHeads_RefuseTruncate" BEFORE TRUNCATE ON "AuditHeads"
        FOR EACH STATEMENT EXECUTE FUNCTION "AuditRefuse"();
        """,
    ];

    /// <summary>
    /// INSERT OR REPLACE takes the old row away without asking a trigger for deletions, unless the connection wishes it
    /// (<see href="https://www.sqlite.org/lang_conflict.html"/>); it asks this one first. A row can be in the way by its key and by its rowid.
    /// </summary>
    private static string InsertOnce(string table, string[] key) => $"""
        CREATE TRIGGER "{table}_RefuseReplace" BEFORE INSERT ON "{table}"
        WHEN EXISTS (SELECT 1 FROM "{table}" WHERE {string.Join(" AND ", key.Select(column => $"\"{column}\" = NEW.\"{column}\""))})
            OR EXISTS (SELECT 1 FROM "{table}" WHERE rowid = NEW.rowid)
        BEGIN SELECT RAISE(ABORT, 'The audit log is append-only: what is there cannot be replaced.'); END;
        """;

    private static string Moved => string.Join(" OR ", _chain.Select(column => $"NEW.\"{column}\" <> OLD.\"{column}\""));
}
