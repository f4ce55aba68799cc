using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PinResetPortal.Store.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class StagesInHistory : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Stage",
                table: "ReadinessMarks",
                type: "TEXT",
                maxLength: 40,
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Stage",
                table: "ReadinessMarks");
        }
    }
}
