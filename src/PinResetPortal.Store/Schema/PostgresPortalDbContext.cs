using Microsoft.EntityFrameworkCore;

namespace PinResetPortal.Store.Schema;

internal sealed class PostgresPortalDbContext(DbContextOptions<PostgresPortalDbContext> options) : PortalDbContext(options);
