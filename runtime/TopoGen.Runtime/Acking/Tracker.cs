using System.Runtime.CompilerServices;

namespace TopoGen.Runtime;

/// <summary>
/// Knows, for one executor, which trees the tuple at hand belongs to: the scope that the outermost handler, or the emit of a spout, has opened.
/// Calls that are fused share it. Touched by whoever runs the executor, one at a time.
/// </summary>
/// <param name="seeds">Gives random numbers that no other tracker is given.</param>
/// <param name="clock">The process's.</param>
internal sealed class Tracker(Func<ulong> seeds, PeriodClock clock)
{
    private readonly Stack<RootSet> _sets = new();
    private PaddedScope _state = new() { Ids = new EdgeIds(seeds(), seeds()) };

    /// <summary>The scope at hand.</summary>
    public ref Scope Scope => ref _state.Scope;

    /// <summary>Whose message it is, where the scope is <see cref="ScopeKind.Emitting"/>.</summary>
    public Ledger? Emitting { get; private set; }

    /// <summary>Who holds the tuple that is staged, where one is.</summary>
    public IStage? Stage { get; private set; }

    /// <summary>The trees, where they are <see cref="ScopeKind.Several"/>.</summary>
    public Root[] Several { get; private set; } = [];

    /// <summary>The trees of the scope at hand; a message that is being emitted gets its root now.</summary>
    public ReadOnlySpan<Root> Roots
    {
        get
        {
            if (Scope.Kind == ScopeKind.Emitting)
            {
                Claim();
            }

            return Scope.Kind switch
            {
                ScopeKind.Single => new ReadOnlySpan<Root>(in _state.Scope.Root),
                ScopeKind.Several => Several.AsSpan(0, Scope.Count),
                _ => [],
            };
        }
    }

    /// <summary>A new edge of the scope's trees.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Draw()
    {
        ulong edge = _state.Ids.Next();
        _state.Scope.Produced ^= edge;
        return edge;
    }

    /// <summary>The edge of one more tuple of the scope's trees, in whatever way that has begun.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong TakeNew()
    {
        ref Scope scope = ref _state.Scope;
        if (scope.State == Scope.Rooted)
        {
            scope.State = (int)ScopeKind.Single;
            return scope.Produced = EdgeIds.First;
        }

        if (scope.Stage != EdgeStage.Ends)
        {
            SendStaged();
        }

        return Draw();
    }

    /// <summary>A spout emits a message.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Begin(Ledger ledger)
    {
        if (!ReferenceEquals(Emitting, ledger))
        {
            Emitting = ledger;
        }

        _state.Scope.State = (int)ScopeKind.Emitting;
    }

    /// <summary>A spout emits a message, which has its root.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Begin(LedgerId ledger, LedgerPlace place)
    {
        ref Scope scope = ref _state.Scope;
        scope.State = Scope.Rooted;
        scope.Ledger = ledger;
        scope.Place = place;
        scope.Edge = 0;
        scope.Produced = 0;
    }

    /// <summary>A tuple of one tree has come.</summary>
    /// <param name="ledger">Whose tree it is.</param>
    /// <param name="place">Where that keeps it.</param>
    /// <param name="edge">The edge that brought it; 0 where there is none to settle.</param>
    /// <param name="period">When it was sent: its edge may be passed on within the period. 0 where it may not.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Open(LedgerId ledger, LedgerPlace place, ulong edge, int period = 0)
    {
        ref Scope scope = ref _state.Scope;
        scope.State = period == clock.Now ? Scope.Fresh : (int)ScopeKind.Single;
        scope.Period = period;
        scope.Ledger = ledger;
        scope.Place = place;
        scope.Edge = edge;
        scope.Produced = 0;
    }

    /// <summary>A tuple of some trees has come, or is being emitted; the array belongs to the caller and stays as it is meanwhile.</summary>
    public void Open(Root[] roots, int count, ulong edge)
    {
        if (count == 1)
        {
            Open(roots[0].Ledger, roots[0].Place, edge);
            return;
        }

        ref Scope scope = ref _state.Scope;
        scope.State = (int)ScopeKind.Several;
        scope.Count = count;
        scope.Edge = edge;
        scope.Produced = 0;
        Several = roots;
    }

    /// <summary>The message that is being emitted gets its root, because something of its tree is about to leave.</summary>
    public void Claim()
    {
        // Something may have failed already.
        LedgerUpdateKind failed = Scope.Failed;
        Begin(Emitting!.Id, Emitting.Claim());
        Scope.Failed = failed;
    }

    /// <summary>Something that was called within the scope went wrong; <see cref="LedgerUpdateKind.Progress"/> says that nothing did.</summary>
    public void Fail(LedgerUpdateKind kind)
    {
        if (_state.Scope is { Kind: not ScopeKind.None, Failed: LedgerUpdateKind.Progress })
        {
            _state.Scope.Failed = kind;
        }
    }

    /// <summary>The first tuple of a call whose scope is <see cref="Scope.Fresh"/> is emitted, and waits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Hold(IStage stage)
    {
        if (!ReferenceEquals(Stage, stage))
        {
            Stage = stage;
        }

        _state.Scope.State = Scope.Staged;
    }

    /// <summary>More follows from the tuple at hand than one other: what is staged goes out with an edge of its own.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void SendStaged()
    {
        bool isStaged = _state.Scope.Stage == EdgeStage.Staged;
        _state.Scope.Stage = EdgeStage.Ends;
        if (isStaged)
        {
            Stage!.Send(Draw());
        }
    }

    /// <summary>What is staged was emitted by a call that is undone.</summary>
    public void DropStaged() => _state.Scope.Stage = EdgeStage.Ends;

    /// <summary>
    /// The handler has returned: tells each tree's ledger what came of it. Where that is one tuple and nothing else, there is nothing to tell: the edge
    /// that brought the one is that of the other from now on. But a tree of which nothing is told in a period would seem to make no progress.
    /// </summary>
    /// <remarks>The one must not go out before: if a second one followed, the first could be done with the edge before the second one's is told.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Settle(LedgerPorts ledgers)
    {
        ref Scope scope = ref _state.Scope;
        int state = scope.State;
        if (state == Scope.Staged && scope.Produced == 0 && scope.Period == clock.Now)
        {
            scope.State = 0;
            Stage!.Send(scope.Edge);
            return;
        }

        if (state is not ((int)ScopeKind.Single or Scope.Fresh))
        {
            SettleSlowly(ledgers);
            return;
        }

        scope.State = 0;
        ulong edges = scope.Edge ^ scope.Produced;
        if (edges != 0)
        {
            ledgers.Send(scope.Ledger, scope.Place, edges);
        }
    }

    /// <summary>
    /// An edge for a caller that keeps the tuple beyond its handler's return. That which the scope would settle, if both tell the ledgers by
    /// the same channels: what is still to be told of the scope must not come after the end of that edge. Else a new one.
    /// </summary>
    /// <param name="isFree">Whether they do.</param>
    public ulong TakeEdge(bool isFree)
    {
        ref Scope scope = ref _state.Scope;
        SendStaged();
        if (!isFree)
        {
            return Draw();
        }

        ulong edge = scope.Edge;
        scope.Edge = 0;
        return edge;
    }

    /// <summary>The scope at hand has become somebody else's.</summary>
    public void Drop()
    {
        SendStaged();
        Scope.State = 0;
    }

    /// <summary>Puts another scope in the place of the one at hand, which the caller gives back by <see cref="Resume"/>.</summary>
    public SuspendedScope Suspend()
    {
        SendStaged();
        var suspended = new SuspendedScope(Scope, Emitting, Several);
        Scope.State = 0;
        return suspended;
    }

    public void Resume(in SuspendedScope suspended)
    {
        Scope = suspended.Scope;
        Emitting = suspended.Emitting;
        Several = suspended.Several;
    }

    /// <summary>An empty set, to be given back by <see cref="Return"/>.</summary>
    public RootSet Rent() => _sets.TryPop(out RootSet? set) ? set : new RootSet();

    public void Return(RootSet set)
    {
        set.Clear();
        _sets.Push(set);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void SettleSlowly(LedgerPorts ledgers)
    {
        ref Scope scope = ref _state.Scope;
        SendStaged();
        ReadOnlySpan<Root> roots = Roots;
        LedgerUpdateKind failed = scope.Failed;
        ulong edges = failed == LedgerUpdateKind.Progress ? scope.Edge ^ scope.Produced : 0;
        scope.State = 0;
        if (edges != 0 || failed != LedgerUpdateKind.Progress)
        {
            ledgers.Send(roots, edges, failed);
        }
    }
}
