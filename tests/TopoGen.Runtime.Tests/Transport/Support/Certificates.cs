using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace TopoGen.Runtime.Tests.Transport;

/// <summary>An authority of this test's own, and a worker's certificate, as PEM files in a folder of their own.</summary>
internal sealed class Certificates : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("topogen-test-").FullName;

    public Certificates()
    {
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authority = new CertificateRequest("CN=test authority", authorityKey, HashAlgorithmName.SHA256);
        authority.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        DateTimeOffset now = DateTimeOffset.UtcNow;
        using X509Certificate2 root = authority.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var worker = new CertificateRequest("CN=worker", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        worker.CertificateExtensions.Add(names.Build());
        using X509Certificate2 leaf = worker.Create(root, now.AddDays(-1), now.AddDays(1), [1, 2, 3, 4]);

        File.WriteAllText(Path.Combine(_folder, "ca.pem"), root.ExportCertificatePem());
        File.WriteAllText(Path.Combine(_folder, "worker.pem"), leaf.ExportCertificatePem());
        File.WriteAllText(Path.Combine(_folder, "worker.key"), key.ExportPkcs8PrivateKeyPem());
    }

    public string Authority => Path.Combine(_folder, "ca.pem");

    public void Use(LinkOptions options)
    {
        options.Listen = "127.0.0.1:0";
        options.CertificatePath = Path.Combine(_folder, "worker.pem");
        options.KeyPath = Path.Combine(_folder, "worker.key");
        options.AuthorityPath = Authority;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
