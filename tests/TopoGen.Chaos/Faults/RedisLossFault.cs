namespace TopoGen.Chaos;

/// <summary>Redis is killed, and started again without the last second of what it had on disk.</summary>
internal sealed class RedisLossFault : Fault
{
    private static readonly TimeSpan Lost = TimeSpan.FromSeconds(1);

    public override async Task<string> CauseAsync(Field field, CancellationToken cancellation)
    {
        field.Mark();
        field.Cluster.Redis.Kill();
        long bytes = AppendOnlyFile.Cut(field.Cluster.Redis.Folder, Lost);
        await field.Cluster.Redis.RestartAsync(keepData: true);
        return $"Redis is started again without its last {bytes} bytes";
    }
}
