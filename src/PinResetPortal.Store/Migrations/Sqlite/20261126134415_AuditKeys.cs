using Microsoft.EntityFrameworkCore.Migrations;
using PinResetPortal.Store.Auditing;

#nullable disable

namespace PinResetPortal.Store.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class AuditKeys : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Mac",
                table: "AuditHeads",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "KeyId",
                table: "AuditEntries",
                type: "TEXT",
                maxLength: 16,
                nullable: true);

            // They refuse INSERT OR REPLACE from here on.
            foreach (var trigger in new[] { "AuditEntries_RefuseUpdate", "AuditEntries_RefuseDelete", "AuditEntries_RefuseReplace", "AuditHeads_RefuseReplace", "AuditHeads_OnlyGrow", "AuditHeads_RefuseDelete" })
            {
                migrationBuilder.Sql($"""DROP TRIGGER IF EXISTS "{trigger}";""");
            }

            foreach (var trigger in AuditTriggers.Sqlite(AuditTriggers.Chain))
            {
                migrationBuilder.Sql(trigger);
            }
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Mac",
                table: "AuditHeads");

            migrationBuilder.DropColumn(
                name: "KeyId",
                table: "AuditEntries");
        }
    }
}
