using StackExchange.Redis;
using TopoGen.Runtime;
using TopoGen.Runtime.Redis;

namespace TopoGen.Benchmarks;

/// <summary>100,000 changed keys of 100 bytes into a redis-server that keeps them in memory, epoch by epoch.</summary>
internal static class RedisEpochs
{
    public const int Keys = 100_000;

    private static readonly Lazy<Task<ScaleRedis>> Server = new(StartAsync);

    /// <summary>Captured by the runtime and written by its store.</summary>
    public static async Task<Figures> StoreAsync(long epochs)
    {
        ScaleRedis server = await Server.Value;
        await using RedisCheckpointStore store = await RedisCheckpointStore.ConnectAsync(
            new RedisOptions { Address = server.Address }, "dirty", CancellationToken.None);
        var table = new DirtyKeys(Keys);
        var timer = new EpochTimer(Keys);
        for (long i = 0; i < epochs; i++)
        {
            table.Touch(Keys);
            BlobName[] names = [];
            await timer.TimeAsync(async () =>
            {
                TaskContribution contribution = table.Capture();
                await store.WriteAsync(contribution.Blobs, CancellationToken.None);
                names = [.. contribution.Blobs.Select(static blob => blob.Name)];
                contribution.Capture.Dispose();
            });
            await store.DeleteAsync(names, CancellationToken.None);
        }

        return timer.Figures();
    }

    /// <summary>The same bytes, a <c>SET</c> for each blob, all on their way at once.</summary>
    public static async Task<Figures> BlobsAsync(long epochs)
    {
        (RedisKey Key, RedisValue Value)[] pairs = [.. DirtyKeys.Blobs(Keys).Select(static blob => ((RedisKey)blob.Name.ToString(), (RedisValue)blob.Content))];
        return await WriteAsync(epochs, database => pairs.Select(pair => (Task)database.StringSetAsync(pair.Key, pair.Value)));
    }

    /// <summary>A field of a hash for each key: what one would do without blobs.</summary>
    public static async Task<Figures> FieldsAsync(long epochs)
    {
        byte[] value = new byte[100];
        RedisValue[] names = [.. Enumerable.Range(0, Keys).Select(static key => (RedisValue)(long)key)];
        return await WriteAsync(epochs, database => names.Select(name => (Task)database.HashSetAsync("fields", name, value)));
    }

    private static async Task<Figures> WriteAsync(long epochs, Func<IDatabase, IEnumerable<Task>> write)
    {
        using ConnectionMultiplexer connection = await ConnectionMultiplexer.ConnectAsync((await Server.Value).Address);
        IDatabase database = connection.GetDatabase();
        var timer = new EpochTimer(Keys);
        for (long i = 0; i < epochs; i++)
        {
            await timer.TimeAsync(() => Task.WhenAll(write(database)));
        }

        return timer.Figures();
    }

    private static async Task<ScaleRedis> StartAsync()
    {
        ScaleRedis server = await ScaleRedis.StartAsync();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.Dispose();
        return server;
    }
}
