namespace TopoGen.Chaos;

/// <summary><c>kill -9</c> of any worker.</summary>
internal sealed class KillFault : Fault
{
    public override async Task<string> CauseAsync(Field field, CancellationToken cancellation)
    {
        int worker = await field.AnyWorkerAsync(cancellation);
        field.Mark();
        field.Kill(worker);
        return $"worker {worker} is killed";
    }
}
