using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace TopoGen.Benchmarks;

/// <summary>A redis-server of this process, as durable as a run's private one.</summary>
internal sealed class RecoveryRedis : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("topogen-benchmarks-redis-");
    private readonly Process _process;

    public RecoveryRedis()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        int port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        Address = $"127.0.0.1:{port}";
        string[] settings = ["--bind", "127.0.0.1", "--port", $"{port}", "--dir", _folder.FullName, "--save", "", "--appendonly", "yes", "--appendfsync", "always", "--loglevel", "warning"];
        _process = Process.Start(new ProcessStartInfo("redis-server", settings) { RedirectStandardOutput = true })!;
        WaitForPort(port);
    }

    public string Address { get; }

    public int ProcessId => _process.Id;

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private void WaitForPort(int port)
    {
        while (!_process.HasExited)
        {
            try
            {
                using var client = new TcpClient();
                client.Connect(IPAddress.Loopback, port);
                return;
            }
            catch (SocketException)
            {
                Thread.Sleep(10);
            }
        }

        throw new InvalidOperationException("redis-server does not start.");
    }
}
