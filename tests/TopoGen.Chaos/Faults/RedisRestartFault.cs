namespace TopoGen.Chaos;

/// <summary>Redis is killed, and started again with what it had on disk.</summary>
internal sealed class RedisRestartFault : Fault
{
    public override async Task<string> CauseAsync(Field field, CancellationToken cancellation)
    {
        field.Mark();
        await field.Cluster.Redis.RestartAsync(keepData: true);
        return "Redis is started again";
    }
}
