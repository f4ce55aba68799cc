using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PinResetPortal.Store.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class BulkOnQuartz : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Run",
                table: "BulkRepairs");

            migrationBuilder.AddColumn<Guid>(
                name: "BulkRepairId",
                table: "Operations",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "InPilot",
                table: "BulkRepairs",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "MayGoOn",
                table: "BulkRepairs",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<Guid>(
                name: "UndoOf",
                table: "BulkRepairs",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "BulkRepairPlans",
                columns: table => new
                {
                    BulkRepairId = table.Column<Guid>(type: "uuid", nullable: false),
                    TenantId = table.Column<Guid>(type: "uuid", nullable: false),
                    Steps = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BulkRepairPlans", x => new { x.BulkRepairId, x.TenantId });
                    table.ForeignKey(
                        name: "FK_BulkRepairPlans_BulkRepairs_BulkRepairId",
                        column: x => x.BulkRepairId,
                        principalTable: "BulkRepairs",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Operations_BulkRepairId",
                table: "Operations",
                column: "BulkRepairId");

            // A pilot that was under way, or stopped, still goes first.
            migrationBuilder.Sql("""
                UPDATE "BulkRepairs" SET "InPilot" = TRUE
                WHERE "State" IN ('Running', 'Stopped')
                  AND EXISTS (SELECT 1 FROM "BulkRepairItems" i WHERE i."BulkRepairId" = "BulkRepairs"."Id" AND i."IsPilot" AND i."State" IN ('Planned', 'Running'));
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "BulkRepairPlans");

            migrationBuilder.DropIndex(
                name: "IX_Operations_BulkRepairId",
                table: "Operations");

            migrationBuilder.DropColumn(
                name: "BulkRepairId",
                table: "Operations");

            migrationBuilder.DropColumn(
                name: "InPilot",
                table: "BulkRepairs");

            migrationBuilder.DropColumn(
                name: "MayGoOn",
                table: "BulkRepairs");

            migrationBuilder.DropColumn(
                name: "UndoOf",
                table: "BulkRepairs");

            migrationBuilder.AddColumn<int>(
                name: "Run",
                table: "BulkRepairs",
                type: "integer",
                nullable: false,
                defaultValue: 0);
        }
    }
}
