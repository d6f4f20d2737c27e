namespace TopoGen.Chaos;

/// <summary>Several workers are killed within a second, also some that have just begun.</summary>
internal sealed class BurstFault : Fault
{
    public override async Task<string> CauseAsync(Field field, CancellationToken cancellation)
    {
        int count = field.Options.Burst;
        for (int kill = 0; kill < count; kill++)
        {
            int worker = await field.AnyWorkerAsync(cancellation);
            field.Mark();
            field.Kill(worker);
            await Task.Delay(field.Random.Next(1000 / count), cancellation);
        }

        return $"{count} workers are killed one after the other";
    }
}
