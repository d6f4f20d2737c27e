namespace TopoGen.Chaos;

/// <summary>What counts gets another number of tasks.</summary>
internal sealed class RescaleFault : Fault
{
    private static readonly int[] Parallelism = [1, 2, 3, 2];

    private int _next;

    public override async Task<string> CauseAsync(Field field, CancellationToken cancellation)
    {
        int tasks = Parallelism[_next++ % Parallelism.Length];
        // Where state is in memory only, it is lost by a move.
        string[] accept = field.Options.Delivery == Delivery.AtMostOnce ? ["--accept-loss"] : [];
        (int code, string output, string error) = await field.Cluster.CommandAsync("rebalance", [$"--component=Tally={tasks}", .. accept]);
        if (code != 0)
        {
            return $"rebalance to {tasks} tasks ends with {code}: {(output + error).Trim().ReplaceLineEndings(" ")}";
        }

        field.Tallies = tasks;
        field.Mark();
        return $"{tasks} tasks count";
    }
}
