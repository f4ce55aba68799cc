using Microsoft.EntityFrameworkCore;

namespace PinResetPortal.Store.Schema;

internal sealed class SqlitePortalDbContext(DbContextOptions<SqlitePortalDbContext> options) : PortalDbContext(options);
