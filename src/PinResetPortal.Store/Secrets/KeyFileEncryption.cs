using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;

namespace PinResetPortal.Store.Secrets;

/// <summary>Encrypts a data-protection key with a key file (AES-256-GCM), as data protection has it done (https://learn.microsoft.com/aspnet/core/security/data-protection/extensibility/key-management#ixmlencryptor).</summary>
internal sealed class KeyFileEncryptor(ProtectionKeyFiles files) : IXmlEncryptor
{
    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var key = files.Active;
        var plain = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        var sealed_ = new byte[KeyFileFormat.NonceBytes + plain.Length + KeyFileFormat.TagBytes];
        var nonce = sealed_.AsSpan(0, KeyFileFormat.NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key.Secret, KeyFileFormat.TagBytes);
        aes.Encrypt(nonce, plain, sealed_.AsSpan(KeyFileFormat.NonceBytes, plain.Length), sealed_.AsSpan(^KeyFileFormat.TagBytes..), Encoding.UTF8.GetBytes(key.Name));
        return new(new XElement(KeyFileFormat.Element, new XAttribute(KeyFileFormat.Key, key.Name), Convert.ToBase64String(sealed_)), typeof(KeyFileDecryptor));
    }
}

/// <summary>Data protection makes it by the name that stands beside what <see cref="KeyFileEncryptor"/> wrote.</summary>
internal sealed class KeyFileDecryptor(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement)
    {
        var name = (string?)encryptedElement.Attribute(KeyFileFormat.Key) ?? "";
        var key = services.GetRequiredService<ProtectionKeyFiles>().Find(name) ?? throw new CryptographicException($"The key {name} is not in the folder of the key files.");
        var sealed_ = Convert.FromBase64String(encryptedElement.Value).AsSpan();
        var plain = new byte[sealed_.Length - KeyFileFormat.NonceBytes - KeyFileFormat.TagBytes];
        using var aes = new AesGcm(key.Secret, KeyFileFormat.TagBytes);
        aes.Decrypt(sealed_[..KeyFileFormat.NonceBytes], sealed_[KeyFileFormat.NonceBytes..^KeyFileFormat.TagBytes], sealed_[^KeyFileFormat.TagBytes..], plain, Encoding.UTF8.GetBytes(name));
        return XElement.Parse(Encoding.UTF8.GetString(plain));
    }
}

internal static class KeyFileFormat
{
    public const string Element = "keyFile";
    public const string Key = "key";
    public const int NonceBytes = 12;
    public const int TagBytes = 16;
}
