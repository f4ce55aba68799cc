using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using PinResetPortal.Hosting;

namespace PinResetPortal.Setup;

/// <summary>A portal under Production's rules behind a proxy that ends TLS and says nothing about it.</summary>
internal sealed class TlsFront : IAsyncDisposable
{
    private readonly WebApplication _proxy;
    private readonly X509Certificate2 _certificate;
    private FrontedHost? _portal;

    private TlsFront(WebApplication proxy, X509Certificate2 certificate) => (_proxy, _certificate) = (proxy, certificate);

    public Uri Url => new(_proxy.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single().Replace("127.0.0.1", "localhost", StringComparison.Ordinal));

    public static async Task<TlsFront> StartAsync()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var signed = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        var certificate = X509CertificateLoader.LoadPkcs12(signed.Export(X509ContentType.Pkcs12), null);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        var proxy = builder.Build();
        var front = new TlsFront(proxy, certificate);
        proxy.Run(front.ForwardAsync);
        await proxy.StartAsync(TestContext.Current.CancellationToken);
        return front;
    }

    /// <param name="publicUrl">What the portal is told about its address; null: nothing.</param>
    public void StartPortal(Uri? publicUrl) => _portal = new(publicUrl);

    /// <summary>The command trusts the proxy's certificate, as a browser would that of a real one.</summary>
    public void Trust(IServiceCollection services) =>
        services.PostConfigure<HttpClientFactoryOptions>(DoctorPlace.HttpClientName, options => options.HttpMessageHandlerBuilderActions.Add(handlers => handlers.PrimaryHandler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            SslOptions = { RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.GetCertHashString() == _certificate.GetCertHashString() },
        }));

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        if (_portal is not null)
        {
            await _portal.DisposeAsync();
        }

        _certificate.Dispose();
    }

    private async Task ForwardAsync(HttpContext context)
    {
        if (_portal is null)
        {
            context.Response.StatusCode = StatusCodes.Status502BadGateway;
            return;
        }

        using var client = _portal.Caller(null);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"{context.Request.Path}", UriKind.Relative)) { Headers = { Host = context.Request.Host.Value } };
        using var answer = await client.SendAsync(request, context.RequestAborted);
        context.Response.StatusCode = (int)answer.StatusCode;
        context.Response.Headers.Location = answer.Headers.Location?.OriginalString;
    }

    private sealed class FrontedHost(Uri? publicUrl) : PortalHost
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseEnvironment("Production");
            if (publicUrl is not null)
            {
                builder.UseSetting("Portal:PublicUrl", publicUrl.GetLeftPart(UriPartial.Authority));
            }
        }
    }
}
