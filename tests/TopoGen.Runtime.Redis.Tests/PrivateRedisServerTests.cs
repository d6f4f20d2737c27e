using System.Diagnostics;
using System.Runtime.Versioning;
using Microsoft.Extensions.Logging.Abstractions;

namespace TopoGen.Runtime.Redis.Tests;

[SupportedOSPlatform("linux")]
public sealed class PrivateRedisServerTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly string _root = Directory.CreateTempSubdirectory("topogen-private-").FullName;
    private readonly CapturedLog _log = new();

    private string Folder => Path.Combine(_root, "da\"ta ü");

    private string RecordFile => Path.Combine(Folder, "redis.json");

    [Fact]
    public async Task It_serves_its_owner_is_found_by_others_and_ends_with_its_owner()
    {
        int process;
        await using (PrivateRedisServer server = await StartAsync())
        {
            process = server.ProcessId;
            Assert.False(server.WasAdopted);
            Assert.Equal("r1", (await BeginAsync(server.Options, "r1")).Id);
            RedisOptions found = PrivateRedisServer.Find(Folder)!;
            Assert.Equal((server.Options.Address, server.Options.Password), (found.Address, found.Password));
            Assert.Equal("r1", (await BeginAsync(found, "r2")).Id);
            Assert.NotNull(ProcessIdentity.StartOf(process));
            Assert.Contains(
                await RedisCheck.RunAsync(found, TimeProvider.System, None),
                result => result is { Name: "persistence", Text: "append-only file, on disk before each answer" });
        }

        Assert.Null(ProcessIdentity.StartOf(process));
        Assert.False(File.Exists(RecordFile));
        Assert.Null(PrivateRedisServer.Find(Folder));
        Assert.Single(_log.Lines);
    }

    [Fact]
    public async Task What_it_answered_is_there_at_the_next_start()
    {
        await using (PrivateRedisServer first = await StartAsync())
        {
            await BeginAsync(first.Options, "r1");
        }

        await using PrivateRedisServer second = await StartAsync();
        Assert.False(second.WasAdopted);
        Assert.Equal("r1", (await BeginAsync(second.Options, "r2")).Id);
    }

    [Fact]
    public async Task One_that_has_died_is_started_again_where_it_was_with_all_it_answered()
    {
        await using PrivateRedisServer server = await StartAsync();
        await BeginAsync(server.Options, "r1");
        int former = server.ProcessId;
        string address = server.Options.Address;
        await server.RestartAsync(None);
        Assert.Equal(former, server.ProcessId);

        Process.GetProcessById(former).Kill();
        Assert.True(SpinWait.SpinUntil(() => !server.IsAlive, TimeSpan.FromSeconds(30)));
        await server.RestartAsync(None);

        Assert.True(server.IsAlive);
        Assert.NotEqual(former, server.ProcessId);
        Assert.Equal(address, server.Options.Address);
        Assert.Equal("r1", (await BeginAsync(PrivateRedisServer.Find(Folder)!, "r2")).Id);
    }

    [Fact]
    public async Task A_restart_that_is_given_up_leaves_no_process_behind()
    {
        string processFile = Path.Combine(Folder, "redis.pid");
        using var cancellation = new CancellationTokenSource();
        int next;
        await using (PrivateRedisServer server = await StartAsync())
        {
            string former = await File.ReadAllTextAsync(processFile);
            Process.GetProcessById(server.ProcessId).Kill();
            await Eventually.HoldsAsync(() => !server.IsAlive, () => "the server does not end");

            Task restart = server.RestartAsync(cancellation.Token);
            await Eventually.HoldsAsync(
                () => File.Exists(processFile) && File.ReadAllText(processFile) is { Length: > 0 } text && text != former, () => "it is not launched");
            await cancellation.CancelAsync();
            await restart.ContinueWith(static _ => { }, TaskScheduler.Default);
            next = int.Parse(await File.ReadAllTextAsync(processFile), System.Globalization.CultureInfo.InvariantCulture);
        }

        Assert.Null(ProcessIdentity.StartOf(next));
        Assert.False(File.Exists(RecordFile));
    }

    [Fact]
    public async Task A_restart_that_fails_says_why_and_can_be_tried_again()
    {
        await using PrivateRedisServer server = await StartAsync();
        await BeginAsync(server.Options, "r1");
        Process.GetProcessById(server.ProcessId).Kill();
        await Eventually.HoldsAsync(() => !server.IsAlive, () => "the server does not end");
        int port = int.Parse(server.Options.Address.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture);
        System.Net.Sockets.TcpListener? squatter = null;
        await Eventually.HoldsAsync(() => (squatter = TrySquat(port)) is not null, () => "connections of the server that was killed linger on its port");
        using (squatter)
        {
            TopologyInputException failure = await Assert.ThrowsAsync<TopologyInputException>(() => server.RestartAsync(None));
            Assert.Contains("does not start again", failure.Message, StringComparison.Ordinal);
            Assert.Null(PrivateRedisServer.Find(Folder));
        }

        await server.RestartAsync(None);
        Assert.Equal("r1", (await BeginAsync(server.Options, "r2")).Id);
    }

    private static System.Net.Sockets.TcpListener? TrySquat(int port)
    {
        var squatter = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, port);
        squatter.Server.SetSocketOption(System.Net.Sockets.SocketOptionLevel.Socket, System.Net.Sockets.SocketOptionName.ReuseAddress, true);
        try
        {
            squatter.Start();
            return squatter;
        }
        catch (System.Net.Sockets.SocketException)
        {
            squatter.Dispose();
            return null;
        }
    }

    [Fact]
    public async Task Its_password_is_seen_by_nobody_else()
    {
        await using PrivateRedisServer server = await StartAsync();
        string password = server.Options.Password!;

        Assert.Equal(64, password.Length);
        Assert.DoesNotContain(password, await File.ReadAllTextAsync($"/proc/{server.ProcessId}/cmdline"), StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(RecordFile));
        Assert.All(
            Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories).Where(file => file != RecordFile && !file.EndsWith(".lock", StringComparison.Ordinal)),
            file => Assert.DoesNotContain(password, File.ReadAllText(file), StringComparison.Ordinal));
        await Assert.ThrowsAsync<CoordinationException>(() => BeginAsync(new RedisOptions { Address = server.Options.Address }, "r1"));
    }

    [Fact]
    public async Task Left_by_an_owner_that_was_killed_it_is_adopted_with_its_data_by_the_next()
    {
        (Process owner, int process) = await SecondProcess.StartAsync(Folder);
        using (owner)
        {
            await BeginAsync(PrivateRedisServer.Find(Folder)!, "r1");
            TopologyInputException refused = await Assert.ThrowsAsync<TopologyInputException>(StartAsync);
            Assert.Contains("in use by another process", refused.Message, StringComparison.Ordinal);
            owner.Kill();
            await owner.WaitForExitAsync().WaitAsync(Eventually.Limit);
        }

        Assert.NotNull(ProcessIdentity.StartOf(process));
        await using (PrivateRedisServer server = await StartAsync())
        {
            Assert.True(server.WasAdopted);
            Assert.Equal(process, server.ProcessId);
            Assert.Equal("r1", (await BeginAsync(server.Options, "r2")).Id);
        }

        Assert.Null(ProcessIdentity.StartOf(process));
    }

    [Fact]
    public async Task Left_while_it_was_started_it_is_adopted_too()
    {
        int process = await AbandonAsync(record => record with { ProcessId = 0, ProcessStart = "" });

        await using PrivateRedisServer server = await StartAsync();
        Assert.True(server.WasAdopted);
        Assert.Equal(process, server.ProcessId);
    }

    [Fact]
    public async Task One_that_does_not_answer_to_its_password_is_replaced()
    {
        int process = await AbandonAsync(record => record with { Port = 1 });

        await using PrivateRedisServer server = await PrivateRedisServer.StartAsync(Folder, new HurriedTime(_log), _log, None);
        Assert.False(server.WasAdopted);
        Assert.NotEqual(process, server.ProcessId);
        Assert.Null(ProcessIdentity.StartOf(process));
        Assert.Contains(_log.Lines, line => line.Contains("does not answer and is replaced", StringComparison.Ordinal));
        Assert.Equal("r1", (await BeginAsync(server.Options, "r2")).Id);
    }

    [Fact]
    public async Task A_record_of_a_process_that_is_gone_leads_to_a_new_server()
    {
        int process = await AbandonAsync(record => record);
        using (var server = Process.GetProcessById(process))
        {
            server.Kill();
        }

        await Eventually.HoldsAsync(() => ProcessIdentity.StartOf(process) is null, () => "the server does not end");
        Assert.Null(PrivateRedisServer.Find(Folder));
        await using PrivateRedisServer next = await StartAsync();
        Assert.False(next.WasAdopted);
        Assert.Equal("r1", (await BeginAsync(next.Options, "r2")).Id);
    }

    [Fact]
    public async Task Another_process_that_got_the_id_is_left_alone()
    {
        int process = await AbandonAsync(record => record);
        using (var server = Process.GetProcessById(process))
        {
            server.Kill();
        }

        Rewrite(record => record with { ProcessId = Environment.ProcessId, ProcessStart = "1" });
        Assert.Null(PrivateRedisServer.Find(Folder));
        await using PrivateRedisServer next = await StartAsync();
        Assert.False(next.WasAdopted);
    }

    [Fact]
    public async Task A_record_that_cannot_be_read_leads_to_a_new_server()
    {
        Directory.CreateDirectory(Folder);
        await File.WriteAllTextAsync(RecordFile, "{ broken");

        await using PrivateRedisServer server = await StartAsync();

        Assert.NotNull(PrivateRedisServer.Find(Folder));
    }

    [Fact]
    public async Task Data_that_the_server_cannot_read_is_an_error_with_its_words()
    {
        string files = Path.Combine(Folder, "appendonlydir");
        Directory.CreateDirectory(files);
        await File.WriteAllTextAsync(Path.Combine(files, "appendonly.aof.manifest"), "no manifest");

        TopologyInputException failure = await Assert.ThrowsAsync<TopologyInputException>(StartAsync);

        Assert.Contains("does not start", failure.Message, StringComparison.Ordinal);
        Assert.Contains("manifest", failure.Message, StringComparison.Ordinal);
        Assert.Null(PrivateRedisServer.Find(Folder));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_an_error_with_its_name()
    {
        string file = Path.Combine(_root, "file");
        await File.WriteAllTextAsync(file, "");

        TopologyInputException failure = await Assert.ThrowsAsync<TopologyInputException>(
            () => PrivateRedisServer.StartAsync(Path.Combine(file, "data"), TimeProvider.System, _log, None));

        Assert.Contains(file, failure.Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private static async Task<RunRecord> BeginAsync(RedisOptions options, string run)
    {
        await using RedisCoordinationStore store = await RedisCoordinationStore.ConnectAsync(options, "words", NullLoggerFactory.Instance, None);
        return await store.BeginAsync(new RunRecord { Id = run, Owner = "test", Schema = 1 }, new DesiredState(), null, None);
    }

    private Task<PrivateRedisServer> StartAsync() => PrivateRedisServer.StartAsync(Folder, TimeProvider.System, _log, None);

    /// <summary>Leaves a server with run r1 behind, its owner killed, and its record changed.</summary>
    private async Task<int> AbandonAsync(Func<PrivateRedisRecord, PrivateRedisRecord> change)
    {
        (Process owner, int process) = await SecondProcess.StartAsync(Folder);
        using (owner)
        {
            await BeginAsync(PrivateRedisServer.Find(Folder)!, "r1");
            owner.Kill();
            await owner.WaitForExitAsync().WaitAsync(Eventually.Limit);
        }

        Rewrite(change);
        return process;
    }

    private void Rewrite(Func<PrivateRedisRecord, PrivateRedisRecord> change)
    {
        using var folder = PrivateRedisFolder.Lock(Folder);
        folder.Write(change(folder.Read()!));
    }

    /// <summary>A clock that runs ahead by minutes at every look until the log says that the server is given up, so that no test waits for that.</summary>
    private sealed class HurriedTime(CapturedLog log) : TimeProvider
    {
        private long _ahead;

        public override long GetTimestamp() =>
            System.GetTimestamp() + (log.Lines.Count > 0 ? _ahead : Interlocked.Add(ref _ahead, 60 * TimestampFrequency));
    }
}
