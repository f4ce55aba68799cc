namespace PinResetPortal.Store.Auditing;

/// <summary>
/// Database triggers that keep the audit log append-only whoever writes. They are created by the migrations. SQLite drops a table's triggers
/// when a migration has to rebuild it (<see href="https://learn.microsoft.com/ef/core/providers/sqlite/limitations#migrations-limitations"/>):
/// a migration that touches these tables creates them again.
/// </summary>
internal static class AuditTriggers
{
    public static readonly IReadOnlyList<string> Sqlite =
    [
        """
        CREATE TRIGGER "AuditEntries_RefuseUpdate" BEFORE UPDATE ON "AuditEntries"
        BEGIN SELECT RAISE(ABORT, 'The audit log is append-only: an entry cannot be changed.'); END;
        """,
        """
        CREATE TRIGGER "AuditEntries_RefuseDelete" BEFORE DELETE ON "AuditEntries"
        BEGIN SELECT RAISE(ABORT, 'The audit log is append-only: an entry cannot be deleted.'); END;
        """,
        """
        CREATE TRIGGER "AuditHeads_OnlyGrow" BEFORE UPDATE ON "AuditHeads"
        WHEN NEW."TenantId" <> OLD."TenantId" OR NEW."Entries" <> OLD."Entries" + 1
        BEGIN SELECT RAISE(ABORT, 'The audit log is append-only: its end can only move on by one entry.'); END;
        """,
        """
        CREATE TRIGGER "AuditHeads_RefuseDelete" BEFORE DELETE ON "AuditHeads"
        BEGIN SELECT RAISE(ABORT, 'The audit log is append-only: its end cannot be deleted.'); END;
        """,
    ];

    public static readonly IReadOnlyList<string> PostgreSql =
    [
        """
        CREATE FUNCTION "AuditRefuse"() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'The audit log is append-only: % of % is refused.', TG_OP, TG_TABLE_NAME; END $$;
        """,
        """
        CREATE TRIGGER "AuditEntries_RefuseChange" BEFORE UPDATE OR DELETE ON "AuditEntries"
        FOR EACH ROW EXECUTE FUNCTION "AuditRefuse"();
        """,
        """
        CREATE TRIGGER "AuditEntries_RefuseTruncate" BEFORE TRUNCATE ON "AuditEntries"
        FOR EACH STATEMENT EXECUTE FUNCTION "AuditRefuse"();
        """,
        """
        CREATE TRIGGER "AuditHeads_OnlyGrow" BEFORE UPDATE ON "AuditHeads"
        FOR EACH ROW WHEN (NEW."TenantId" <> OLD."TenantId" OR NEW."Entries" <> OLD."Entries" + 1) EXECUTE FUNCTION "AuditRefuse"();
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
}
