namespace TopoGen.Chaos;

/// <summary>What one machine sends to another does not arrive; the way back is open, or cut as well. Both reach Redis and all others.</summary>
internal sealed class LinkFault(bool bothWays) : Fault
{
    private int _from;
    private int _to;

    public override Task<string> CauseAsync(Field field, CancellationToken cancellation)
    {
        int workers = field.Options.Workers;
        _from = field.Random.Next(workers);
        _to = (_from + field.Random.Next(1, workers)) % workers;
        field.Mark();
        field.Machines!.Cut(_from, _to);
        if (bothWays)
        {
            field.Machines.Cut(_to, _from);
        }

        return Task.FromResult($"machine {_from} does not reach machine {_to}{(bothWays ? ", nor the other way" : "")}");
    }

    public override Task<bool> EndAsync(Field field, CancellationToken cancellation)
    {
        field.Machines!.Heal(_from, _to);
        if (bothWays)
        {
            field.Machines.Heal(_to, _from);
        }

        return Task.FromResult(true);
    }
}
