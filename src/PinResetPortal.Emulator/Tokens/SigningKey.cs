using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace PinResetPortal.Emulator.Tokens;

/// <summary>The key that signs tokens, and out of it the one that seals codes, cookies and refresh tokens.</summary>
internal sealed class SigningKey : IDisposable
{
    private const int NonceSize = 12;
    private const int TagSize = 16;

    /// <summary>Making a key takes a tenth of a second: the Emulators of a process have one, as long as none is kept in a file.</summary>
    private static readonly Lazy<RSAParameters> _ofTheProcess = new(() =>
    {
        using var made = RSA.Create(2048);
        return made.ExportParameters(includePrivateParameters: true);
    });

    private readonly RSA _rsa;
    private readonly byte[] _sealKey;

    public SigningKey(EmulatorOptions options)
    {
        if (options.KeyFile is not { Length: > 0 } file)
        {
            _rsa = RSA.Create(_ofTheProcess.Value);
        }
        else if (File.Exists(file))
        {
            _rsa = RSA.Create();
            _rsa.ImportFromPem(File.ReadAllText(file));
        }
        else
        {
            _rsa = RSA.Create(2048);
            File.WriteAllText(file, _rsa.ExportPkcs8PrivateKeyPem());
        }

        var publicKey = _rsa.ExportSubjectPublicKeyInfo();

        // The library keeps by the key's id what signs, for the whole process: another Emulator's, which may be disposed.
        Security = new RsaSecurityKey(_rsa)
        {
            KeyId = Base64UrlEncoder.Encode(SHA256.HashData(publicKey).AsSpan(0, 20).ToArray()),
            CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false },
        };
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
