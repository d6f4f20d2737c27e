namespace TopoGen.Chaos;

/// <summary>All workers are killed at once.</summary>
internal sealed class AllFault : Fault
{
    public override async Task<string> CauseAsync(Field field, CancellationToken cancellation)
    {
        int[] workers = await field.WorkersAsync(field.Options.Workers, cancellation);
        field.Mark();
        foreach (int worker in workers)
        {
            field.Kill(worker);
        }

        return $"{workers.Length} workers are killed at once";
    }
}
