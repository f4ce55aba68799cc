using System.Security.Cryptography;
using System.Text;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Store.Auditing;

/// <summary>Where a log ended at a seal.</summary>
internal sealed record SealedHead(Guid Home, Guid Tenant, long Entries, string Hash)
{
    public TenantKey Key => new(new TenantId(Home), new TenantId(Tenant));
}

/// <summary>One line of the file of seals.</summary>
/// <param name="Number">1, 2, 3…</param>
/// <param name="Heads">Of the logs that have moved since the line before; of all, where <paramref name="Restored"/> is set.</param>
/// <param name="Logs">How many logs there are in all.</param>
/// <param name="Root">SHA-256 over where all logs end.</param>
/// <param name="Previous">MAC of the line before; empty for the first one.</param>
/// <param name="Restored">The database was put back, somebody says: what came before does not count any more.</param>
internal sealed record Seal(long Number, DateTimeOffset At, IReadOnlyList<SealedHead> Heads, int Logs, string Root, string Previous, SealedRestore? Restored = null)
{
    public static string RootOf(IEnumerable<SealedHead> heads)
    {
        var text = new StringBuilder();
        foreach (var head in heads.OrderBy(head => head.Home).ThenBy(head => head.Tenant))
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{head.Home:D}/{head.Tenant:D}/{head.Entries}/{head.Hash}\n");
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}

internal sealed record SealedRestore(string By, string Reason);

/// <summary>What the file of seals says, read to its end.</summary>
internal sealed class SealedState
{
    public long Number { get; private set; }

    public DateTimeOffset At { get; private set; }

    /// <summary>MAC of the last line.</summary>
    public string Last { get; private set; } = "";

    public Dictionary<TenantKey, SealedHead> Heads { get; private set; } = [];

    /// <summary>How many entries each log had when it was first sealed: no later one is from before the key.</summary>
    public Dictionary<TenantKey, long> Begun { get; } = [];

    /// <summary>Null as long as the lines fit together.</summary>
    public string? Problem { get; private set; }

    /// <summary>The file ends with a line that is not whole.</summary>
    public bool IsTorn { get; set; }

    public bool IsEmpty => Number == 0;

    public void Take(Seal seal, string mac)
    {
        if (seal.Restored is not null)
        {
            (Heads, Problem) = ([], null);
        }
        else if (seal.Previous != Last || seal.Number != Number + 1)
        {
            Problem ??= $"Seal {seal.Number} of {seal.At:yyyy-MM-dd HH:mm:ss} UTC does not follow from the one before it: lines of the file of seals were removed or altered.";
        }

        foreach (var head in seal.Heads)
        {
            Heads[head.Key] = head;
            Begun.TryAdd(head.Key, IsEmpty ? head.Entries : 0);
        }

        if (Problem is null && (seal.Logs != Heads.Count || seal.Root != Seal.RootOf(Heads.Values)))
        {
            Problem = $"Seal {seal.Number} of {seal.At:yyyy-MM-dd HH:mm:ss} UTC does not sum up to what it says: lines of the file of seals were removed or altered.";
        }

        (Number, At, Last) = (seal.Number, seal.At, mac);
    }

    /// <summary>The seal that follows.</summary>
    public Seal Next(DateTimeOffset at, IReadOnlyList<SealedHead> moved)
    {
        var heads = new Dictionary<TenantKey, SealedHead>(Heads);
        foreach (var head in moved)
        {
            heads[head.Key] = head;
        }

        return new(Number + 1, at, moved, heads.Count, Seal.RootOf(heads.Values), Last);
    }
}
