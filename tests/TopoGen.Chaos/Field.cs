using System.Diagnostics;
using TopoGen.Oracle.Chaos;
using TopoGen.Runtime;

namespace TopoGen.Chaos;

/// <summary>What faults have in their hands.</summary>
internal sealed class Field
{
    public required ChaosOptions Options { get; init; }

    /// <summary>By the seed; only faults and what chooses them draw from it, in turn.</summary>
    public required Random Random { get; init; }

    public required TestCluster Cluster { get; init; }

    public required IFleet Fleet { get; init; }

    /// <summary>Where each worker has one of its own.</summary>
    public required Machines? Machines { get; init; }

    public required OutletWatch Watch { get; init; }

    public required Supply Supply { get; init; }

    /// <summary>How many tasks count.</summary>
    public int Tallies { get; set; } = ChaosSettings.Tallies;

    /// <summary>How many numbers were allowed when the fault began to count.</summary>
    public long Allowed { get; private set; }

    /// <summary>When it did, as <see cref="Stopwatch.GetTimestamp"/> has it.</summary>
    public long Begun { get; private set; }

    /// <summary>The fault counts from now on: output that is allowed later is output after it.</summary>
    /// <param name="begun">When it began, where that was before.</param>
    public void Mark(long? begun = null)
    {
        (Begun, Allowed) = (begun ?? Stopwatch.GetTimestamp(), Supply.Allowed);
        Watch.Skip();
    }

    /// <summary>Waits for output that was not allowed at the mark.</summary>
    /// <param name="limit">How long it may take.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>How long that took from the mark.</returns>
    /// <exception cref="OperationCanceledException">It did not come within the limit.</exception>
    public async Task<TimeSpan> UntilBeyondAsync(TimeSpan limit, CancellationToken cancellation)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        end.CancelAfter(limit);
        // A spout's task that was moved at most once may have skipped all it had left.
        long seen = await Watch.UntilBeyondAsync(Allowed, Tallies, ofEach: Options.Delivery != Delivery.AtMostOnce, end.Token);
        return Stopwatch.GetElapsedTime(Begun, Math.Max(Begun, seen));
    }

    /// <summary>Waits until there are workers, and takes one; of those that have tasks, where that is known.</summary>
    public async Task<int> AnyWorkerAsync(CancellationToken cancellation)
    {
        int[] workers = await WorkersAsync(1, cancellation);
        int[] busy = [.. workers.Intersect(await BusyAsync())];
        return busy.Length > 0 ? busy[Random.Next(busy.Length)] : workers[Random.Next(workers.Length)];
    }

    /// <summary>Waits until there are so many workers.</summary>
    public async Task<int[]> WorkersAsync(int count, CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (true)
        {
            int[] workers = Fleet.Workers();
            if (workers.Length >= count)
            {
                return [.. workers.Order()];
            }

            await timer.WaitForNextTickAsync(cancellation);
        }
    }

    /// <summary>Waits until somebody leads, and gives his process.</summary>
    public async Task<int> LeaderAsync(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (true)
        {
            try
            {
                ClusterFacts facts = await Cluster.FactsAsync();
                if (facts.Leases.FirstOrDefault(lease => lease.Worker.Id == facts.Leader.Holder) is { Worker.ProcessId: var process } && Signals.IsAlive(process))
                {
                    return process;
                }
            }
            catch (CoordinationException)
            {
                // Redis is not back yet.
            }

            await timer.WaitForNextTickAsync(cancellation);
        }
    }

    /// <summary>The processes that have tasks by the plan; none where Redis does not say.</summary>
    private async Task<IEnumerable<int>> BusyAsync()
    {
        try
        {
            ClusterFacts facts = await Cluster.FactsAsync();
            HashSet<string> busy = [.. facts.Plan?.Components.SelectMany(component => component.Tasks).Select(task => task.Worker) ?? []];
            return facts.Leases.Where(lease => busy.Contains(lease.Worker.Id)).Select(lease => lease.Worker.ProcessId);
        }
        catch (CoordinationException)
        {
            return [];
        }
    }

    /// <summary><c>kill -9</c> of what may have ended meanwhile.</summary>
    public void Kill(int process)
    {
        Fleet.Expect(process);
        Signals.KillIfAlive(process);
    }
}
