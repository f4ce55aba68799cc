using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PinResetPortal.Store.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class BulkRepairs : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "BulkRepairs",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    HomeTenantId = table.Column<Guid>(type: "TEXT", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    StartedBy = table.Column<string>(type: "TEXT", nullable: false),
                    Checks = table.Column<string>(type: "TEXT", nullable: true),
                    Choice = table.Column<string>(type: "TEXT", nullable: false),
                    CreatedAt = table.Column<string>(type: "TEXT", maxLength: 28, nullable: false),
                    UpdatedAt = table.Column<string>(type: "TEXT", maxLength: 28, nullable: false),
                    ConfirmedAt = table.Column<string>(type: "TEXT", maxLength: 28, nullable: true),
                    FinishedAt = table.Column<string>(type: "TEXT", maxLength: 28, nullable: true),
                    Note = table.Column<string>(type: "TEXT", nullable: true),
                    RetryOf = table.Column<Guid>(type: "TEXT", nullable: true),
                    Run = table.Column<int>(type: "INTEGER", nullable: false),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BulkRepairs", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "BulkRepairItems",
                columns: table => new
                {
                    BulkRepairId = table.Column<Guid>(type: "TEXT", nullable: false),
                    TenantId = table.Column<Guid>(type: "TEXT", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    IsPilot = table.Column<bool>(type: "INTEGER", nullable: false),
                    PlanHash = table.Column<string>(type: "TEXT", nullable: true),
                    Actions = table.Column<string>(type: "TEXT", nullable: true),
                    OperationId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Verdict = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    Error = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BulkRepairItems", x => new { x.BulkRepairId, x.TenantId });
                    table.ForeignKey(
                        name: "FK_BulkRepairItems_BulkRepairs_BulkRepairId",
                        column: x => x.BulkRepairId,
                        principalTable: "BulkRepairs",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_BulkRepairItems_BulkRepairId_State",
                table: "BulkRepairItems",
                columns: new[] { "BulkRepairId", "State" });

            migrationBuilder.CreateIndex(
                name: "IX_BulkRepairs_HomeTenantId_CreatedAt",
                table: "BulkRepairs",
                columns: new[] { "HomeTenantId", "CreatedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_BulkRepairs_State",
                table: "BulkRepairs",
                column: "State");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "BulkRepairItems");

            migrationBuilder.DropTable(
                name: "BulkRepairs");
        }
    }
}
