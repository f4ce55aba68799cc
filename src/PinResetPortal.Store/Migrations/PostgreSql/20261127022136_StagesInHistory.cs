using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PinResetPortal.Store.Migrations.PostgreSql
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
                type: "character varying(40)",
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
