using System.Globalization;

namespace TopoGen.Runtime.Redis.Tests;

/// <summary>The contract of sinks on a real Redis, and what is its own.</summary>
public sealed class RedisSinkTests(RedisServer server) : SinkContract<RedisCommand>, IClassFixture<RedisServer>, IAsyncLifetime
{
    private static readonly SinkTask Task0 = new("orders", "Totals", 0, 2);
    private static readonly SinkStamp First = new(1, 1, 1, 1, 1, 1);
    private static readonly SinkStamp Second = First with { Epoch = 2 };

    private readonly List<RedisSink> _sinks = [];

    private readonly string _prefix = "t" + Guid.NewGuid().ToString("N");

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (RedisSink sink in _sinks)
        {
            await sink.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_server_that_has_forgotten_the_script_is_told_it_again()
    {
        ISink<RedisCommand> sink = Create();
        await sink.ApplyAsync(Task0, null, First, [Command(1)], CancellationToken.None);
        await server.CommandAsync("SCRIPT FLUSH");
        await sink.ApplyAsync(Task0, First, Second, [Command(2)], CancellationToken.None);

        Assert.Equal([1, 2], await AppliedAsync(Task0));
    }

    [Fact]
    public async Task A_command_that_redis_refuses_is_left_out_once_and_for_all_and_said()
    {
        ISink<RedisCommand> sink = Create();
        RedisCommand[] commands =
        [
            Command(1), RedisCommand.IncrementBy(List, 1), RedisCommand.Of("NONSENSE"), new RedisCommand("RPUSH", [List, .. Enumerable.Repeat("9", 10_000)]), Command(2),
        ];

        InvalidOperationException failure = await Assert.ThrowsAsync<InvalidOperationException>(
            () => sink.ApplyAsync(Task0, null, First, commands, CancellationToken.None).AsTask());
        Assert.Contains("refused 3 of 5 commands, which are left out; the first was INCRBY: ", failure.Message, StringComparison.Ordinal);
        await sink.ApplyAsync(Task0, null, First, commands, CancellationToken.None);
        await sink.ApplyAsync(Task0, First, Second, [Command(3)], CancellationToken.None);

        Assert.Equal([1, 2, 3], await AppliedAsync(Task0));
    }

    [Fact]
    public async Task A_server_that_takes_no_writes_refuses_the_chunk_as_a_whole()
    {
        await using RedisServer small = await RedisServer.StartAsync();
        await using var sink = new RedisSink(new RedisSinkOptions(new RedisOptions { Address = small.Address, Prefix = _prefix }));
        await sink.ApplyAsync(Task0, null, First, [RedisCommand.Set("a", 1)], CancellationToken.None);
        await small.CommandAsync("CONFIG SET maxmemory 1");

        // DEL would be taken also without memory.
        await Assert.ThrowsAsync<CoordinationException>(
            () => sink.ApplyAsync(Task0, First, Second, [RedisCommand.Delete("a"), RedisCommand.Set("b", 1)], CancellationToken.None).AsTask());
        Assert.Equal(First, await sink.ReadStampAsync(Task0, CancellationToken.None));
        Assert.Contains("1", await small.CommandAsync("EXISTS a"), StringComparison.Ordinal);

        await small.CommandAsync("CONFIG SET maxmemory 0");
        await sink.ApplyAsync(Task0, First, Second, [RedisCommand.Delete("a"), RedisCommand.Set("b", 1)], CancellationToken.None);
        Assert.Contains("0", await small.CommandAsync("EXISTS a"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_and_numbers_arrive_as_they_are()
    {
        ISink<RedisCommand> sink = Create();
        await sink.ApplyAsync(
            Task0,
            null,
            First,
            [RedisCommand.HashSet(_prefix + "h", "ä b", long.MinValue), RedisCommand.Set(_prefix + "s", ""), RedisCommand.IncrementBy(_prefix + "n", 40), RedisCommand.IncrementBy(_prefix + "n", 2)],
            CancellationToken.None);

        await using RedisConnection connection = await RedisConnection.OpenAsync(new RedisOptions { Address = server.Address }, "test", null, CancellationToken.None);
        Assert.Equal(long.MinValue.ToString(CultureInfo.InvariantCulture), (string?)await connection.ExecuteAsync("HGET", [_prefix + "h", "ä b"], CancellationToken.None));
        Assert.Equal("", (string?)await connection.ExecuteAsync("GET", [_prefix + "s"], CancellationToken.None));
        Assert.Equal("42", (string?)await connection.ExecuteAsync("GET", [_prefix + "n"], CancellationToken.None));
    }

    private string List => _prefix + "list";

    protected override ISink<RedisCommand> Create()
    {
        var sink = new RedisSink(new RedisSinkOptions(new RedisOptions { Address = server.Address, Prefix = _prefix }));
        lock (_sinks)
        {
            _sinks.Add(sink);
        }

        return sink;
    }

    protected override RedisCommand Command(int number) => RedisCommand.Push(List, $"{number}");

    protected override async Task<IReadOnlyList<int>> AppliedAsync(SinkTask task)
    {
        await using RedisConnection connection = await RedisConnection.OpenAsync(new RedisOptions { Address = server.Address }, "test", null, CancellationToken.None);
        var applied = (string[]?)await connection.ExecuteAsync("LRANGE", [List, "0", "-1"], CancellationToken.None);
        return [.. applied!.Select(number => int.Parse(number, CultureInfo.InvariantCulture))];
    }
}
