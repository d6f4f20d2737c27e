namespace TopoGen.Chaos;

/// <summary>
/// Redis is killed, and its replica takes over: what that has is started under the address that workers know, as a floating address or Sentinel with a proxy does. Then there is
/// a new replica. What the primary had acknowledged and the replica not received is lost.
/// </summary>
internal sealed class FailoverFault : Fault
{
    public override async Task<string> CauseAsync(Field field, CancellationToken cancellation)
    {
        await using RedisServer replica = await ReplicaAsync(field.Cluster.Redis, cancellation);
        await Task.Delay(field.Random.Next(1000), cancellation);
        field.Mark();
        field.Cluster.Redis.Kill();
        replica.Kill();
        string from = Path.Combine(replica.Folder, "appendonlydir");
        string to = Path.Combine(field.Cluster.Redis.Folder, "appendonlydir");
        Directory.Delete(to, recursive: true);
        Directory.CreateDirectory(to);
        foreach (string file in Directory.GetFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }

        await field.Cluster.Redis.RestartAsync(keepData: true);
        return "the replica of Redis takes over";
    }

    private static async Task<RedisServer> ReplicaAsync(RedisServer primary, CancellationToken cancellation)
    {
        RedisServer replica = await RedisServer.StartAsync([.. AppendOnlyFile.Settings, $"replicaof 127.0.0.1 {primary.Port}"]);
        try
        {
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
            while (!(await replica.CommandAsync("INFO replication")).Contains("master_link_status:up", StringComparison.Ordinal))
            {
                await timer.WaitForNextTickAsync(cancellation);
            }

            // Its own file of the state it began with.
            while ((await replica.CommandAsync("INFO persistence")).Contains("aof_rewrite_in_progress:1", StringComparison.Ordinal))
            {
                await timer.WaitForNextTickAsync(cancellation);
            }

            return replica;
        }
        catch
        {
            await replica.DisposeAsync();
            throw;
        }
    }
}
