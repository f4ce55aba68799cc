using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Audit;

namespace PinResetPortal.Store.Auditing;

/// <summary>
/// How an entry is hashed. Each field is written with its length before it, so that no text can be moved from one field to the next without
/// the hash changing. The first field names this format: another one would get another name.
/// </summary>
internal static class AuditChain
{
    private const string Format = "pinresetportal-audit-3";

    /// <summary>As entries were hashed before there was a key.</summary>
    private const string KeylessFormat = "pinresetportal-audit-2";

    /// <summary>As entries were hashed before they belonged to a home tenant.</summary>
    private const string FirstFormat = "pinresetportal-audit-1";

    public static readonly string Start = new('0', 64);

    public static string Hash(AuditKey key, long sequence, DateTimeOffset at, AuditRecord record, string previousHash)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key.Secret);
        Append(hash, Format);
        Append(hash, key.Id);
        Append(hash, record.Key.Home.ToString());
        return Hash(hash, sequence, at, record, previousHash);
    }

    /// <summary>The hash of an entry from before there was a key; only the oldest entries of a chain may have it.</summary>
    public static string KeylessHash(long sequence, DateTimeOffset at, AuditRecord record, string previousHash)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, KeylessFormat);
        Append(hash, record.Key.Home.ToString());
        return Hash(hash, sequence, at, record, previousHash);
    }

    /// <summary>The hash of an entry from before it belonged to a home tenant; only the oldest entries of a chain may have it.</summary>
    public static string FirstHash(long sequence, DateTimeOffset at, AuditRecord record, string previousHash)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, FirstFormat);
        return Hash(hash, sequence, at, record, previousHash);
    }

    /// <summary>What only the key's holder can write beside where a chain ends: whoever cuts entries off cannot move it.</summary>
    public static string EndMac(AuditKey key, TenantKey chain, long entries, string hash) =>
        key.Mac(string.Create(CultureInfo.InvariantCulture, $"pinresetportal-audit-end-1 {chain.Home} {chain.Tenant} {entries} {hash}"));

    private static string Hash(IncrementalHash hash, long sequence, DateTimeOffset at, AuditRecord record, string previousHash)
    {
        Append(hash, sequence);
        Append(hash, at.UtcTicks);
        Append(hash, record.TenantId.ToString());
        Append(hash, record.ActorId);
        Append(hash, record.ActorName);
        Append(hash, record.Action);
        Append(hash, record.OperationId?.ToString("D"));
        Append(hash, record.Summary);
        Append(hash, record.Detail);
        Append(hash, previousHash);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>
    /// The text as every database gives it back: PostgreSQL takes no zero character and UTF-8 no half surrogate, and an entry that comes
    /// back changed would not verify.
    /// </summary>
    public static string Storable(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Replace('\0', '\uFFFD');

    private static void Append(IncrementalHash hash, string? text)
    {
        if (text is null)
        {
            Append(hash, -1L);
            return;
        }

        var bytes = Encoding.UTF8.GetBytes(text);
        Append(hash, (long)bytes.Length);
        hash.AppendData(bytes);
    }

    private static void Append(IncrementalHash hash, long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        hash.AppendData(bytes);
    }
}
