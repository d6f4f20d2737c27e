namespace TopoGen.Simulation.Tests;

/// <content>Who dies or stands still, and when.</content>
internal sealed partial class Disturber
{
    private const int BurstLength = 20;

    private void Die(SimulatedWorker worker)
    {
        Kill(worker);
        After(Short(), () =>
        {
            if (cluster.Alive.Count < MostWorkers)
            {
                cluster.Start();
            }
        });
    }

    private void Kill(SimulatedWorker worker)
    {
        worker.Process.Kill();
        cluster.Faults.Add(Fault.Death);
        if (_random.OneIn(2))
        {
            // By a supervisor, which sees it at once.
            After(_random.Between(TimeSpan.Zero, TimeSpan.FromMilliseconds(50)), () => cluster.Evict(worker));
        }
    }

    private void Stall(SimulatedWorker worker, TimeSpan time)
    {
        bool leads = worker.State.IsLeading;
        if (leads && time > cluster.Times.LeaseTime)
        {
            cluster.Faults.Add(Fault.LeaderStalled);
        }

        For(time, worker.Process.Stop, () =>
        {
            if (worker.Process.HasReceived)
            {
                cluster.Faults.Add(Fault.StalledWithFrames);
            }

            worker.Process.Continue();
        });
    }

    private void EndLeader()
    {
        if (cluster.Leader is not { } leader)
        {
            return;
        }

        switch (_random.Next(cluster.Ghost.Definition.KeepsEpochs ? HasSinks ? 7 : 6 : 2))
        {
            case 0:
                Stall(leader, cluster.Times.LeaseTime + Long());
                break;
            case 1:
                cluster.Faults.Add(Fault.LeaderKilledIdle);
                Die(leader);
                break;
            case 2:
                EndLeader(Moment.Announced, Fault.LeaderKilledAtBarrier);
                break;
            case 3:
                EndLeader(Moment.Reported, Fault.LeaderKilledBeforeCommit);
                break;
            case 4:
                EndLeader(Moment.Committed, Fault.LeaderKilledAfterCommit);
                break;
            case 6:
                cluster.Moments.Next(Moment.Applied, () =>
                {
                    if (!_isOver && cluster.Moments.Caller is { IsAlive: true } worker)
                    {
                        cluster.Faults.Add(Fault.SinkKilledUnheard);
                        Die(worker);
                    }
                });
                break;
            default:
                cluster.Moments.Next(Moment.Reported, () =>
                {
                    if (!_isOver && cluster.Alive.FirstOrDefault(w => !w.State.IsLeading) is { } worker)
                    {
                        cluster.Faults.Add(Fault.WorkerKilledBeforeCommit);
                        Die(worker);
                    }
                });
                break;
        }
    }

    private void EndLeader(Moment at, Fault fault)
        => cluster.Moments.Next(at, () =>
        {
            if (!_isOver && cluster.Leader is { } leader)
            {
                if (_random.OneIn(3))
                {
                    Stall(leader, cluster.Times.LeaseTime + Long());
                    return;
                }

                cluster.Faults.Add(fault);
                Die(leader);
            }
        });

    private void Massacre()
    {
        if (_random.OneIn(2))
        {
            cluster.Faults.Add(Fault.DeathOfAll);
            foreach (SimulatedWorker worker in cluster.Alive)
            {
                Die(worker);
            }
        }
        else
        {
            Burst(BurstLength);
        }
    }

    private void Burst(int left)
    {
        if (left == 0)
        {
            cluster.Faults.Add(Fault.Burst);
            return;
        }

        if (cluster.Alive is { Count: > 0 } alive)
        {
            Kill(_random.Of(alive));
        }

        cluster.Start();
        After(_random.Between(TimeSpan.Zero, TimeSpan.FromMilliseconds(200)), () => Burst(left - 1));
    }
}
