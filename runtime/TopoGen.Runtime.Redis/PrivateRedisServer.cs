using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace TopoGen.Runtime.Redis;

/// <summary>
/// A redis-server (or valkey-server) of one's own, on the loopback interface, with its data in a folder and every write on disk
/// before it is answered. Its process outlives an owner that is killed, and then waits for the next <see cref="StartAsync"/> in
/// its folder, which adopts it; <see cref="DisposeAsync"/> shuts it down.
/// </summary>
public sealed partial class PrivateRedisServer : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(30);

    /// <summary>How long a server may take to listen whose owner was killed right after starting it.</summary>
    private static readonly TimeSpan ListenTimeout = TimeSpan.FromSeconds(2);

    private const int PortAttempts = 5;

    private readonly PrivateRedisFolder _folder;
    private volatile PrivateRedisRecord _record;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private bool _disposed;

    private PrivateRedisServer(PrivateRedisFolder folder, PrivateRedisRecord record, bool wasAdopted, TimeProvider time, ILogger logger)
    {
        _folder = folder;
        _record = record;
        _time = time;
        _logger = logger;
        WasAdopted = wasAdopted;
    }

    /// <summary>How to connect to it. Each call gives new ones, which may be changed.</summary>
    public RedisOptions Options => _record.Options;

    public int ProcessId => _record.ProcessId;

    /// <summary>Whether it was running already, left by an owner that was killed.</summary>
    public bool WasAdopted { get; }

    /// <summary>Starts a server on a folder, or adopts the one that runs there; one that does not answer is killed and replaced.</summary>
    /// <param name="dataFolder">Made where it is missing. It belongs to one owner at a time.</param>
    /// <param name="time">For deadlines.</param>
    /// <param name="logger">Is told what was done.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="TopologyInputException">No server is installed, it does not start, or another process owns the folder.</exception>
    public static async Task<PrivateRedisServer> StartAsync(
        string dataFolder, TimeProvider time, ILogger logger, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(dataFolder);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(logger);
        var folder = PrivateRedisFolder.Lock(dataFolder);
        try
        {
            if (folder.Read() is { } former && await AdoptAsync(folder, former, time, logger, cancellation) is { } adopted)
            {
                return new PrivateRedisServer(folder, adopted, wasAdopted: true, time, logger);
            }

            PrivateRedisRecord record = await StartNewAsync(folder, time, cancellation);
            LogStarted(logger, record.ProcessId, record.Port, folder.Path);
            return new PrivateRedisServer(folder, record, wasAdopted: false, time, logger);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Whether its process lives. Any thread.</summary>
    public bool IsAlive => _record.IsAlive;

    /// <summary>
    /// Starts it again where its process has died, with the port, the password and the data it had: whoever was connected is so again
    /// by itself. One call at a time, and none after disposal.
    /// </summary>
    /// <param name="cancellation">Gives up before it is started; then it is waited for, so that no process is left that nobody knows of.</param>
    /// <exception cref="TopologyInputException">It does not start; no process of it is left then.</exception>
    public async Task RestartAsync(CancellationToken cancellation)
    {
        PrivateRedisRecord former = _record;
        if (former.IsAlive)
        {
            return;
        }

        cancellation.ThrowIfCancellationRequested();
        if (await LaunchAgainAsync(former) is { } failure)
        {
            throw new TopologyInputException(
                $"The private Redis server of folder '{_folder.Path}', process {former.ProcessId}, has died and does not start again: {failure}");
        }
    }

    /// <summary>How to connect to the server that runs on a folder, whoever owns it; null where none does.</summary>
    public static RedisOptions? Find(string dataFolder)
    {
        ArgumentException.ThrowIfNullOrEmpty(dataFolder);
        return PrivateRedisFolder.Read(dataFolder) is { IsAlive: true } record ? record.Options : null;
    }

    /// <summary>Shuts the server down, by force where it does not obey, and gives the folder free. The data stays. Call it once no store uses it any more.</summary>
    /// <exception cref="CoordinationException">The process does not die; the record stays, so that the next start finds it.</exception>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        try
        {
            await EndAsync(_folder, _record, _time, _logger);
        }
        finally
        {
            _folder.Dispose();
        }
    }

    /// <returns>Null, or why it does not start.</returns>
    private async Task<string?> LaunchAgainAsync(PrivateRedisRecord former)
    {
        // As at the first start: whoever finds the folder when this process is killed right now finds the server too.
        _folder.Write(former with { ProcessId = 0, ProcessStart = "" });
        string? failure;
        try
        {
            failure = await PrivateRedisProcess.LaunchAsync(_folder, former, CancellationToken.None);
            if (failure is null
                && await PrivateRedisProcess.AnswersAsync(
                    former, StartTimeout, () => HasFailed(_folder), _time, CancellationToken.None) is { } processId)
            {
                _record = Running(former, processId);
                _folder.Write(_record);
                LogRestarted(_logger, former.ProcessId, processId, former.Port);
                return null;
            }
        }
        catch
        {
            await AbandonAsync(_folder, former, _time);
            throw;
        }

        failure ??= _folder.ReadLog();
        await AbandonAsync(_folder, former, _time);
        return failure;
    }

    private static async Task<PrivateRedisRecord?> AdoptAsync(
        PrivateRedisFolder folder, PrivateRedisRecord former, TimeProvider time, ILogger logger, CancellationToken cancellation)
    {
        // Where its owner was killed while starting it, the record has no process yet.
        bool wasStarting = former.ProcessId == 0;
        if ((wasStarting || former.IsAlive)
            && await PrivateRedisProcess.AnswersAsync(
                former, wasStarting ? ListenTimeout : StartTimeout, () => !wasStarting && !former.IsAlive, time, cancellation) is { } processId)
        {
            PrivateRedisRecord adopted = Running(former, processId);
            folder.Write(adopted);
            LogAdopted(logger, processId, former.Port, folder.Path);
            return adopted;
        }

        PrivateRedisRecord? launched = wasStarting ? Launched(folder, former) : former;
        if (launched is { IsAlive: true })
        {
            LogReplaced(logger, launched.ProcessId, launched.Port);
            await EndAsync(folder, launched, time, logger);
        }

        return null;
    }

    private static async Task<PrivateRedisRecord> StartNewAsync(PrivateRedisFolder folder, TimeProvider time, CancellationToken cancellation)
    {
        // Between choosing a free port and listening on it somebody else may take it.
        for (int attempt = 1; ; attempt++)
        {
            var record = new PrivateRedisRecord(FreePort(), RandomNumberGenerator.GetHexString(64, lowercase: true), 0, "");
            // First the record, so that the server is found again even if this process is killed right now.
            folder.Write(record);
            string? failure = null;
            try
            {
                failure = await PrivateRedisProcess.LaunchAsync(folder, record, cancellation);
                if (failure is null
                    && await PrivateRedisProcess.AnswersAsync(record, StartTimeout, () => HasFailed(folder), time, cancellation) is { } processId)
                {
                    record = Running(record, processId);
                    folder.Write(record);
                    return record;
                }
            }
            catch
            {
                await AbandonAsync(folder, record, time);
                throw;
            }

            failure ??= folder.ReadLog();
            await AbandonAsync(folder, record, time);
            if (!folder.LogHolds("already in use") || attempt == PortAttempts)
            {
                throw new TopologyInputException(
                    $"The private Redis server of folder '{folder.Path}' does not start ({failure}); repair the folder, give another one, or use a server of yours with --redis ADDRESS");
            }
        }
    }

    /// <summary>Whether the server that was started just now has ended again.</summary>
    private static bool HasFailed(PrivateRedisFolder folder) =>
        folder.ReadProcessId() is { } processId ? ProcessIdentity.StartOf(processId) is null : folder.LogHolds("Failed listening");

    private static async Task AbandonAsync(PrivateRedisFolder folder, PrivateRedisRecord record, TimeProvider time)
    {
        if (Launched(folder, record) is { } launched)
        {
            await PrivateRedisProcess.KillAsync(launched, time);
        }

        folder.Delete();
    }

    private static async Task EndAsync(PrivateRedisFolder folder, PrivateRedisRecord record, TimeProvider time, ILogger logger)
    {
        if (!await PrivateRedisProcess.ShutDownAsync(record, time))
        {
            LogKilled(logger, record.ProcessId);
            if (!await PrivateRedisProcess.KillAsync(record, time))
            {
                throw new CoordinationException($"The private Redis server, process {record.ProcessId}, does not die; end it by hand");
            }
        }

        folder.Delete();
    }

    private static PrivateRedisRecord Running(PrivateRedisRecord record, int processId) =>
        record with { ProcessId = processId, ProcessStart = ProcessIdentity.StartOf(processId) ?? "" };

    /// <summary>The process that the server itself has noted; null where it did not come so far.</summary>
    private static PrivateRedisRecord? Launched(PrivateRedisFolder folder, PrivateRedisRecord record) =>
        folder.ReadProcessId() is { } processId && ProcessIdentity.IsNamed(processId, "redis", "valkey") ? Running(record, processId) : null;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [LoggerMessage(1, LogLevel.Information, "Private Redis server started: process {Process}, port {Port}, data in {Folder}")]
    private static partial void LogStarted(ILogger logger, int process, int port, string folder);

    [LoggerMessage(2, LogLevel.Information, "Private Redis server of an earlier run adopted: process {Process}, port {Port}, data in {Folder}")]
    private static partial void LogAdopted(ILogger logger, int process, int port, string folder);

    [LoggerMessage(3, LogLevel.Warning, "Private Redis server of an earlier run does not answer and is replaced: process {Process}, port {Port}")]
    private static partial void LogReplaced(ILogger logger, int process, int port);

    [LoggerMessage(4, LogLevel.Warning, "Private Redis server does not shut down and is killed: process {Process}")]
    private static partial void LogKilled(ILogger logger, int process);

    [LoggerMessage(5, LogLevel.Warning, "Private Redis server has died (process {Former}) and was started again: process {Process}, port {Port}")]
    private static partial void LogRestarted(ILogger logger, int former, int process, int port);
}
