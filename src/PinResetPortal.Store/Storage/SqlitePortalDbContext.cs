using Microsoft.EntityFrameworkCore;

namespace PinResetPortal.Store.Storage;

internal sealed class SqlitePortalDbContext(DbContextOptions<SqlitePortalDbContext> options) : PortalDbContext(options);
