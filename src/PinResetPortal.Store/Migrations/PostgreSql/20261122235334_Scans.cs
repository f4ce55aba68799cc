using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace PinResetPortal.Store.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class Scans : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "SearchText",
                table: "Tenants",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "SortName",
                table: "Tenants",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Consent",
                table: "ReadinessAnswers",
                type: "character varying(40)",
                maxLength: 40,
                nullable: false,
                defaultValue: "NotApplicable");

            migrationBuilder.AddColumn<int>(
                name: "Coverage",
                table: "ReadinessAnswers",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Policy",
                table: "ReadinessAnswers",
                type: "character varying(40)",
                maxLength: 40,
                nullable: false,
                defaultValue: "NotApplicable");

            migrationBuilder.AddColumn<string>(
                name: "Statuses",
                table: "ReadinessAnswers",
                type: "text",
                nullable: false,
                defaultValue: "{}");

            migrationBuilder.CreateTable(
                name: "CheckChanges",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    TenantId = table.Column<Guid>(type: "uuid", nullable: false),
                    CheckId = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    Before = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    After = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    At = table.Column<string>(type: "character varying(28)", maxLength: 28, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CheckChanges", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Scans",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    HomeTenantId = table.Column<Guid>(type: "uuid", nullable: false),
                    Trigger = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    StartedBy = table.Column<string>(type: "text", nullable: false),
                    Refresh = table.Column<bool>(type: "boolean", nullable: false),
                    State = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Total = table.Column<int>(type: "integer", nullable: false),
                    CreatedAt = table.Column<string>(type: "character varying(28)", maxLength: 28, nullable: false),
                    StartedAt = table.Column<string>(type: "character varying(28)", maxLength: 28, nullable: true),
                    FinishedAt = table.Column<string>(type: "character varying(28)", maxLength: 28, nullable: true),
                    ClaimedAt = table.Column<string>(type: "character varying(28)", maxLength: 28, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Scans", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ScanItems",
                columns: table => new
                {
                    ScanId = table.Column<Guid>(type: "uuid", nullable: false),
                    TenantId = table.Column<Guid>(type: "uuid", nullable: false),
                    State = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Attempts = table.Column<int>(type: "integer", nullable: false),
                    LeaseOwner = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    LeaseUntil = table.Column<string>(type: "character varying(28)", maxLength: 28, nullable: true),
                    Throttled = table.Column<bool>(type: "boolean", nullable: false),
                    Outcome = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    Verdict = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    Reason = table.Column<string>(type: "text", nullable: true),
                    HttpRequests = table.Column<int>(type: "integer", nullable: false),
                    FinishedAt = table.Column<string>(type: "character varying(28)", maxLength: 28, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ScanItems", x => new { x.ScanId, x.TenantId });
                    table.ForeignKey(
                        name: "FK_ScanItems_Scans_ScanId",
                        column: x => x.ScanId,
                        principalTable: "Scans",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Tenants_PartnerTenantId_SortName",
                table: "Tenants",
                columns: new[] { "PartnerTenantId", "SortName" });

            migrationBuilder.CreateIndex(
                name: "IX_CheckChanges_At",
                table: "CheckChanges",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_CheckChanges_TenantId_At",
                table: "CheckChanges",
                columns: new[] { "TenantId", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_ScanItems_LeaseOwner_State",
                table: "ScanItems",
                columns: new[] { "LeaseOwner", "State" });

            migrationBuilder.CreateIndex(
                name: "IX_ScanItems_OneReaderPerTenant",
                table: "ScanItems",
                column: "TenantId",
                unique: true,
                filter: "\"State\" = 'Reading'");

            migrationBuilder.CreateIndex(
                name: "IX_ScanItems_ScanId_State",
                table: "ScanItems",
                columns: new[] { "ScanId", "State" });

            migrationBuilder.CreateIndex(
                name: "IX_Scans_HomeTenantId_CreatedAt",
                table: "Scans",
                columns: new[] { "HomeTenantId", "CreatedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Scans_State",
                table: "Scans",
                column: "State");

            migrationBuilder.Sql("""UPDATE "Tenants" SET "SortName" = lower("DisplayName"), "SearchText" = lower("DisplayName") || ' ' || lower(coalesce("DefaultDomain", '')) || ' ' || lower(CAST("TenantId" AS text));""");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "CheckChanges");

            migrationBuilder.DropTable(
                name: "ScanItems");

            migrationBuilder.DropTable(
                name: "Scans");

            migrationBuilder.DropIndex(
                name: "IX_Tenants_PartnerTenantId_SortName",
                table: "Tenants");

            migrationBuilder.DropColumn(
                name: "SearchText",
                table: "Tenants");

            migrationBuilder.DropColumn(
                name: "SortName",
                table: "Tenants");

            migrationBuilder.DropColumn(
                name: "Consent",
                table: "ReadinessAnswers");

            migrationBuilder.DropColumn(
                name: "Coverage",
                table: "ReadinessAnswers");

            migrationBuilder.DropColumn(
                name: "Policy",
                table: "ReadinessAnswers");

            migrationBuilder.DropColumn(
                name: "Statuses",
                table: "ReadinessAnswers");
        }
    }
}
