using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace PinResetPortal.EndToEnd.Installing;

/// <summary>
/// Answers for hosts that the test names, with certificates of an authority that only the test knows, and hands on what it decrypts. It is reached as
/// any proxy is (<c>HTTPS_PROXY</c>), so the product needs no switch for it; who trusts it is told by <c>SSL_CERT_FILE</c>.
/// </summary>
internal sealed class TlsFront : IAsyncDisposable
{
    private static readonly DateTimeOffset From = TimeProvider.System.GetUtcNow().AddDays(-1);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly IReadOnlyDictionary<string, int> _hosts;
    private readonly ConcurrentDictionary<string, X509Certificate2> _certificates = new();
    private readonly X509Certificate2 _authority;
    private readonly Task _accepting;

    /// <param name="hosts">Where each host is on this machine: its port, http.</param>
    public TlsFront(IReadOnlyDictionary<string, int> hosts)
    {
        _hosts = hosts;
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=Authority of a test", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        _authority = request.CreateSelfSigned(From, From.AddDays(30));
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public string Address => $"http://{_listener.LocalEndpoint}";

    /// <summary>Hosts that somebody asked for and that nobody answers for.</summary>
    public ConcurrentBag<string> Refused { get; } = [];

    public string AuthorityPem => _authority.ExportCertificatePem();

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stopping.Dispose();
        _authority.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_stopping.Token));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                var host = (await ReadHeadAsync(stream)).Split(' ') is ["CONNECT", var target, ..] ? target.Split(':')[0] : "";
                if (!_hosts.TryGetValue(host, out var port))
                {
                    Refused.Add(host);
                    await stream.WriteAsync("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray(), _stopping.Token);
                    return;
                }

                await stream.WriteAsync("HTTP/1.1 200 Connection established\r\n\r\n"u8.ToArray(), _stopping.Token);
                await using var tls = new SslStream(stream);
                await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = CertificateOf(host) }, _stopping.Token);
                using var behind = new TcpClient();
                await behind.ConnectAsync(IPAddress.Loopback, port, _stopping.Token);
                var plain = behind.GetStream();
                await Task.WhenAny(tls.CopyToAsync(plain, _stopping.Token), plain.CopyToAsync(tls, _stopping.Token));
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException or System.Security.Authentication.AuthenticationException)
            {
                // Browsers open connections that they do not use, and close them as they like.
            }
        }
    }

    /// <summary>Up to the empty line, one byte at a time: what follows is TLS.</summary>
    private async Task<string> ReadHeadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(one, _stopping.Token) == 1)
        {
            head.Append((char)one[0]);
        }

        return head.ToString();
    }

    private X509Certificate2 CertificateOf(string host) => _certificates.GetOrAdd(host, name =>
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        using var signed = request.Create(_authority, From, From.AddDays(20), RandomNumberGenerator.GetBytes(8));
        using var whole = signed.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pkcs12), null);
    });
}
