using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PinResetPortal.Store.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class UnreadAndCancel : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "UnreadAt",
                table: "ReadinessAnswers",
                type: "character varying(28)",
                maxLength: 28,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "UnreadSince",
                table: "ReadinessAnswers",
                type: "character varying(28)",
                maxLength: 28,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "CancelRequested",
                table: "Operations",
                type: "boolean",
                nullable: false,
                defaultValue: false);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "UnreadAt",
                table: "ReadinessAnswers");

            migrationBuilder.DropColumn(
                name: "UnreadSince",
                table: "ReadinessAnswers");

            migrationBuilder.DropColumn(
                name: "CancelRequested",
                table: "Operations");
        }
    }
}
