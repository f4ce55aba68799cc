using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Store.Storage;

internal sealed class StoredTenantId() : ValueConverter<TenantId, Guid>(id => id.Value, value => new TenantId(value));
