using System.Globalization;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Work.Background;

/// <summary>A row as the engine names it: whose it is, its id, and which part of it where it is done in parts.</summary>
internal readonly record struct WorkId(TenantId Home, Guid Row, int Part = 0)
{
    public static WorkId Parse(string text)
    {
        var parts = text.Split('/');
        return new(TenantId.Parse(parts[0], null), Guid.Parse(parts[1]), int.Parse(parts[2], CultureInfo.InvariantCulture));
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Home}/{Row}/{Part}");
}
