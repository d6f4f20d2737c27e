using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace TopoGen.Benchmarks;

/// <summary>A redis-server on a free loopback port, which keeps everything in memory. Stopped by its process id when disposed.</summary>
internal sealed class ScaleRedis : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly int _port;

    private ScaleRedis(Process process, int port)
    {
        _process = process;
        _port = port;
    }

    public string Address => $"127.0.0.1:{_port}";

    public static async Task<ScaleRedis> StartAsync()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        Process process = Process.Start(new ProcessStartInfo("redis-server", ["--bind", "127.0.0.1", "--port", $"{port}", "--save", "", "--appendonly", "no"])
        {
            RedirectStandardOutput = true,
        }) ?? throw new InvalidOperationException("redis-server does not start.");
        process.OutputDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        var redis = new ScaleRedis(process, port);
        for (long begun = Stopwatch.GetTimestamp(); ;)
        {
            try
            {
                await redis.InfoAsync("stats");
                return redis;
            }
            catch (SocketException) when (Stopwatch.GetElapsedTime(begun) < Deadline)
            {
                await Task.Delay(20);
            }
        }
    }

    /// <summary>A section of what it says of itself.</summary>
    public async Task<Dictionary<string, double>> InfoAsync(string section)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, _port);
        NetworkStream stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"INFO {section}\r\nQUIT\r\n"));
        using var reader = new StreamReader(stream);
        string text = await reader.ReadToEndAsync();
        return text.Split('\n')
            .Select(static line => line.Trim().Split(':'))
            .Where(static pair => pair.Length == 2 && double.TryParse(pair[1], CultureInfo.InvariantCulture, out _))
            .ToDictionary(static pair => pair[0], static pair => double.Parse(pair[1], CultureInfo.InvariantCulture));
    }

    /// <summary>What has come in and gone out so far.</summary>
    public async Task<(double In, double Out)> BytesAsync()
    {
        Dictionary<string, double> stats = await InfoAsync("stats");
        return (stats["total_net_input_bytes"], stats["total_net_output_bytes"]);
    }

    /// <summary>Processor time so far, in seconds.</summary>
    public async Task<double> ProcessorAsync()
    {
        Dictionary<string, double> cpu = await InfoAsync("cpu");
        return cpu["used_cpu_user"] + cpu["used_cpu_sys"];
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
