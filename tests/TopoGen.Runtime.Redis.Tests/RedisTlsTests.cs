using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging.Abstractions;

namespace TopoGen.Runtime.Redis.Tests;

public sealed class RedisTlsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("topogen-tls-").FullName;

    [Fact]
    public async Task A_server_whose_authority_is_trusted_is_spoken_to_and_another_one_is_not()
    {
        string trusted = Certify("trusted");
        string other = Certify("other");
        int port = FreePort();
        await using RedisServer server = await RedisServer.StartAsync(
            $"tls-port {port}", $"tls-cert-file {trusted}", $"tls-key-file {Path.ChangeExtension(trusted, ".key")}", $"tls-ca-cert-file {trusted}",
            "tls-auth-clients no");

        await using RedisCoordinationStore store = await ConnectAsync(port, tls: true, trusted);
        Assert.Null((await store.ReadFactsAsync(CancellationToken.None)).Run);

        foreach (string? authority in new[] { null, other })
        {
            CoordinationException failure = await Assert.ThrowsAsync<CoordinationException>(() => ConnectAsync(port, tls: true, authority));
            Assert.Contains("TLS", failure.Message, StringComparison.Ordinal);
        }

        await Assert.ThrowsAsync<CoordinationException>(() => ConnectAsync(port, tls: false, null));
    }

    [Fact]
    public async Task A_file_without_a_certificate_is_refused_by_name()
    {
        string file = Path.Combine(_folder, "empty.pem");
        await File.WriteAllTextAsync(file, "nothing");

        TopologyInputException failure = await Assert.ThrowsAsync<TopologyInputException>(() => ConnectAsync(1, tls: true, file));

        Assert.StartsWith($"Redis CaFile is '{file}'; expected a PEM file with a certificate: ", failure.Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Task<RedisCoordinationStore> ConnectAsync(int port, bool tls, string? authority) => RedisCoordinationStore.ConnectAsync(
        new RedisOptions { Address = $"localhost:{port}", Tls = tls, CaFile = authority, ConnectTimeout = TimeSpan.FromSeconds(3) },
        "words", NullLoggerFactory.Instance, CancellationToken.None);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <returns>A certificate for localhost that signs itself; its key stands beside it.</returns>
    private string Certify(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        string path = Path.Combine(_folder, name + ".pem");
        File.WriteAllText(path, certificate.ExportCertificatePem());
        File.WriteAllText(Path.ChangeExtension(path, ".key"), key.ExportPkcs8PrivateKeyPem());
        return path;
    }
}
