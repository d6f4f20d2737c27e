using System.Diagnostics;

namespace TopoGen.Chaos;

/// <summary>The leader is killed when an epoch is at some step: at each in turn, from one that is random.</summary>
internal sealed class LeaderFault : Fault
{
    /// <summary>How long a step is waited for: some are over before anybody can see them.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private static readonly EpochStep[] Steps = [EpochStep.Announced, EpochStep.Reported, EpochStep.Committed, EpochStep.Released];

    private int? _next;

    public override async Task<string> CauseAsync(Field field, CancellationToken cancellation)
    {
        if (field.Options.Delivery == Delivery.AtMostOnce)
        {
            int process = await field.LeaderAsync(cancellation);
            field.Mark();
            field.Kill(process);
            return $"leader {process} is killed";
        }

        _next = (_next ?? field.Random.Next(Steps.Length)) % Steps.Length;
        EpochStep step = Steps[_next.Value];
        _next++;
        (int leader, EpochStep at) = await KillAtAsync(field, step, cancellation);
        return $"leader {leader} is killed at step {at} of an epoch (aimed at {step})";
    }

    /// <returns>Who was killed, and the step at which the epoch stands then, with nobody to lead it on.</returns>
    private static async Task<(int Leader, EpochStep At)> KillAtAsync(Field field, EpochStep step, CancellationToken cancellation)
    {
        await using EpochProbe probe = await EpochProbe.OpenAsync(field.Cluster.Redis.Address, field.Options.Topology);
        int leader = await field.LeaderAsync(cancellation);
        long begun = Stopwatch.GetTimestamp();
        while (await probe.ReadAsync() != step && Stopwatch.GetElapsedTime(begun) < Patience)
        {
            cancellation.ThrowIfCancellationRequested();
        }

        field.Mark();
        field.Kill(leader);
        return (leader, await probe.ReadAsync());
    }
}
