using System.Collections.Immutable;
using TopoGen.Tests;

namespace TopoGen.Runtime.Tests.Coordination;

/// <summary>
/// Checks every accepted write of a leader against the one before, and every expiry of a lease against when it was really renewed
/// last, which no worker knows; counts plans.
/// </summary>
internal sealed class PlanChecker(TopologyShape shape, TimeSpan leaseTime, Func<TimeSpan> now)
{
    private readonly Dictionary<string, (long Counter, TimeSpan Since)> _leases = new(StringComparer.Ordinal);
    private readonly HashSet<long> _generations = [];
    private long _highest;
    private ulong _holder;
    private ClusterPlan? _last;

    public List<(TimeSpan At, ClusterPlan Plan)> Plans { get; } = [];

    public int Evictions { get; private set; }

    /// <summary>What was wrong first. Workers take an exception of the store for an outage, so it is kept for the test.</summary>
    public Exception? Failure { get; private set; }

    public void Check(string what, InMemoryStoreData data)
    {
        try
        {
            CheckWrite(what, data);
        }
        catch (Exception exception)
        {
            Failure ??= exception;
        }
    }

    private void CheckWrite(string what, InMemoryStoreData data)
    {
        CheckLeases(what, data);
        switch (what)
        {
            case "evict" or "expire":
                Evictions++;
                break;
            case "acquire":
                CheckToken(data.Register);
                _holder = data.Register.Nonce;
                break;
            case "publish":
                CheckToken(data.Register);
                Assert.True(_holder == data.Register.Nonce, $"Plan {data.Plan!.Token} is published, and {_holder:x16} holds the register.");
                CheckPlan(data.Plan!, data);
                Plans.Add((now(), data.Plan!));
                _last = data.Plan;
                break;
            default:
                break;
        }
    }

    /// <summary>The store has forgotten: what comes next is compared with nothing.</summary>
    public void Forget(ClusterPlan? last) => _last = last;

    /// <summary>
    /// The store has forgotten its last tokens too, and may give their generations again, to others. Renewals that it has forgotten delay no expiry.
    /// </summary>
    public void Forget(FencingToken register, IEnumerable<WorkerLease> leases)
    {
        _last = null;
        _leases.Clear();
        foreach (WorkerLease lease in leases)
        {
            _leases.Add(lease.Worker.Id, (lease.Counter, now() - leaseTime));
        }

        _highest = register.Generation;
        _holder = register.Nonce;
        _generations.RemoveWhere(g => g > register.Generation);
    }

    private void CheckLeases(string what, InMemoryStoreData data)
    {
        foreach (string id in _leases.Keys.Where(id => !data.Leases.ContainsKey(id)).ToArray())
        {
            _leases.Remove(id, out (long Counter, TimeSpan Since) lease);
            Assert.True(what != "expire" || now() - lease.Since >= leaseTime, $"{id} was evicted at {now()}, and had renewed its lease at {lease.Since}.");
        }

        foreach (WorkerLease lease in data.Leases.Values)
        {
            if (!_leases.TryGetValue(lease.Worker.Id, out (long Counter, TimeSpan) before) || before.Counter != lease.Counter)
            {
                _leases[lease.Worker.Id] = (lease.Counter, now());
            }
        }
    }

    private void CheckToken(FencingToken token)
    {
        Assert.True(_generations.Add(token.Generation), $"Two tokens of generation {token.Generation}.");
        Assert.True(token.Generation > _highest, $"Generation {token.Generation} after {_highest}.");
        _highest = token.Generation;
    }

    private void CheckPlan(ClusterPlan plan, InMemoryStoreData data)
    {
        Assert.Equal(shape.Components.Select(c => c.Name), plan.Components.Select(c => c.Component));
        HashSet<string> members = [.. plan.Workers.Select(w => w.Id)];
        foreach ((TaskId id, PlannedTask task) in PlanTasks.Of(plan))
        {
            Assert.True(task.HasEnded || members.Contains(task.Worker), $"{id} is on {task.Worker}, which is no member of the plan.");
            Assert.True(task.HasEnded || task.Standby is null || (task.Standby != task.Worker && members.Contains(task.Standby)), $"{id} on {task.Worker} has its standby on {task.Standby}.");
            Assert.True(task.Incarnation <= plan.Token.Incarnation, $"{id} is younger than its plan.");
        }

        if (_last is { } last)
        {
            CheckChange(last, plan, data);
        }
    }

    private void CheckChange(ClusterPlan last, ClusterPlan plan, InMemoryStoreData data)
    {
        bool isSpread = last.Rebalance != plan.Rebalance || last.Spread != plan.Spread;
        bool isReshaped = !last.Components.Select(c => c.Tasks.Length).SequenceEqual(plan.Components.Select(c => c.Tasks.Length));
        bool isWish = isSpread || isReshaped || last.Mode != plan.Mode || last.Desired != plan.Desired;
        bool isDeath = last.Workers.Any(w => !data.Leases.ContainsKey(w.Id));
        bool isTerm = plan.Rewinds && plan.Token.Nonce != last.Token.Nonce;
        bool isDamaged = plan.Rewinds && plan.Epochs?.From is { } to && last.Epochs?.From is { } from && to < from;
        bool isResumed = plan.Rewinds && last.Mode == PlanMode.Inactive;
        bool isBacked = !PlanTasks.Of(last).Select(t => t.Task.Standby).SequenceEqual(PlanTasks.Of(plan).Select(t => t.Task.Standby));
        Assert.True(isWish || isDeath || isTerm || isDamaged || isResumed || isBacked, $"Plan {plan.Token.Generation} has no reason.");

        Dictionary<(string, int), PlannedTask> before = PlanTasks.Of(last).ToDictionary(t => (t.Id.Component, t.Id.Index), t => t.Task);
        HashSet<string> resized =
            [.. last.Components.Where(c => plan.Components.First(p => p.Component == c.Component).Tasks.Length != c.Tasks.Length).Select(c => c.Component)];
        int moved = 0;
        foreach ((TaskId id, PlannedTask task) in PlanTasks.Of(plan))
        {
            if (before.TryGetValue((id.Component, id.Index), out PlannedTask? old))
            {
                Assert.True(plan.Rewinds || !old.HasEnded || task with { Standby = null } == old with { Standby = null }, $"{id} had ended and was placed again.");
                bool isAnew = plan.Rewinds || (!old.HasEnded && (old.Worker != task.Worker || resized.Contains(id.Component)));
                Assert.True(isAnew == (old.Incarnation != task.Incarnation), $"{id} has the wrong incarnation.");
                moved += old.Worker != task.Worker && !old.HasEnded && data.Leases.ContainsKey(old.Worker) ? 1 : 0;
            }
        }

        Assert.True(moved == 0 || isSpread || isReshaped, $"Plan {plan.Token.Generation} moves {moved} running tasks without being asked to.");
    }
}
