using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using Xunit;

namespace TopoGen.Tests;

/// <summary>
/// A real redis-server on a free loopback port, with a folder of its own. Any number may run side by side. It is stopped by its
/// process id when disposed.
/// </summary>
public sealed class RedisServer : IAsyncLifetime, IAsyncDisposable
{
    private const int Stop = 19;
    private const int Continue = 18;

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly string _folder = Directory.CreateTempSubdirectory("topogen-redis-").FullName;
    private string[] _settings = [];
    private Process? _process;

    /// <summary>Stays the same over restarts.</summary>
    public int Port { get; private set; }

    public string Address => $"127.0.0.1:{Port}";

    public int ProcessId => _process!.Id;

    /// <summary>Where it keeps what it writes.</summary>
    public string Folder => _folder;

    /// <param name="settings">More lines of its configuration.</param>
    public static async Task<RedisServer> StartAsync(params string[] settings)
    {
        var server = new RedisServer { _settings = settings };
        await server.InitializeAsync();
        return server;
    }

    public async Task InitializeAsync()
    {
        // Between choosing a free port and listening on it somebody else may take it.
        for (int attempt = 0; ; attempt++)
        {
            Port = FreePort();
            if (await TryStartAsync())
            {
                return;
            }

            Assert.True(attempt < 10, $"redis-server does not start; its last words: {_process?.StandardOutput.ReadToEnd()}");
        }
    }

    /// <summary>Kills it without a chance to write anything.</summary>
    public void Kill()
    {
        _process!.Kill();
        Assert.True(_process.WaitForExit(Deadline), "redis-server does not die");
        _process.Dispose();
        _process = null;
    }

    /// <summary>Starts it again on its port.</summary>
    /// <param name="keepData">Whether it has what it had written to its append-only file; without one in its settings it has nothing.</param>
    public async Task RestartAsync(bool keepData)
    {
        if (_process is not null)
        {
            Kill();
        }

        if (!keepData)
        {
            Directory.Delete(_folder, recursive: true);
            Directory.CreateDirectory(_folder);
        }

        Assert.True(await TryStartAsync(), $"redis-server does not start again on port {Port}");
    }

    /// <summary>Stands still, its connections open, until <see cref="Resume"/>.</summary>
    public void Pause() => Signal(Stop);

    public void Resume() => Signal(Continue);

    /// <summary>Sends one command in a connection of its own.</summary>
    /// <returns>The text of the answer, or its first line where that is no text.</returns>
    public async Task<string> CommandAsync(string command)
    {
        using var client = new TcpClient();
        using var deadline = new CancellationTokenSource(Deadline);
        await client.ConnectAsync(IPAddress.Loopback, Port, deadline.Token);
        NetworkStream stream = client.GetStream();
        await stream.WriteAsync(Encoding.UTF8.GetBytes(command + "\r\n"), deadline.Token);
        using var reader = new StreamReader(stream);
        string line = await reader.ReadLineAsync(deadline.Token) ?? "";
        if (!line.StartsWith('$'))
        {
            return line;
        }

        // Its length counts bytes; the texts asked for in tests are ASCII.
        char[] text = new char[int.Parse(line[1..], CultureInfo.InvariantCulture)];
        await reader.ReadBlockAsync(text, deadline.Token);
        return new string(text);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            Kill();
        }

        Directory.Delete(_folder, recursive: true);
        await ValueTask.CompletedTask;
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    private static int FreePort()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        return port;
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int SendSignal(int process, int signal);

    private void Signal(int signal) => Assert.Equal(0, SendSignal(_process!.Id, signal));

    private async Task<bool> TryStartAsync()
    {
        _process = Process.Start(new ProcessStartInfo("redis-server", "-") { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        await _process.StandardInput.WriteAsync(string.Join('\n',
        [
            "bind 127.0.0.1", $"port {Port}", $"dir {_folder}", "save \"\"", "loglevel warning", "daemonize no", .. _settings, "",
        ]));
        _process.StandardInput.Close();

        var waited = Stopwatch.StartNew();
        while (!_process.HasExited && waited.Elapsed < Deadline)
        {
            try
            {
                if (await CommandAsync("PING") is "+PONG" or ['-', 'N', 'O', 'A', 'U', 'T', 'H', ..])
                {
                    return true;
                }
            }
            catch (Exception exception) when (exception is SocketException or IOException)
            {
                await Task.Yield();
            }
        }

        return false;
    }
}
