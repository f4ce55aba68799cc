using System.Security.Cryptography;
using System.Text;

namespace PinResetPortal.Emulator.Directory;

/// <summary>Ids that are the same at every start, so that links, caches and tests can rely on them.</summary>
internal static class StableId
{
    public static Guid Guid(params ReadOnlySpan<object> parts)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('|', parts.ToArray())), hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x40);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }

    public static string Text(params ReadOnlySpan<object> parts) => Guid(parts).ToString("D");
}
