using System;
using Microsoft.EntityFrameworkCore.Migrations;
using PinResetPortal.Store.Auditing;
using PinResetPortal.Store.Schema;

#nullable disable

namespace PinResetPortal.Store.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class HomeTenants : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "HomeTenantId",
                table: "Tenants",
                type: "TEXT",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.AddColumn<bool>(
                name: "AppOnlyConfirmed",
                table: "Tenants",
                type: "INTEGER",
                nullable: false,
                defaultValue: true);

            migrationBuilder.AddColumn<Guid>(
                name: "HomeTenantId",
                table: "Settings",
                type: "TEXT",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.AddColumn<Guid>(
                name: "HomeTenantId",
                table: "ReadinessMarks",
                type: "TEXT",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.AddColumn<Guid>(
                name: "HomeTenantId",
                table: "ReadinessAnswers",
                type: "TEXT",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.AddColumn<Guid>(
                name: "HomeTenantId",
                table: "Operations",
                type: "TEXT",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.AddColumn<Guid>(
                name: "HomeTenantId",
                table: "NotificationsTold",
                type: "TEXT",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.AddColumn<Guid>(
                name: "HomeTenantId",
                table: "NotificationOutbox",
                type: "TEXT",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.AddColumn<Guid>(
                name: "HomeTenantId",
                table: "Deployments",
                type: "TEXT",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.AddColumn<Guid>(
                name: "HomeTenantId",
                table: "CheckChanges",
                type: "TEXT",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            foreach (var statement in HomeTenantsCarriedOver.Sqlite.Statements())
            {
                migrationBuilder.Sql(statement);
            }

            // SQLite changes no primary key: the tables of the audit log are made anew, and their triggers with them.
            migrationBuilder.Sql("""
                CREATE TABLE "AuditEntries_New" (
                    "HomeTenantId" TEXT NOT NULL,
                    "TenantId" TEXT NOT NULL,
                    "Sequence" INTEGER NOT NULL,
                    "At" TEXT NOT NULL,
                    "ActorId" TEXT NOT NULL,
                    "ActorName" TEXT NOT NULL,
                    "Action" TEXT NOT NULL,
                    "OperationId" TEXT NULL,
                    "Summary" TEXT NOT NULL,
                    "Detail" TEXT NULL,
                    "PreviousHash" TEXT NOT NULL,
                    "Hash" TEXT NOT NULL,
                    CONSTRAINT "PK_AuditEntries" PRIMARY KEY ("HomeTenantId", "TenantId", "Sequence"));
                """);
            migrationBuilder.Sql($"""
                INSERT INTO "AuditEntries_New"
                SELECT {HomeTenantsCarriedOver.OwnerOf("AuditEntries")}, "TenantId", "Sequence", "At", "ActorId", "ActorName", "Action", "OperationId", "Summary", "Detail", "PreviousHash", "Hash"
                FROM "AuditEntries";
                """);
            migrationBuilder.Sql("""
                CREATE TABLE "AuditHeads_New" (
                    "HomeTenantId" TEXT NOT NULL,
                    "TenantId" TEXT NOT NULL,
                    "Entries" INTEGER NOT NULL,
                    "Hash" TEXT NOT NULL,
                    CONSTRAINT "PK_AuditHeads" PRIMARY KEY ("HomeTenantId", "TenantId"));
                """);
            migrationBuilder.Sql($"""
                INSERT INTO "AuditHeads_New" SELECT {HomeTenantsCarriedOver.OwnerOf("AuditHeads")}, "TenantId", "Entries", "Hash" FROM "AuditHeads";
                """);
            foreach (var table in new[] { "AuditEntries", "AuditHeads" })
            {
                migrationBuilder.Sql($"""DROP TABLE "{table}";""");
                migrationBuilder.Sql($"""ALTER TABLE "{table}_New" RENAME TO "{table}";""");
            }

            migrationBuilder.Sql("""CREATE INDEX "IX_AuditEntries_HomeTenantId_At" ON "AuditEntries" ("HomeTenantId", "At");""");
            foreach (var trigger in AuditTriggers.Sqlite("HomeTenantId", "TenantId"))
            {
                migrationBuilder.Sql(trigger);
            }

            migrationBuilder.DropPrimaryKey(
                name: "PK_Tenants",
                table: "Tenants");

            migrationBuilder.DropIndex(
                name: "IX_Tenants_PartnerTenantId_SortName",
                table: "Tenants");

            migrationBuilder.DropPrimaryKey(
                name: "PK_Settings",
                table: "Settings");

            migrationBuilder.DropIndex(
                name: "IX_ReadinessMarks_TenantId_ReadAt",
                table: "ReadinessMarks");

            migrationBuilder.DropPrimaryKey(
                name: "PK_ReadinessAnswers",
                table: "ReadinessAnswers");

            migrationBuilder.DropIndex(
                name: "IX_Operations_CreatedAt",
                table: "Operations");

            migrationBuilder.DropIndex(
                name: "IX_Operations_TenantId_CreatedAt",
                table: "Operations");

            migrationBuilder.DropPrimaryKey(
                name: "PK_NotificationsTold",
                table: "NotificationsTold");

            migrationBuilder.DropIndex(
                name: "IX_NotificationOutbox_DueAt",
                table: "NotificationOutbox");

            migrationBuilder.DropPrimaryKey(
                name: "PK_Deployments",
                table: "Deployments");

            migrationBuilder.DropIndex(
                name: "IX_CheckChanges_TenantId_At",
                table: "CheckChanges");

            migrationBuilder.DropColumn(
                name: "PartnerTenantId",
                table: "Tenants");

            migrationBuilder.AddPrimaryKey(
                name: "PK_Tenants",
                table: "Tenants",
                columns: new[] { "HomeTenantId", "TenantId" });

            migrationBuilder.AddPrimaryKey(
                name: "PK_Settings",
                table: "Settings",
                columns: new[] { "HomeTenantId", "Key" });

            migrationBuilder.AddPrimaryKey(
                name: "PK_ReadinessAnswers",
                table: "ReadinessAnswers",
                columns: new[] { "HomeTenantId", "TenantId" });

            migrationBuilder.AddPrimaryKey(
                name: "PK_NotificationsTold",
                table: "NotificationsTold",
                columns: new[] { "HomeTenantId", "Subject" });

            migrationBuilder.AddPrimaryKey(
                name: "PK_Deployments",
                table: "Deployments",
                columns: new[] { "HomeTenantId", "TenantId", "PolicyId" });

            migrationBuilder.CreateIndex(
                name: "IX_Tenants_HomeTenantId_SortName",
                table: "Tenants",
                columns: new[] { "HomeTenantId", "SortName" });

            migrationBuilder.CreateIndex(
                name: "IX_Tenants_TenantId",
                table: "Tenants",
                column: "TenantId");

            migrationBuilder.CreateIndex(
                name: "IX_ReadinessMarks_HomeTenantId_TenantId_ReadAt",
                table: "ReadinessMarks",
                columns: new[] { "HomeTenantId", "TenantId", "ReadAt" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Operations_HomeTenantId_CreatedAt",
                table: "Operations",
                columns: new[] { "HomeTenantId", "CreatedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Operations_HomeTenantId_TenantId_CreatedAt",
                table: "Operations",
                columns: new[] { "HomeTenantId", "TenantId", "CreatedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_NotificationOutbox_HomeTenantId_DueAt",
                table: "NotificationOutbox",
                columns: new[] { "HomeTenantId", "DueAt" });

            migrationBuilder.CreateIndex(
                name: "IX_CheckChanges_HomeTenantId_TenantId_At",
                table: "CheckChanges",
                columns: new[] { "HomeTenantId", "TenantId", "At" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) =>
            throw new NotSupportedException("Rows of two home tenants about one tenant cannot be put back into one.");
    }
}
