using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TopoGen.Runtime;

namespace TopoGen.Tests;

/// <summary>
/// One client's connection to a store in memory, with the semantics of <see cref="ICoordinationStore"/>. <see cref="Connect"/>
/// makes another client of the same store, with faults of its own. Thread-safe; where nothing is slow, calls complete at once.
/// </summary>
internal sealed partial class InMemoryCoordinationStore : ICoordinationStore
{
    private readonly InMemoryStoreData _data;
    private readonly TimeProvider _time;
    private readonly Dictionary<string, long> _calls = new(StringComparer.Ordinal);

    /// <param name="time">What waiting goes by.</param>
    /// <param name="register">Shared with a checkpoint store, where there is one.</param>
    /// <param name="checkpoints">That store.</param>
    public InMemoryCoordinationStore(TimeProvider? time = null, InMemoryRegister? register = null, InMemoryCheckpointStore? checkpoints = null)
        : this(new InMemoryStoreData(register ?? new InMemoryRegister()) { Checkpoints = checkpoints }, time ?? TimeProvider.System)
    {
    }

    private InMemoryCoordinationStore(InMemoryStoreData data, TimeProvider time)
    {
        _data = data;
        _time = time;
    }

    public StoreFaults Faults { get; } = new();

    /// <summary>
    /// Sees every accepted change of leases, register, leader or plan, under the store's lock. An eviction of a lease that stood
    /// still is <c>expire</c>, any other one <c>evict</c>.
    /// </summary>
    public Action<string, InMemoryStoreData>? Changed { get; set; }

    /// <summary>How often this client has made each call.</summary>
    public Dictionary<string, long> Calls => Look(_ => new Dictionary<string, long>(_calls));

    /// <summary>Another client. Its waiting goes by its own clock.</summary>
    public InMemoryCoordinationStore Connect(TimeProvider time) => new(_data, time) { Changed = Changed };

    /// <summary>Looks at the records, or changes them behind everybody's back, as a fail-over would.</summary>
    public T Look<T>(Func<InMemoryStoreData, T> look)
    {
        lock (_data)
        {
            return look(_data);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public Task<RunRecord> BeginAsync(RunRecord run, DesiredState desired, string? replaces, CancellationToken cancellation)
        => Call(cancellation, d =>
        {
            if (d.Run is { } current && (current.Id == run.Id || (current.Phase == RunPhase.Running && current.Id != replaces)))
            {
                return current;
            }

            if (run.Fresh || d.Run is { Phase: RunPhase.Completed })
            {
                d.ClearCheckpoints();
            }

            d.Clear();
            d.Run = run;
            d.Desired = desired;
            return run;
        });

    public Task<bool> ResumeAsync(RunRecord seen, RunRecord resumed, CancellationToken cancellation)
        => Call(cancellation, d =>
        {
            if (d.Run is { } run && d.IsRunning(resumed.Id))
            {
                if ((run.Owner, run.Started) == (resumed.Owner, resumed.Started))
                {
                    return true;
                }

                if ((run.Owner, run.Started) == (seen.Owner, seen.Started))
                {
                    d.Run = resumed;
                    return true;
                }
            }

            return d.Refuse("resume", false);
        });

    public Task<bool> JoinAsync(string run, WorkerInfo worker, CancellationToken cancellation)
        => Call(cancellation, d =>
        {
            if (!d.IsRunning(run))
            {
                return d.Refuse("join", false);
            }

            if (d.Leases.TryAdd(worker.Id, new WorkerLease(worker, 0, default)))
            {
                Changed?.Invoke("join", d);
            }

            return true;
        });

    public Task<WorkerView> RenewAsync(Renewal renewal, CancellationToken cancellation)
        => Call(cancellation, d =>
        {
            bool isCurrent = d.Run?.Id == renewal.Run;
            WorkerLease? lease = isCurrent ? d.Leases.GetValueOrDefault(renewal.Worker) : null;
            bool isHeld = lease is not null && (lease.Counter == renewal.Counter || lease.Counter == renewal.Counter - 1);
            bool isLeader = false;
            if (isHeld)
            {
                bool isRepeated = lease!.Counter == renewal.Counter;
                d.Leases[renewal.Worker] = lease with { Counter = renewal.Counter, Report = renewal.Report };
                isLeader = renewal.Token != default && d.Register == renewal.Token && d.Leader.Holder == renewal.Worker;
                if (isLeader && !isRepeated)
                {
                    d.Leader = d.Leader with { Counter = d.Leader.Counter + 1 };
                }

                Changed?.Invoke("renew", d);
            }
            else
            {
                d.Refuse("renew", false);
            }

            long? holder = isCurrent ? d.Leases.GetValueOrDefault(d.Leader.Holder)?.Counter : null;
            return new WorkerView(
                isHeld, isLeader, d.Leader, holder, d.Register, d.Plan?.Token ?? default, d.Run?.Phase ?? RunPhase.Running, d.Run?.Reason);
        });

    public Task<FencingToken?> AcquireAsync(LeaderClaim claim, CancellationToken cancellation)
        => Call<FencingToken?>(cancellation, d =>
        {
            if (!d.IsRunning(claim.Run) || !d.Leases.ContainsKey(claim.Worker))
            {
                return d.Refuse<FencingToken?>("acquire", null);
            }

            if (d.Register.Nonce == claim.Nonce && d.Leader.Holder == claim.Worker)
            {
                return d.Register;
            }

            if (d.Leader != claim.Observed)
            {
                return d.Refuse<FencingToken?>("acquire", null);
            }

            d.Register = new FencingToken(Math.Max(d.Register.Generation, claim.HighestGeneration) + 1, claim.Nonce);
            d.Leader = new LeaderLease(claim.Worker, d.Leader.Counter + 1);
            Changed?.Invoke("acquire", d);
            return d.Register;
        });

    public Task<bool> PublishAsync(FencingToken current, ClusterPlan plan, CancellationToken cancellation)
        => Call(cancellation, d =>
        {
            if (d.Run?.Id == plan.Run && d.Register == plan.Token && d.Plan?.Token == plan.Token)
            {
                return true;
            }

            bool isBehind = plan is { Rewinds: true, Epochs: { } epochs } && epochs.From != d.Committed;
            if (!d.IsRunning(plan.Run) || d.Register != current || plan.Token.Generation <= current.Generation || isBehind)
            {
                return d.Refuse("publish", false);
            }

            d.Register = plan.Token;
            d.Plan = plan;
            d.Links.Clear();
            d.Changes++;
            Changed?.Invoke("publish", d);
            return true;
        });

    public Task<ClusterPlan?> ReadPlanAsync(CancellationToken cancellation) => Call(cancellation, d => d.Plan);

    public Task<ClusterFacts> ReadFactsAsync(CancellationToken cancellation) => Call(cancellation, Facts);

    public Task<ClusterStatus> ReadStatusAsync(CancellationToken cancellation)
        => Call(cancellation, d => new ClusterStatus
        {
            Facts = Facts(d),
            Metrics = d.Metrics.ToImmutableSortedDictionary(StringComparer.Ordinal),
            Positions = d.Positions.ToImmutableSortedDictionary(
                p => $"{p.Key.Component}/{p.Key.Index}", p => p.Value.Record, StringComparer.Ordinal),
            Errors = [.. d.Errors],
            Losses = [.. d.Losses],
            Refused = d.Refused.ToImmutableSortedDictionary(StringComparer.Ordinal),
        });

    public Task<bool> EvictAsync(string run, string worker, long? counter, FencingToken? token, CancellationToken cancellation)
        => Call(cancellation, d =>
        {
            if (!d.Leases.TryGetValue(worker, out WorkerLease? lease))
            {
                return true;
            }

            if (d.Run?.Id != run || (counter is { } expected && lease.Counter != expected) || (token is { } own && own != d.Register))
            {
                return d.Refuse("evict", false);
            }

            d.Leases.Remove(worker);
            d.Changes++;
            if (d.Leader.Holder == worker)
            {
                d.Leader = d.Leader with { Holder = "" };
            }

            Changed?.Invoke(counter is null ? "evict" : "expire", d);
            return true;
        });

    public Task<bool> FinishAsync(
        string run, FencingToken? token, string? worker, RunPhase phase, string? reason, CancellationToken cancellation)
        => Call(cancellation, d =>
        {
            if (d.Run?.Id != run)
            {
                return d.Refuse("finish", false);
            }

            if (d.Run.Phase != RunPhase.Running)
            {
                return true;
            }

            if ((token is { } expected && expected != d.Register) || (worker is not null && !d.Leases.ContainsKey(worker)))
            {
                return d.Refuse("finish", false);
            }

            d.Run = d.Run with { Phase = phase, Reason = reason };
            d.Changes++;
            Changed?.Invoke("finish", d);
            return true;
        });

    public Task<bool> ChangeDesiredAsync(string run, DesiredState desired, CancellationToken cancellation)
        => Call(cancellation, d =>
        {
            if (d.Run?.Id != run || d.Desired.Version != desired.Version - 1)
            {
                return d.Run?.Id == run && d.Desired == desired ? true : d.Refuse("desired", false);
            }

            d.Desired = desired;
            d.Changes++;
            return true;
        });

    public Task ReportEndedAsync(string run, TaskId task, bool inputOver, CancellationToken cancellation)
        => Report("ended", run, cancellation, d => d.Ended[task] = inputOver);

    public Task ReportLinkAsync(string run, LinkReport report, CancellationToken cancellation)
        => Report("link", run, cancellation, d => d.Links.Add(report));

    public Task ReportErrorAsync(string run, ErrorReport error, CancellationToken cancellation)
        => Report("error", run, cancellation, d =>
        {
            if (error.Message == Faults.NeverTakes)
            {
                throw new FormatException("The store in memory cannot write this down: the test says so.");
            }

            if (!d.Errors.Contains(error))
            {
                d.Errors.AddFirst(error);
            }

            if (d.Errors.Count > InMemoryStoreData.MostErrors)
            {
                d.Errors.RemoveLast();
            }
        });

    public Task ReportLossAsync(string run, LossReport loss, CancellationToken cancellation)
        => Report("loss", run, cancellation, d =>
        {
            if (Faults.TakesNoLosses)
            {
                throw new CoordinationException("The store in memory takes no losses: the test says so.");
            }

            if (!d.Losses.Contains(loss))
            {
                d.Losses.Add(loss);
            }

            if (d.Losses.Count > InMemoryStoreData.MostLosses)
            {
                d.Losses.RemoveAt(0);
            }
        });

    public Task ReportMetricsAsync(string run, WorkerMetrics metrics, CancellationToken cancellation)
        => Call(cancellation, d =>
        {
            if (d.Run?.Id != run || !(d.Leases.ContainsKey(metrics.Worker) || d.Metrics.ContainsKey(metrics.Worker)))
            {
                return d.Refuse("metrics", false);
            }

            d.Metrics[metrics.Worker] = metrics;
            return true;
        });

    public Task<bool> FoldMetricsAsync(string run, FencingToken token, IReadOnlySet<string> kept, CancellationToken cancellation)
        => Call(cancellation, d =>
        {
            string[] gone = [.. d.Metrics.Keys.Where(worker => !kept.Contains(worker))];
            if (gone.All(worker => worker.Length == 0))
            {
                return true;
            }

            if (d.Run?.Id != run || d.Register != token)
            {
                return d.Refuse("fold", false);
            }

            if (gone.Any(d.Leases.ContainsKey))
            {
                return false;
            }

            WorkerMetrics sum = WorkerMetrics.SumOfGone([.. gone.Select(worker => d.Metrics[worker])]);
            foreach (string worker in gone)
            {
                d.Metrics.Remove(worker);
            }

            d.Metrics[""] = sum;
            return true;
        });

    private static ClusterFacts Facts(InMemoryStoreData d)
        => new()
        {
            Run = d.Run,
            Register = d.Register,
            Leader = d.Leader,
            Leases = [.. d.Leases.Values],
            Plan = d.Plan,
            Desired = d.Desired,
            Ended = d.Ended.ToImmutableDictionary(),
            Committed = d.Committed,
            Damage = d.Damage is { } damage && damage.Epoch == d.Plan?.Epochs?.From ? damage : null,
            Links = [.. d.Links],
        };

    private Task Report(
        string what, string run, CancellationToken cancellation, Action<InMemoryStoreData> report, [CallerMemberName] string name = "")
        => Call(
            cancellation,
            d =>
            {
                if (d.Run?.Id != run)
                {
                    return d.Refuse(what, false);
                }

                report(d);
                return true;
            },
            name);

    private async Task<T> Call<T>(CancellationToken cancellation, Func<InMemoryStoreData, T> call, [CallerMemberName] string name = "")
    {
        cancellation.ThrowIfCancellationRequested();
        if (Faults.Hangs)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, _time, cancellation).ConfigureAwait(false);
        }

        if (Faults.Latency > TimeSpan.Zero)
        {
            // A caller that gives up does not take back what it has sent.
            await Task.Delay(Faults.Latency, _time, CancellationToken.None).ConfigureAwait(false);
        }

        if (Faults.IsUnreachable)
        {
            throw new CoordinationException("The store in memory cannot be reached: the test says so.");
        }

        T answer;
        lock (_data)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_calls, name, out _)++;
            answer = call(_data);
        }

        return Faults.LosesAnswers
            ? throw new CoordinationException("The store in memory has carried the call out and lost its answer: the test says so.")
            : answer;
    }
}
