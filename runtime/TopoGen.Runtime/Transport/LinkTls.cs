using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace TopoGen.Runtime;

/// <summary>TLS on TCP connections: this worker's certificate, and whom it trusts. Thread-safe.</summary>
internal sealed class LinkTls
{
    private readonly SslServerAuthenticationOptions _server;
    private readonly X509ChainPolicy _trust;

    /// <exception cref="TopologyInputException">A file cannot be used.</exception>
    public LinkTls(LinkOptions options)
    {
        X509Certificate2 certificate;
        var authorities = new X509Certificate2Collection();
        try
        {
            certificate = X509Certificate2.CreateFromPemFile(options.CertificatePath!, options.KeyPath);
            authorities.ImportFromPemFile(options.AuthorityPath!);
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new TopologyInputException(
                $"CertificatePath '{options.CertificatePath}', KeyPath '{options.KeyPath}' or AuthorityPath '{options.AuthorityPath}' cannot be used: {exception.Message}",
                exception);
        }

        _server = new SslServerAuthenticationOptions
        {
            ServerCertificateContext = SslStreamCertificateContext.Create(certificate, authorities, offline: true),
        };
        _trust = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        _trust.CustomTrustStore.AddRange(authorities);
    }

    /// <exception cref="AuthenticationException">The other side does not trust this one, or speaks something else.</exception>
    /// <exception cref="IOException">The connection broke.</exception>
    public LinkSocket Accept(Socket socket, string name)
    {
        SslStream stream = Open(socket);
        stream.AuthenticateAsServer(_server);
        return new TlsSocket(socket, stream, name);
    }

    /// <exception cref="AuthenticationException">The other side is not trusted, or speaks something else.</exception>
    /// <exception cref="IOException">The connection broke.</exception>
    public LinkSocket Connect(Socket socket, string host, string name)
    {
        SslStream stream = Open(socket);
        stream.AuthenticateAsClient(new SslClientAuthenticationOptions
        {
            TargetHost = host,
            CertificateChainPolicy = _trust,
            RemoteCertificateValidationCallback = static (_, certificate, _, errors)
                => certificate is not null && (errors & ~SslPolicyErrors.RemoteCertificateNameMismatch) == 0,
        });
        return new TlsSocket(socket, stream, name);
    }

    private static SslStream Open(Socket socket)
    {
        socket.Blocking = true;
        return new SslStream(new NetworkStream(socket, ownsSocket: false));
    }
}
