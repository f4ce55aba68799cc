using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;
using PinResetPortal.Store.Auditing;

#nullable disable

namespace PinResetPortal.Store.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "AuditEntries",
                columns: table => new
                {
                    HomeTenantId = table.Column<Guid>(type: "uuid", nullable: false),
                    TenantId = table.Column<Guid>(type: "uuid", nullable: false),
                    Sequence = table.Column<long>(type: "bigint", nullable: false),
                    At = table.Column<string>(type: "character varying(28)", maxLength: 28, nullable: false),
                    ActorId = table.Column<string>(type: "text", nullable: false),
                    ActorName = table.Column<string>(type: "text", nullable: false),
                    Action = table.Column<string>(type: "text", nullable: false),
                    OperationId = table.Column<Guid>(type: "uuid", nullable: true),
                    Summary = table.Column<string>(type: "text", nullable: false),
                    Detail = table.Column<string>(type: "text", nullable: true),
                    PreviousHash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    KeyId = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AuditEntries", x => new { x.HomeTenantId, x.TenantId, x.Sequence });
                });

            migrationBuilder.CreateTable(
                name: "AuditHeads",
                columns: table => new
                {
                    HomeTenantId = table.Column<Guid>(type: "uuid", nullable: false),
                    TenantId = table.Column<Guid>(type: "uuid", nullable: false),
                    Entries = table.Column<long>(type: "bigint", nullable: false),
                    Hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Mac = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AuditHeads", x => new { x.HomeTenantId, x.TenantId });
                });

            migrationBuilder.CreateTable(
                name: "BulkRepairs",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    HomeTenantId = table.Column<Guid>(type: "uuid", nullable: false),
                    State = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    StartedBy = table.Column<string>(type: "text", nullable: false),
                    Checks = table.Column<string>(type: "text", nullable: true),
                    Choice = table.Column<string>(type: "text", nullable: false),
                    CreatedAt = table.Column<string>(type: "character varying(28)", maxLength: 28, nullable: false),
                    UpdatedAt = table.Column<string>(type: "character varying(28)", maxLength: 28, nullable: false),
                    ConfirmedAt = table.Column<string>(type: "character varying(28)", maxLength: 28, nullable: true),
                    FinishedAt = table.Column<string>(type: "character varying(28)", maxLength: 28, nullable: true),
                    Note = table.Column<string>(type: "text", nullable: true),
                    RetryOf = table.Column<Guid>(type: "uuid", nullable: true),
                    UndoOf = table.Column<Guid>(type: "uuid", nullable: true),
                    InPilot = table.Column<bool>(type: "boolean", nullable: false),
                    MayGoOn = table.Column<bool>(type: "boolean", nullable: false),
                    Revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BulkRepairs", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "CheckChanges",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    HomeTenantId = table.Column<Guid>(type: "uuid", nullable: false),
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
                name: "DataProtectionKeys",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    FriendlyName = table.Column<string>(type: "text", nullable: true),
                    Xml = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DataProtectionKeys", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Deployments",
                columns: table => new
                {
                    HomeTenantId = table.Column<Guid>(type: "uuid", nullable: false),
                    TenantId = table.Column<Guid>(type: "uuid", nullable: false),
                    PolicyId = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    Policy = table.Column<string>(type: "text", nullable: false),
                    OperationId = table.Column<Guid>(type: "uuid", nullable: false),
                    DeployedAt = table.Column<string>(type: "character varying(28)", maxLength: 28, nullable: false),
                    DeployedBy = table.Column<string>(type: "text", nullable: false),
                    AcceptedDrift = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Deployments", x => new { x.HomeTenantId, x.TenantId, x.PolicyId });
                });

            migrationBuilder.CreateTable(
                name: "Destinations",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    HomeTenantId = table.Column<Guid>(type: "uuid", nullable: false),
                    Name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    Channel = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Enabled = table.Column<bool>(type: "boolean", nullable: false),
                    Document = table.Column<string>(type: "text", nullable: false),
                    Revision = table.Column<int>(type: "integer", nullable: false),
                    ChangedAt = table.Column<string>(type: "character varying(28)", maxLength: 28, nullable: false),
                    ChangedBy = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Destinations", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "NotificationsTold",
                columns: table => new
                {
                    HomeTenantId = table.Column<Guid>(type: "uuid", nullable: false),
                    Subject = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    State = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_NotificationsTold", x => new { x.HomeTenantId, x.Subject });
                });

            migrationBuilder.CreateTable(
                name: "Operations",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    HomeTenantId = table.Column<Guid>(type: "uuid", nullable: false),
                    TenantId = table.Column<Guid>(type: "uuid", nullable: false),
                    Kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    State = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    PlanHash = table.Column<string>(type: "text", nullable: false),
                    Checks = table.Column<string>(type: "text", nullable: false),
                    Choice = table.Column<string>(type: "text", nullable: false),
                    Steps = table.Column<string>(type: "text", nullable: false),
                    StartedBy = table.Column<string>(type: "text", nullable: false),
                    CreatedAt = table.Column<string>(type: "character varying(28)", maxLength: 28, nullable: false),
                    UpdatedAt = table.Column<string>(type: "character varying(28)", maxLength: 28, nullable: false),
                    Verdict = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    Error = table.Column<string>(type: "text", nullable: true),
                    UndoOf = table.Column<Guid>(type: "uuid", nullable: true),
                    Interrupted = table.Column<bool>(type: "boolean", nullable: false),
                    Revision = table.Column<int>(type: "integer", nullable: false),
                    CancelRequested = table.Column<bool>(type: "boolean", nullable: false),
                    MayGoOn = table.Column<bool>(type: "boolean", nullable: false),
                    BulkRepairId = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Operations", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ReadinessAnswers",
                columns: table => new
                {
                    HomeTenantId = table.Column<Guid>(type: "uuid", nullable: false),
                    TenantId = table.Column<Guid>(type: "uuid", nullable: false),
                    Verdict = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    ReadAt = table.Column<string>(type: "character varying(28)", maxLength: 28, nullable: false),
                    BrokenChecks = table.Column<string>(type: "text", nullable: false),
                    Statuses = table.Column<string>(type: "text", nullable: false),
                    Consent = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Policy = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Coverage = table.Column<int>(type: "integer", nullable: true),
                    Stage = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    Devices = table.Column<string>(type: "text", nullable: true),
                    UnreadSince = table.Column<string>(type: "character varying(28)", maxLength: 28, nullable: true),
                    UnreadAt = table.Column<string>(type: "character varying(28)", maxLength: 28, nullable: true),
                    Document = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReadinessAnswers", x => new { x.HomeTenantId, x.TenantId });
                });

            migrationBuilder.CreateTable(
                name: "ReadinessMarks",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    HomeTenantId = table.Column<Guid>(type: "uuid", nullable: false),
                    TenantId = table.Column<Guid>(type: "uuid", nullable: false),
                    Verdict = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Stage = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    ReadAt = table.Column<string>(type: "character varying(28)", maxLength: 28, nullable: false),
                    LastSeenAt = table.Column<string>(type: "character varying(28)", maxLength: 28, nullable: false),
                    BrokenChecks = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReadinessMarks", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "RequestKeys",
                columns: table => new
                {
                    Id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    HomeTenantId = table.Column<Guid>(type: "uuid", nullable: false),
                    Fingerprint = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    CreatedAt = table.Column<string>(type: "character varying(28)", maxLength: 28, nullable: false),
                    Abandoned = table.Column<bool>(type: "boolean", nullable: false),
                    Status = table.Column<int>(type: "integer", nullable: true),
                    ContentType = table.Column<string>(type: "text", nullable: true),
                    Location = table.Column<string>(type: "text", nullable: true),
                    Body = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RequestKeys", x => x.Id);
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
                    FinishedAt = table.Column<string>(type: "character varying(28)", maxLength: 28, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Scans", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Settings",
                columns: table => new
                {
                    HomeTenantId = table.Column<Guid>(type: "uuid", nullable: false),
                    Key = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    Json = table.Column<string>(type: "text", nullable: false),
                    ChangedAt = table.Column<string>(type: "character varying(28)", maxLength: 28, nullable: false),
                    ChangedBy = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Settings", x => new { x.HomeTenantId, x.Key });
                });

            migrationBuilder.CreateTable(
                name: "Tenants",
                columns: table => new
                {
                    HomeTenantId = table.Column<Guid>(type: "uuid", nullable: false),
                    TenantId = table.Column<Guid>(type: "uuid", nullable: false),
                    DisplayName = table.Column<string>(type: "text", nullable: false),
                    DefaultDomain = table.Column<string>(type: "text", nullable: true),
                    Relationship = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Active = table.Column<bool>(type: "boolean", nullable: false),
                    EndsAt = table.Column<string>(type: "character varying(28)", maxLength: 28, nullable: true),
                    Roles = table.Column<string>(type: "text", nullable: false),
                    AutoExtendDays = table.Column<int>(type: "integer", nullable: true),
                    RelationshipName = table.Column<string>(type: "text", nullable: true),
                    Listed = table.Column<bool>(type: "boolean", nullable: false, defaultValue: true),
                    AppOnlyConfirmed = table.Column<bool>(type: "boolean", nullable: false, defaultValue: true),
                    Tags = table.Column<string>(type: "text", nullable: false, defaultValue: "[]"),
                    SearchText = table.Column<string>(type: "text", nullable: false),
                    SortName = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Tenants", x => new { x.HomeTenantId, x.TenantId });
                });

            migrationBuilder.CreateTable(
                name: "TokenCache",
                columns: table => new
                {
                    Key = table.Column<string>(type: "text", nullable: false),
                    Value = table.Column<byte[]>(type: "bytea", nullable: false),
                    ExpiresAt = table.Column<string>(type: "character varying(28)", maxLength: 28, nullable: false),
                    SlidingSeconds = table.Column<long>(type: "bigint", nullable: false),
                    AbsoluteExpiresAt = table.Column<string>(type: "character varying(28)", maxLength: 28, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TokenCache", x => x.Key);
                });

            migrationBuilder.CreateTable(
                name: "BulkRepairItems",
                columns: table => new
                {
                    BulkRepairId = table.Column<Guid>(type: "uuid", nullable: false),
                    TenantId = table.Column<Guid>(type: "uuid", nullable: false),
                    State = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    IsPilot = table.Column<bool>(type: "boolean", nullable: false),
                    PlanHash = table.Column<string>(type: "text", nullable: true),
                    Actions = table.Column<string>(type: "text", nullable: true),
                    OperationId = table.Column<Guid>(type: "uuid", nullable: true),
                    Verdict = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    Error = table.Column<string>(type: "text", nullable: true)
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

            migrationBuilder.CreateTable(
                name: "Deliveries",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    HomeTenantId = table.Column<Guid>(type: "uuid", nullable: false),
                    DestinationId = table.Column<Guid>(type: "uuid", nullable: false),
                    State = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Document = table.Column<string>(type: "text", nullable: false),
                    Attempts = table.Column<int>(type: "integer", nullable: false),
                    CreatedAt = table.Column<string>(type: "character varying(28)", maxLength: 28, nullable: false),
                    DueAt = table.Column<string>(type: "character varying(28)", maxLength: 28, nullable: true),
                    EndedAt = table.Column<string>(type: "character varying(28)", maxLength: 28, nullable: true),
                    Problem = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Deliveries", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Deliveries_Destinations_DestinationId",
                        column: x => x.DestinationId,
                        principalTable: "Destinations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ScanItems",
                columns: table => new
                {
                    ScanId = table.Column<Guid>(type: "uuid", nullable: false),
                    TenantId = table.Column<Guid>(type: "uuid", nullable: false),
                    State = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Part = table.Column<int>(type: "integer", nullable: false),
                    Attempts = table.Column<int>(type: "integer", nullable: false),
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
                name: "IX_AuditEntries_HomeTenantId_At",
                table: "AuditEntries",
                columns: new[] { "HomeTenantId", "At" });

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

            migrationBuilder.CreateIndex(
                name: "IX_CheckChanges_At",
                table: "CheckChanges",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_CheckChanges_HomeTenantId_TenantId_At",
                table: "CheckChanges",
                columns: new[] { "HomeTenantId", "TenantId", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_Deliveries_DestinationId_CreatedAt",
                table: "Deliveries",
                columns: new[] { "DestinationId", "CreatedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Deliveries_DueAt",
                table: "Deliveries",
                column: "DueAt");

            migrationBuilder.CreateIndex(
                name: "IX_Deployments_OperationId",
                table: "Deployments",
                column: "OperationId");

            migrationBuilder.CreateIndex(
                name: "IX_Destinations_HomeTenantId",
                table: "Destinations",
                column: "HomeTenantId");

            migrationBuilder.CreateIndex(
                name: "IX_Operations_BulkRepairId",
                table: "Operations",
                column: "BulkRepairId");

            migrationBuilder.CreateIndex(
                name: "IX_Operations_HomeTenantId_CreatedAt",
                table: "Operations",
                columns: new[] { "HomeTenantId", "CreatedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Operations_HomeTenantId_TenantId_CreatedAt",
                table: "Operations",
                columns: new[] { "HomeTenantId", "TenantId", "CreatedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Operations_OneUnfinishedPerTenant",
                table: "Operations",
                column: "TenantId",
                unique: true,
                filter: "\"State\" IN ('Pending', 'Running', 'Verifying')");

            migrationBuilder.CreateIndex(
                name: "IX_ReadinessMarks_HomeTenantId_TenantId_ReadAt",
                table: "ReadinessMarks",
                columns: new[] { "HomeTenantId", "TenantId", "ReadAt" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ReadinessMarks_LastSeenAt",
                table: "ReadinessMarks",
                column: "LastSeenAt");

            migrationBuilder.CreateIndex(
                name: "IX_RequestKeys_CreatedAt",
                table: "RequestKeys",
                column: "CreatedAt");

            migrationBuilder.CreateIndex(
                name: "IX_ScanItems_ScanId_Part",
                table: "ScanItems",
                columns: new[] { "ScanId", "Part" });

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

            migrationBuilder.CreateIndex(
                name: "IX_Tenants_HomeTenantId_SortName",
                table: "Tenants",
                columns: new[] { "HomeTenantId", "SortName" });

            migrationBuilder.CreateIndex(
                name: "IX_Tenants_TenantId",
                table: "Tenants",
                column: "TenantId");

            migrationBuilder.CreateIndex(
                name: "IX_TokenCache_ExpiresAt",
                table: "TokenCache",
                column: "ExpiresAt");

            foreach (var trigger in AuditTriggers.PostgreSql)
            {
                migrationBuilder.Sql(trigger);
            }
        }
    }
}
