namespace TopoGen.Chaos;

/// <summary>Redis is killed and stays away for a while. What counts is how long it takes from its return.</summary>
internal sealed class RedisAwayFault : Fault
{
    public override async Task<string> CauseAsync(Field field, CancellationToken cancellation)
    {
        field.Cluster.Redis.Kill();
        await Task.Delay(field.Options.Away, cancellation);
        field.Mark();
        await field.Cluster.Redis.RestartAsync(keepData: true);
        return $"Redis was away for {field.Options.Away.TotalSeconds} s";
    }
}
