using System;
using Microsoft.EntityFrameworkCore.Migrations;
using PinResetPortal.Store.Auditing;
using PinResetPortal.Store.Schema;

#nullable disable

namespace PinResetPortal.Store.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class HomeTenants : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            foreach (var trigger in AuditTriggers.DropPostgreSql)
            {
                migrationBuilder.Sql(trigger);
            }

            migrationBuilder.AddColumn<Guid>(
                name: "HomeTenantId",
                table: "Tenants",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.AddColumn<bool>(
                name: "AppOnlyConfirmed",
                table: "Tenants",
                type: "boolean",
                nullable: false,
                defaultValue: true);

            migrationBuilder.AddColumn<Guid>(
                name: "HomeTenantId",
                table: "Settings",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.AddColumn<Guid>(
                name: "HomeTenantId",
                table: "ReadinessMarks",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.AddColumn<Guid>(
                name: "HomeTenantId",
                table: "ReadinessAnswers",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.AddColumn<Guid>(
                name: "HomeTenantId",
                table: "Operations",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.AddColumn<Guid>(
                name: "HomeTenantId",
                table: "NotificationsTold",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.AddColumn<Guid>(
                name: "HomeTenantId",
                table: "NotificationOutbox",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.AddColumn<Guid>(
                name: "HomeTenantId",
                table: "Deployments",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.AddColumn<Guid>(
                name: "HomeTenantId",
                table: "CheckChanges",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.AddColumn<Guid>(
                name: "HomeTenantId",
                table: "AuditHeads",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.AddColumn<Guid>(
                name: "HomeTenantId",
                table: "AuditEntries",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            foreach (var statement in HomeTenantsCarriedOver.PostgreSql.Statements())
            {
                migrationBuilder.Sql(statement);
            }

            foreach (var table in new[] { "AuditEntries", "AuditHeads" })
            {
                migrationBuilder.Sql($"""UPDATE "{table}" SET "HomeTenantId" = {HomeTenantsCarriedOver.OwnerOf(table)};""");
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

            migrationBuilder.DropPrimaryKey(
                name: "PK_AuditHeads",
                table: "AuditHeads");

            migrationBuilder.DropPrimaryKey(
                name: "PK_AuditEntries",
                table: "AuditEntries");

            migrationBuilder.DropIndex(
                name: "IX_AuditEntries_At",
                table: "AuditEntries");

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

            migrationBuilder.AddPrimaryKey(
                name: "PK_AuditHeads",
                table: "AuditHeads",
                columns: new[] { "HomeTenantId", "TenantId" });

            migrationBuilder.AddPrimaryKey(
                name: "PK_AuditEntries",
                table: "AuditEntries",
                columns: new[] { "HomeTenantId", "TenantId", "Sequence" });

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

            migrationBuilder.CreateIndex(
                name: "IX_AuditEntries_HomeTenantId_At",
                table: "AuditEntries",
                columns: new[] { "HomeTenantId", "At" });

            foreach (var trigger in AuditTriggers.PostgreSql("HomeTenantId", "TenantId"))
            {
                migrationBuilder.Sql(trigger);
            }
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) =>
            throw new NotSupportedException("Rows of two home tenants about one tenant cannot be put back into one.");
    }
}
