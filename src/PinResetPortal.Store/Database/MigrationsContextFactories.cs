using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using PinResetPortal.Store.Schema;

namespace PinResetPortal.Store.Database;

/// <summary>Lets <c>dotnet ef migrations add</c> build the SQLite model without starting the portal; it never connects.</summary>
internal sealed class SqliteMigrationsContextFactory : IDesignTimeDbContextFactory<SqlitePortalDbContext>
{
    public SqlitePortalDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqlitePortalDbContext>().UseSqlite("Data Source=design.db").Options);
}

/// <summary>Lets <c>dotnet ef migrations add</c> build the PostgreSQL model without starting the portal; it never connects.</summary>
internal sealed class PostgresMigrationsContextFactory : IDesignTimeDbContextFactory<PostgresPortalDbContext>
{
    public PostgresPortalDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgresPortalDbContext>().UseNpgsql("Host=localhost;Database=design").Options);
}
