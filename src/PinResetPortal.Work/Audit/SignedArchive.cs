using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace PinResetPortal.Work.Audit;

/// <summary>
/// A zip with files, their hashes in <c>SHA256SUMS</c>, a signature of that list in <c>SHA256SUMS.sig</c> and the fingerprint of the key in
/// <c>SHA256SUMS.key</c>. It can be checked with <c>sha256sum -c</c> and <c>openssl dgst -verify</c> alone.
/// </summary>
public static partial class SignedArchive
{
    private const string Sums = "SHA256SUMS";
    private const string SignatureName = Sums + ".sig";
    private const string KeyName = Sums + ".key";

    public static byte[] Write(IReadOnlyList<(string Name, byte[] Content)> files, IFileSigner signer)
    {
        var sums = Encoding.UTF8.GetBytes(string.Concat(files.Select(file => $"{Convert.ToHexStringLower(SHA256.HashData(file.Content))}  {file.Name}\n")));
        var signature = signer.Sign(sums);
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in files.Append((Sums, sums)).Append((SignatureName, signature.Der)).Append((KeyName, Encoding.UTF8.GetBytes(signature.Fingerprint + "\n"))))
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(content);
            }
        }

        return stream.ToArray();
    }

    /// <returns>The signed list with its signature; null when it carries none, or holds anything but what the list names.</returns>
    public static (byte[] Content, FileSignature Signature)? Read(byte[] file)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(file), ZipArchiveMode.Read);
            var contents = zip.Entries.ToDictionary(entry => entry.FullName, ContentOf, StringComparer.Ordinal);
            if (!contents.Remove(Sums, out var sums) || !contents.Remove(SignatureName, out var der) || !contents.Remove(KeyName, out var key))
            {
                return null;
            }

            var listed = Line().Matches(Encoding.UTF8.GetString(sums)).ToDictionary(line => line.Groups["name"].Value, line => line.Groups["hash"].Value, StringComparer.Ordinal);
            return listed.Count == contents.Count && contents.All(content => listed.GetValueOrDefault(content.Key) == Convert.ToHexStringLower(SHA256.HashData(content.Value)))
                ? (sums, new FileSignature(Encoding.UTF8.GetString(key).Trim(), der))
                : null;
        }
        catch (Exception e) when (e is InvalidDataException or ArgumentException or EndOfStreamException or NotSupportedException)
        {
            // No zip, a damaged one, or one with two files of the same name.
            return null;
        }
    }

    public static bool IsZip(ReadOnlySpan<byte> file) => file.StartsWith("PK"u8);

    private static byte[] ContentOf(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }

    [GeneratedRegex("^(?<hash>[0-9a-f]{64})  (?<name>[^\n]+)\n", RegexOptions.Multiline)]
    private static partial Regex Line();
}
