using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace PinResetPortal.Emulator.Tokens;

/// <summary>The key that signs tokens, and out of it the one that seals codes, cookies and refresh tokens.</summary>
internal sealed class SigningKey : IDisposable
{
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private readonly RSA _rsa;
    private readonly byte[] _sealKey;

    public SigningKey(EmulatorOptions options)
    {
        _rsa = RSA.Create(2048);
        if (options.KeyFile is { Length: > 0 } file)
        {
            if (File.Exists(file))
            {
                _rsa.ImportFromPem(File.ReadAllText(file));
            }
            else
            {
                File.WriteAllText(file, _rsa.ExportPkcs8PrivateKeyPem());
            }
        }

        var publicKey = _rsa.ExportSubjectPublicKeyInfo();
        Security = new RsaSecurityKey(_rsa) { KeyId = Base64UrlEncoder.Encode(SHA256.HashData(publicKey).AsSpan(0, 20).ToArray()) };
        Credentials = new SigningCredentials(Security, SecurityAlgorithms.RsaSha256);
        _sealKey = HKDF.DeriveKey(HashAlgorithmName.SHA256, _rsa.ExportPkcs8PrivateKey(), 32, info: "sealed values"u8.ToArray());
    }

    public RsaSecurityKey Security { get; }

    public SigningCredentials Credentials { get; }

    public RSAParameters PublicParameters => _rsa.ExportParameters(includePrivateParameters: false);

    /// <summary>An opaque text that only <see cref="Open{T}"/> with the same purpose reads.</summary>
    public string Seal<T>(string purpose, T value)
    {
        var plain = JsonSerializer.SerializeToUtf8Bytes(value);
        var sealedBytes = new byte[NonceSize + TagSize + plain.Length];
        RandomNumberGenerator.Fill(sealedBytes.AsSpan(0, NonceSize));
        using var aes = new AesGcm(_sealKey, TagSize);
        aes.Encrypt(sealedBytes.AsSpan(0, NonceSize), plain, sealedBytes.AsSpan(NonceSize + TagSize), sealedBytes.AsSpan(NonceSize, TagSize), System.Text.Encoding.UTF8.GetBytes(purpose));
        return Base64UrlEncoder.Encode(sealedBytes);
    }

    public T? Open<T>(string purpose, string? text)
        where T : class
    {
        try
        {
            var bytes = Base64UrlEncoder.DecodeBytes(text ?? "");
            if (bytes.Length <= NonceSize + TagSize)
            {
                return null;
            }

            var plain = new byte[bytes.Length - NonceSize - TagSize];
            using var aes = new AesGcm(_sealKey, TagSize);
            aes.Decrypt(bytes.AsSpan(0, NonceSize), bytes.AsSpan(NonceSize + TagSize), bytes.AsSpan(NonceSize, TagSize), plain, System.Text.Encoding.UTF8.GetBytes(purpose));
            return JsonSerializer.Deserialize<T>(plain);
        }
        catch (Exception e) when (e is FormatException or CryptographicException or JsonException)
        {
            return null;
        }
    }

    public void Dispose() => _rsa.Dispose();
}
