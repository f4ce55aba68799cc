using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PinResetPortal.Store.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ScansOnQuartz : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_ScanItems_LeaseOwner_State",
                table: "ScanItems");

            migrationBuilder.DropIndex(
                name: "IX_ScanItems_OneReaderPerTenant",
                table: "ScanItems");

            migrationBuilder.DropColumn(
                name: "ClaimedAt",
                table: "Scans");

            migrationBuilder.DropColumn(
                name: "LeaseOwner",
                table: "ScanItems");

            migrationBuilder.DropColumn(
                name: "LeaseUntil",
                table: "ScanItems");

            migrationBuilder.AddColumn<int>(
                name: "Part",
                table: "ScanItems",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateIndex(
                name: "IX_ScanItems_ScanId_Part",
                table: "ScanItems",
                columns: new[] { "ScanId", "Part" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_ScanItems_ScanId_Part",
                table: "ScanItems");

            migrationBuilder.DropColumn(
                name: "Part",
                table: "ScanItems");

            migrationBuilder.AddColumn<string>(
                name: "ClaimedAt",
                table: "Scans",
                type: "TEXT",
                maxLength: 28,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "LeaseOwner",
                table: "ScanItems",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "LeaseUntil",
                table: "ScanItems",
                type: "TEXT",
                maxLength: 28,
                nullable: true);

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
        }
    }
}
