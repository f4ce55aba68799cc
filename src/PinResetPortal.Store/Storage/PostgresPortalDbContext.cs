using Microsoft.EntityFrameworkCore;

namespace PinResetPortal.Store.Storage;

internal sealed class PostgresPortalDbContext(DbContextOptions<PostgresPortalDbContext> options) : PortalDbContext(options);
