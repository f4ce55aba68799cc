using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Yarp.ReverseProxy.Forwarder;

namespace PinResetPortal.EndToEnd.Installing;

/// <summary>
/// Ends TLS for hosts that the test names, with certificates of an authority that only the test knows, and hands on what it decrypts, saying that it
/// came over https. It is reached as any proxy is (<c>HTTPS_PROXY</c>), so the product needs no switch for it; who trusts it is told by
/// <c>SSL_CERT_FILE</c>.
/// </summary>
internal sealed class TlsFront : IAsyncDisposable
{
    private static readonly DateTimeOffset From = TimeProvider.System.GetUtcNow().AddDays(-1);

    private readonly IReadOnlyDictionary<string, int> _hosts;
    private readonly ConcurrentDictionary<string, X509Certificate2> _certificates = new();
    private readonly X509Certificate2 _authority = MakeAuthority();
    private readonly HttpMessageInvoker _behind = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.None });
    private readonly WebApplication _proxy;

    private TlsFront(IReadOnlyDictionary<string, int> hosts)
    {
        _hosts = hosts;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddHttpForwarder();
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Use(next => connection => OpenAsync(next, connection));
            listen.UseHttps(https => https.ServerCertificateSelector = (_, name) => name is null ? null : _certificates.GetOrAdd(name, CertificateOf));
        }));
        _proxy = builder.Build();
        var forwarder = _proxy.Services.GetRequiredService<IHttpForwarder>();
        _proxy.Run(async context => await forwarder.SendAsync(context, $"http://localhost:{_hosts[context.Request.Host.Host]}", _behind, ForwarderRequestConfig.Empty, new OverHttps()));
    }

    public string Address => _proxy.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single().Replace("https:", "http:", StringComparison.Ordinal);

    /// <summary>Hosts that somebody asked for and that nobody answers for.</summary>
    public ConcurrentBag<string> Refused { get; } = [];

    public string AuthorityPem => _authority.ExportCertificatePem();

    /// <param name="hosts">Where each host is on this machine: its port, http.</param>
    public static async Task<TlsFront> StartAsync(IReadOnlyDictionary<string, int> hosts)
    {
        var front = new TlsFront(hosts);
        await front._proxy.StartAsync(TestContext.Current.CancellationToken);
        return front;
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        _behind.Dispose();
        foreach (var certificate in _certificates.Values.Append(_authority))
        {
            certificate.Dispose();
        }
    }

    /// <summary>CONNECT comes before TLS, and says for which host.</summary>
    private async Task OpenAsync(ConnectionDelegate next, ConnectionContext connection)
    {
        var host = await ReadHeadAsync(connection) is var head && head.Split(' ') is ["CONNECT", var target, ..] ? target.Split(':')[0] : head.Split('\r')[0];
        if (!_hosts.ContainsKey(host))
        {
            Refused.Add(host);
            await connection.Transport.Output.WriteAsync("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray());
            return;
        }

        await connection.Transport.Output.WriteAsync("HTTP/1.1 200 Connection established\r\n\r\n"u8.ToArray());
        await next(connection);
    }

    private static async Task<string> ReadHeadAsync(ConnectionContext connection)
    {
        var input = connection.Transport.Input;
        while (true)
        {
            var read = await input.ReadAsync(connection.ConnectionClosed);
            var head = Encoding.ASCII.GetString(read.Buffer);
            var isWhole = head.EndsWith("\r\n\r\n", StringComparison.Ordinal) || read.IsCompleted;
            input.AdvanceTo(isWhole ? read.Buffer.End : read.Buffer.Start, read.Buffer.End);
            if (isWhole)
            {
                return head;
            }
        }
    }

    private static X509Certificate2 MakeAuthority()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=Authority of a test", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return request.CreateSelfSigned(From, From.AddDays(30));
    }

    private X509Certificate2 CertificateOf(string host)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        using var signed = request.Create(_authority, From, From.AddDays(20), RandomNumberGenerator.GetBytes(8));
        using var whole = signed.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pkcs12), null);
    }

    /// <summary>The request as it came, under the name that was asked for.</summary>
    private sealed class OverHttps : HttpTransformer
    {
        public override async ValueTask TransformRequestAsync(HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
        {
            await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
            proxyRequest.Headers.Host = httpContext.Request.Host.Value;
            proxyRequest.Headers.Add("X-Forwarded-Proto", httpContext.Request.Scheme);
        }
    }
}
