using TopoGen.Testing;

namespace TopoGen.Simulation.Tests;

/// <summary>Lets things go wrong in a cluster, each for a while, by its seed. <see cref="Heal"/> ends all of it.</summary>
/// <param name="cluster">The cluster.</param>
/// <param name="kinds">What may go wrong.</param>
internal sealed partial class Disturber(SimulatedCluster cluster, Disturbances kinds)
{
    private const int MostWorkers = 5;

    private readonly SeededRandom _random = cluster.Random.Fork();
    private readonly List<Action> _ends = [];
    private bool _isOver;

    private bool HasSinks => cluster.Ghost.Definition.Components.Any(c => c.Sink is not null);

    /// <summary>Something happens now and then from now on.</summary>
    /// <param name="often">The mean time from one thing to the next.</param>
    public void Begin(TimeSpan often)
    {
        if (kinds.HasFlag(Disturbances.StoreLoss))
        {
            cluster.KeepCopies();
        }

        Next(often);
    }

    private void Next(TimeSpan often)
        => After(_random.Between(TimeSpan.Zero, 2 * often), () =>
        {
            Disturb();
            Next(often);
        });

    /// <summary>Nothing is wrong any more, and nothing goes wrong again.</summary>
    public void Heal()
    {
        _isOver = true;
        foreach (Action end in _ends.ToArray())
        {
            end();
        }

        cluster.Network.HealAll();
        cluster.Network.Slowness = TimeSpan.Zero;
        cluster.Server.Heal();
        cluster.OutsideServer.Heal();
        foreach (StoreConnection connection in cluster.Workers.SelectMany(w => w.Connections))
        {
            connection.Conditions.Heal();
        }

        if (cluster.Alive.All(w => w.IsLeaving))
        {
            cluster.Start();
        }

        cluster.Simulator.Note("test", "all is well again");
    }

    private void Disturb()
    {
        SimulatedWorker[] alive = [.. cluster.Alive];
        SimulatedWorker? one = alive.Length == 0 ? null : _random.Of(alive);
        SimulatedWorker? other = alive.Length == 0 ? null : _random.Of(alive);
        Disturbances[] possible = [.. Enum.GetValues<Disturbances>().Where(k => (kinds & k) == k && ulong.PopCount((ulong)k) == 1)];
        switch (possible.Length == 0 ? Disturbances.None : _random.Of(possible))
        {
            case Disturbances.Death when one is not null:
                Die(one);
                break;
            case Disturbances.Stall when one is not null:
                Stall(one, _random.OneIn(3) ? Long() : Short());
                break;
            case Disturbances.Cut when one is not null && one != other:
                For(Long(), () => cluster.Network.Cut(one.Process, other!.Process), () => cluster.Network.Heal(one.Process, other!.Process));
                bool isBothWays = _random.OneIn(2);
                cluster.Faults.Add(isBothWays ? Fault.TwoWayCut : Fault.OneWayCut);
                if (isBothWays)
                {
                    For(Long(), () => cluster.Network.Cut(other!.Process, one.Process), () => cluster.Network.Heal(other!.Process, one.Process));
                }

                break;
            case Disturbances.Reset when one is not null && one != other:
                if (cluster.Network.Reset(one.Process, other!.Process))
                {
                    cluster.Faults.Add(Fault.ResetInMidBatch);
                }

                break;
            case Disturbances.SlowNetwork:
                For(Long(), () => cluster.Network.Slowness = Short(), () => cluster.Network.Slowness = TimeSpan.Zero);
                break;
            case Disturbances.BadStore when one is not null:
                StoreConditions conditions = (_random.OneIn(2) ? one.StoreConnection : HasSinks && _random.OneIn(2) ? one.SinkConnection : one.BlobConnection).Conditions;
                For(Long(), () => Spoil(conditions), conditions.Heal);
                break;
            case Disturbances.StoreOutage:
                if (HasSinks && _random.OneIn(3))
                {
                    Stop(cluster.OutsideServer);
                    cluster.Faults.Add(Fault.SinkOutage);
                }
                else
                {
                    StopStore();
                }

                break;
            case Disturbances.StoreLoss:
                bool isReplica = _random.OneIn(3);
                if (cluster.GoBack(isReplica ? Short() * 4 : TimeSpan.FromSeconds(1)))
                {
                    cluster.Faults.Add(isReplica ? Fault.LaggingReplica : Fault.LastSecondLost);
                }

                break;
            case Disturbances.ClockStep when one is not null:
                one.Process.WallOffset += (_random.OneIn(2) ? 1 : -1) * _random.Between(TimeSpan.FromHours(1), TimeSpan.FromDays(2));
                cluster.Faults.Add(Fault.ClockStep);
                break;
            case Disturbances.Join when alive.Length < MostWorkers:
                cluster.Start();
                break;
            case Disturbances.Leave when one is not null:
                one.Leave();
                break;
            case Disturbances.Operator:
                Operate();
                break;
            case Disturbances.LeaderDeath:
                EndLeader();
                break;
            case Disturbances.Massacre:
                Massacre();
                break;
            case Disturbances.Misbehaviour:
                Misbehave();
                break;
        }
    }

    private TimeSpan Stop(StoreServer server)
    {
        bool hangs = _random.OneIn(2);
        TimeSpan time = _random.OneIn(4) ? TimeSpan.FromSeconds(30) : Long();
        For(time, () => (server.IsDown, server.Hangs) = (!hangs, hangs), server.Heal);
        return time;
    }

    private void StopStore()
    {
        TimeSpan time = Stop(cluster.Server);
        cluster.Faults.Add(Fault.StoreRestart);
        if (time >= TimeSpan.FromSeconds(5))
        {
            cluster.Faults.Add(Fault.LongOutage);
        }

        if (time >= TimeSpan.FromSeconds(30))
        {
            cluster.Faults.Add(Fault.VeryLongOutage);
        }
    }

    private void Misbehave()
    {
        Ghost ghost = cluster.Ghost;
        if (_random.OneIn(2))
        {
            For(Long(), () => ghost.Slowness = Short() * 3, () => ghost.Slowness = TimeSpan.Zero);
        }
        else
        {
            For(Long(), () => ghost.MisbehavesOneIn = _random.Next(2, 20), () => ghost.MisbehavesOneIn = 0);
        }
    }

    private void Spoil(StoreConditions conditions)
    {
        switch (_random.Next(5))
        {
            case 0:
                conditions.Slowness = _random.Between(TimeSpan.Zero, TimeSpan.FromSeconds(1));
                break;
            case 1:
                conditions.FailsOneIn = _random.Next(1, 5);
                break;
            case 2:
                conditions.LosesAnswerOneIn = _random.Next(1, 5);
                break;
            case 3:
                conditions.ComesLateOneIn = _random.Next(2, 8);
                break;
            default:
                conditions.IsUnreachable = true;
                break;
        }
    }

    private void Operate()
    {
        switch (_random.Next(4))
        {
            case 0:
                cluster.Change(d => d with { Active = false });
                For(Long(), static () => { }, () => cluster.Change(d => d with { Active = true }));
                break;
            case 1:
                cluster.Change(d => d with { Rebalance = d.Rebalance + 1 });
                break;
            case 2:
                cluster.Change(d => d with { Workers = _random.OneIn(3) ? null : _random.Next(1, MostWorkers) });
                break;
            default:
                string component = HasSinks && _random.OneIn(2) ? nameof(Steps.Write) : nameof(Steps.Check);
                cluster.Change(d => d with { Parallelism = d.Parallelism.SetItem(component, _random.Next(1, 6)) });
                break;
        }
    }

    private TimeSpan Short() => _random.Between(TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(1));

    private TimeSpan Long() => _random.Between(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(9));

    private void For(TimeSpan time, Action begin, Action end)
    {
        bool isOver = false;
        _ends.Add(Once);
        begin();
        After(time, Once);

        void Once()
        {
            _ends.Remove(Once);
            if (!isOver)
            {
                isOver = true;
                end();
            }
        }
    }

    private void After(TimeSpan time, Action run)
        => cluster.Simulator.Add(
            new SimulatedEvent(null, "test", EventKind.Pool, () =>
            {
                if (!_isOver)
                {
                    run();
                }
            }),
            time);
}
