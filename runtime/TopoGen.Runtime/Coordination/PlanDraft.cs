using System.Collections.Immutable;

namespace TopoGen.Runtime;

/// <summary>What one decision about a plan needs to know, worked out of the facts. Lives for one decision; changes nothing.</summary>
internal sealed class PlanDraft
{
    private readonly LeaderState _state;
    private readonly ClusterFacts _facts;
    private readonly TopologyShape _shape;
    private readonly LossBound _losses;
    private readonly ImmutableArray<int> _parallelism;
    private readonly HashSet<string> _held;
    private readonly HashSet<string> _busy;
    private readonly HashSet<string> _members;
    private LossTally? _tally;

    public PlanDraft(LeaderState state, ClusterFacts facts, Reading at, TopologyShape shape, LossBound losses, ClusterOptions options)
    {
        _state = state;
        _facts = facts;
        _shape = shape;
        _losses = losses;
        Components = PlanTasks.WithEnds(facts.Plan?.Components ?? [], facts.Ended);
        HasEnded = Components.All(c => c.Tasks.All(t => t.HasEnded));
        _held = [.. facts.Leases.Select(l => l.Worker.Id)];
        _members = [.. (facts.Plan?.Workers ?? []).Select(w => w.Id)];
        HashSet<string> owners = [.. Live(Components).Select(t => t.Task.Worker)];
        _busy = [.. owners.Where(_held.Contains)];
        Orphans = owners.IsSubsetOf(_held) ? [] : [.. Live(Components).Where(t => !_held.Contains(t.Task.Worker))];
        Dead = [.. Orphans.Select(o => o.Task.Worker).Union(facts.Plan?.Workers.Select(w => w.Id).Where(id => !_held.Contains(id)) ?? [])];
        (_parallelism, Problem) = Parallelism();
        WorkerInfo[] usable = [.. facts.Leases.Select(l => l.Worker).Where(w => !state.CoolDowns.ContainsKey(w.Process))];
        Takers = TaskAssignment.Choose(
            usable.Length > 0 ? usable : facts.Leases.Select(l => l.Worker), facts.Desired.Workers, Components);
        HasSurvivors = _busy.Count > 0 || Takers.Any(w => _members.Contains(w.Id) || Age(w) >= options.LeaseTime);
        Settled = [.. Takers.Where(w => IsBusy(w) || _members.Contains(w.Id) || Age(w) >= options.JoinDebounce)];

        TimeSpan Age(WorkerInfo worker) => at.Answered - state.FirstSeen[worker.Id];
    }

    /// <summary>The plan's tasks, with those marked that have ended.</summary>
    public ImmutableArray<PlannedTasks> Components { get; }

    /// <summary>Tasks that have not ended and whose worker is gone.</summary>
    public ImmutableArray<(TaskId Id, PlannedTask Task)> Orphans { get; }

    /// <summary>
    /// The plan's workers that are gone, those included whose tasks have all ended: what these sent last may never arrive, and who
    /// waits for it has to be told.
    /// </summary>
    public ImmutableArray<string> Dead { get; }

    /// <summary>Whether all tasks have ended.</summary>
    public bool HasEnded { get; }

    /// <summary>Whether all workers of the plan run it.</summary>
    public bool IsApplied => HeldOfPlan.All(l => l.Report.Applied == _facts.Plan!.Token.Generation);

    /// <summary>Whether all workers of the plan have loaded the epoch from which it goes on.</summary>
    public bool IsRestored => HeldOfPlan.All(l => l.Report.Applied >= _facts.Plan!.Epochs!.Token.Generation);

    /// <summary>
    /// Whether tasks still run somewhere, or somebody has outlived those who had them, with standbys or without: whoever has been there for a lease was there when
    /// they died, so there is no start to wait for.
    /// </summary>
    public bool HasSurvivors { get; }

    /// <summary>The workers that may be given tasks: as many as are wanted, none in its cool-down unless there are only such.</summary>
    public ImmutableArray<WorkerInfo> Takers { get; }

    /// <summary>The takers that have a part in the plan or have been there for the time of a debounce: one that came just now may be gone just as fast.</summary>
    public ImmutableArray<WorkerInfo> Settled { get; }

    /// <summary>Whether a worker of the plan is gone that has no task in it: nothing of the topology is lost with it.</summary>
    public bool HasIdleDead => Dead.Any(id => !HasTasks(id));

    /// <summary>Whether a worker of the plan is gone that has tasks in it, ended ones included.</summary>
    public bool HasBusyDead => Dead.Any(HasTasks);

    /// <summary>Whether tasks have other standbys than they are to have.</summary>
    public bool IsToBeBacked => !IsSame(Backed(Components));

    /// <summary>Why operators' wishes cannot be carried out, or null.</summary>
    public string? Problem { get; }

    /// <summary>The leases of the plan's workers that are still there.</summary>
    public ImmutableArray<WorkerLease> HeldOfPlan
        => [.. _facts.Leases.Where(l => _members.Contains(l.Worker.Id))];

    /// <summary>Draining is for good.</summary>
    public PlanMode WantedMode
        => _facts.Desired.Killed || _facts.Plan?.Mode == PlanMode.Draining ? PlanMode.Draining
            : _facts.Desired.Active ? PlanMode.Active
            : PlanMode.Inactive;

    /// <summary>Whether there was a newer plan than the store has.</summary>
    public bool HasForgotten => _facts.Plan is { } plan && plan.Token.Generation < _state.PlanSeen;

    /// <summary>Whether operators want tasks where they are not. Not of a topology that is about to stop.</summary>
    public bool IsToBeSpread
        => _facts.Plan is { } plan
            && WantedMode != PlanMode.Draining
            && Problem is null
            && (plan.Rebalance != _facts.Desired.Rebalance
                || plan.Spread != _facts.Desired.Workers
                || !plan.Components.Select(c => c.Tasks.Length).SequenceEqual(_parallelism));

    /// <summary>Whether the plan does not carry out what operators want, apart from where tasks are.</summary>
    public bool IsOutdated
        => _facts.Plan!.Mode != WantedMode || (Problem is null && _facts.Plan.Desired != _facts.Desired.Version);

    /// <summary>Whether spouts are to be asked again, but not before all workers run the plan that lets them wait.</summary>
    public bool IsAsleep
        => _facts.Plan is { Mode: PlanMode.Inactive } plan
            && WantedMode == PlanMode.Active
            && HeldOfPlan.Any(l => l.Report.Applied != plan.Token.Generation);

    public bool IsBusy(WorkerInfo worker) => _busy.Contains(worker.Id);

    /// <summary>Whether no task would run elsewhere than now.</summary>
    public bool IsSame(ImmutableArray<PlannedTasks> placed)
        => placed.Select(c => c.Component).SequenceEqual(Components.Select(c => c.Component))
            && placed.Zip(Components).All(pair => pair.First.Tasks.SequenceEqual(pair.Second.Tasks));

    /// <summary>
    /// All tasks, ended ones too, under new incarnations: where they are if their worker is there, unless they are to be spread.
    /// </summary>
    /// <param name="takers">Who may be given tasks, one or more.</param>
    public ImmutableArray<PlannedTasks> Rewound(IReadOnlyCollection<WorkerInfo> takers)
    {
        ImmutableArray<PlannedTasks> all =
            [.. (_facts.Plan?.Components ?? []).Select(c => c with { Tasks = [.. c.Tasks.Select(t => t with { HasEnded = false })] })];
        all = Promoted(all, takers);
        ImmutableArray<PlannedTasks> placed = all.IsEmpty ? TaskAssignment.Fresh(_shape, _parallelism, takers, Token.Incarnation)
            : IsToBeSpread ? TaskAssignment.Spread(_shape, _parallelism, all, takers, Token.Incarnation)
            : TaskAssignment.Repair(_shape, [.. all.Select(c => c.Tasks.Length)], all, _held, takers, Token.Incarnation);
        return [.. placed.Select(c => c with { Tasks = [.. c.Tasks.Select(t => t with { Incarnation = Token.Incarnation })] })];
    }

    /// <summary>All tasks begin from the last committed epoch; sources wait until they are there.</summary>
    public LeaderActions Rewind(ImmutableArray<PlannedTasks> placed, string reason)
    {
        PlanMode mode = WantedMode == PlanMode.Draining ? PlanMode.Draining : PlanMode.Inactive;
        LeaderActions actions = CarrySpread(Publish(placed, mode, carriesAll: WantedMode == mode, reason));
        return actions with
        {
            // A lineage begins with the first plan that has no epoch to go on from.
            Plan = actions.Plan! with
            {
                Epochs = new EpochPlan(_facts.Committed?.Lineage ?? StableHash.Of($"{_state.Run} {Token}"), Token, _facts.Committed) { AcceptLoss = _facts.Run is { AcceptLoss: true } },
            },
        };
    }

    /// <summary>Nothing moves, because everything is where operators want it.</summary>
    public LeaderActions Spread(PlanMode mode, string reason) => CarrySpread(Publish(Components, mode, carriesAll: WantedMode == mode, reason));

    public ImmutableArray<PlannedTasks> PlaceAll()
        => PlanTasks.Of(Components).Any(t => t.Task.HasEnded)
            ? TaskAssignment.Repair(_shape, _parallelism, Components, _held, Takers, Token.Incarnation)
            : TaskAssignment.Fresh(_shape, _parallelism, Takers, Token.Incarnation);

    public ImmutableArray<PlannedTasks> Repair(IReadOnlyCollection<WorkerInfo> takers)
        => TaskAssignment.Repair(_shape, [.. Components.Select(c => c.Tasks.Length)], Promoted(Components, takers), _held, takers, Token.Incarnation);

    /// <summary>All tasks where they are, under new incarnations.</summary>
    public ImmutableArray<PlannedTasks> Anew(ImmutableArray<PlannedTasks> components)
        => [.. components.Select(c => c with
        {
            Tasks = [.. c.Tasks.Select(t => t.HasEnded ? t : t with { Incarnation = Token.Incarnation })],
        })];

    public ImmutableArray<PlannedTasks> Spread()
        => TaskAssignment.Spread(_shape, _parallelism, Components, Takers, Token.Incarnation);

    /// <param name="components">The tasks.</param>
    /// <param name="mode">What they are to do.</param>
    /// <param name="carriesAll">Whether all that operators want is done with it.</param>
    /// <param name="reason">Why there is a new plan.</param>
    public LeaderActions Publish(ImmutableArray<PlannedTasks> components, PlanMode mode, bool carriesAll, string reason)
    {
        components = Backed(components);

        // Workers whose tasks have ended stay: the last tuples may still be on their way.
        HashSet<string> members =
        [
            .. Live(components).SelectMany(t => t.Task.Standby is { } standby ? [t.Task.Worker, standby] : new[] { t.Task.Worker }),
            .. _facts.Plan?.Workers.Select(w => w.Id) ?? [],
        ];
        bool carries = carriesAll && Problem is null;
        return new LeaderActions
        {
            Plan = new ClusterPlan
            {
                Token = Token,
                Run = _state.Run,
                Mode = mode,
                Workers = [.. _facts.Leases.Select(l => l.Worker).Where(w => members.Contains(w.Id))],
                Components = components,
                Epochs = _facts.Plan?.Epochs,
                Desired = carries ? _facts.Desired.Version : _facts.Plan?.Desired ?? -1,
                Rebalance = carries ? _facts.Desired.Rebalance : _facts.Plan?.Rebalance ?? -1,
                Spread = carries ? _facts.Desired.Workers : _facts.Plan?.Spread,
            },
            Reason = reason,
            IsHurried = true,
        };
    }

    /// <summary>What the dead have cost that were not reported yet.</summary>
    public (LeaderState State, ImmutableArray<LossReport> Losses) Mourn(LeaderState state)
    {
        string[] dead = [.. Dead.Where(id => !state.Mourned.Contains(id))];
        ILookup<string, (TaskId Id, PlannedTask Task)> tasks =
            PlanTasks.Of(Components).Where(t => !_held.Contains(t.Task.Worker)).ToLookup(t => t.Task.Worker, StringComparer.Ordinal);
        return (
            state with { Mourned = [.. Dead] },
            [.. dead.Select(id => Loss(id, [.. tasks[id]], countsTuples: true)).Where(loss => loss.Tuples > 0 || loss.Tasks > 0)]);
    }

    /// <summary>What is lost with tasks that are moved or removed: their state, and what is in flight if it has not come to rest.</summary>
    public ImmutableArray<LossReport> LossesOfMoves(ImmutableArray<PlannedTasks> placed, bool isQuiet)
    {
        HashSet<TaskId> kept = [.. PlanTasks.Of(placed).Select(t => t.Id)];
        return
        [
            .. Live(Components)
                .Where(t => !kept.Contains(t.Id))
                .GroupBy(t => t.Task.Worker, StringComparer.Ordinal)
                .Select(moved => Loss(moved.Key, [.. moved], countsTuples: !isQuiet))
                .Where(loss => loss.Tuples > 0 || loss.StatefulTasks > 0),
        ];
    }

    private bool HasTasks(string worker) => PlanTasks.Of(Components).Any(t => t.Task.Worker == worker);

    /// <summary>Tasks whose worker is gone are where their standby is, if that may be given tasks.</summary>
    private ImmutableArray<PlannedTasks> Promoted(ImmutableArray<PlannedTasks> components, IReadOnlyCollection<WorkerInfo> takers)
    {
        if (Orphans.IsEmpty)
        {
            return components;
        }

        HashSet<string> able = [.. takers.Select(w => w.Id)];
        return
        [
            .. components.Select(c => c with
            {
                Tasks =
                [
                    .. c.Tasks.Select(task => !task.HasEnded && !_held.Contains(task.Worker) && task.Standby is { } standby && able.Contains(standby)
                        ? new PlannedTask(standby, Token.Incarnation)
                        : task),
                ],
            }),
        ];
    }

    /// <summary>With the standbys that tasks are to have: on those that run tasks, or could.</summary>
    private ImmutableArray<PlannedTasks> Backed(ImmutableArray<PlannedTasks> components)
    {
        HashSet<string> able = [.. Settled.Select(w => w.Id), .. Live(components).Select(t => t.Task.Worker)];
        return StandbyPlacement.Assign(_shape, components, _facts.Leases.Select(l => l.Worker).Where(w => able.Contains(w.Id)));
    }

    /// <summary>Of the plan.</summary>
    private FencingToken Token => new(_state.Highest + 1, _state.Nonce);

    /// <summary>Of what operators want, the plan carries out where tasks are, if not more.</summary>
    private LeaderActions CarrySpread(LeaderActions actions)
        => Problem is not null
            ? actions
            : actions with { Plan = actions.Plan! with { Rebalance = _facts.Desired.Rebalance, Spread = _facts.Desired.Workers } };

    private static IEnumerable<(TaskId Id, PlannedTask Task)> Live(ImmutableArray<PlannedTasks> components)
        => PlanTasks.Of(components).Where(t => !t.Task.HasEnded);

    private LossReport Loss(string worker, ImmutableArray<(TaskId Id, PlannedTask Task)> tasks, bool countsTuples)
    {
        string[] live = [.. tasks.Where(t => !t.Task.HasEnded).Select(t => t.Id.Component)];
        return new LossReport(
            Token.Generation,
            _facts.Plan!.Workers.FirstOrDefault(w => w.Id == worker)?.Name ?? worker,
            countsTuples ? (_tally ??= _losses.Tally(_shape, Components)).Of(worker, tasks) : 0,
            live.Length,
            live.Count(name => _shape.Components.Any(c => c.Name == name && c.HasState)));
    }

    /// <summary>A component whose tasks are to be more or fewer, though what they have belongs to each of them.</summary>
    private string? Unshareable(ImmutableArray<int> wanted)
        => Components
            .Select((planned, c) => (planned.Component, planned.Tasks, Wanted: wanted[c], _shape.Components[c].HasFields))
            .FirstOrDefault(c => c.Tasks.Length != c.Wanted && (c.HasFields || c.Tasks.Any(t => t.HasEnded)))
            .Component;

    private (ImmutableArray<int> Parallelism, string? Problem) Parallelism()
    {
        try
        {
            ImmutableArray<int> wanted = _shape.Parallelism(_facts.Desired);
            if (_shape.KeepsEpochs && Unshareable(wanted) is { } component)
            {
                throw new TopologyInputException(
                    $"Component '{component}' cannot get another number of tasks: it keeps state per task, or some of its tasks have ended.");
            }

            return (wanted, null);
        }
        catch (TopologyInputException exception)
        {
            // What runs goes on as it is, and a start goes by what was declared.
            return (
                _facts.Plan is { } plan ? [.. plan.Components.Select(c => c.Tasks.Length)] : [.. _shape.Components.Select(c => c.Parallelism)],
                exception.Message);
        }
    }
}
