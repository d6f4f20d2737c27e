using System.Runtime.CompilerServices;

namespace TopoGen.Runtime;

/// <summary>The ways of one bolt's task to the ledgers of all spout tasks whose messages can reach it. Executor's thread.</summary>
internal sealed class LedgerPorts
{
    /// <summary>No ledger's id; the first of a process has 0.</summary>
    private static readonly LedgerId None = new(ulong.MaxValue);

    private LedgerPort[] _all = [];

    /// <summary>By component, then by task.</summary>
    private (LedgerId Ledger, Output<LedgerUpdate> Port)[]?[] _ports = [];
    private LedgerId _last = None;
    private Output<LedgerUpdate>? _lastPort;
    private long _ignored;
    private HeldUpdates? _held;

    /// <summary>Updates of ledgers that are not there any more: their spout tasks were placed anew. Any thread; may lag.</summary>
    public long Ignored => Volatile.Read(ref _ignored);

    /// <summary>From now on what calls say with <see cref="Tell"/> is told when they are over.</summary>
    public void Attach(Journal journal) => _held = new HeldUpdates(this, journal);

    /// <summary>Takes the ways that a plan gives, at the start or anew.</summary>
    public void Connect(IReadOnlyList<LedgerPort> ports)
    {
        _all = [.. ports];
        _ports = new (LedgerId, Output<LedgerUpdate>)[_all.Length == 0 ? 0 : _all.Max(p => p.Ledger.Component) + 1][];
        (_last, _lastPort) = (None, null);
        foreach (IGrouping<int, LedgerPort> component in _all.GroupBy(p => p.Ledger.Component))
        {
            var tasks = new (LedgerId, Output<LedgerUpdate>)[component.Max(p => p.Ledger.Task) + 1];
            foreach (LedgerPort port in component)
            {
                tasks[port.Ledger.Task] = (port.Ledger, (Output<LedgerUpdate>)port.Port);
            }

            _ports[component.Key] = tasks;
        }
    }

    /// <summary>The task has come to its end: it tells nothing more.</summary>
    public void Close(ControlSignal signal)
    {
        foreach (LedgerPort port in _all)
        {
            port.Port.Control(signal);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Send(LedgerId ledger, LedgerPlace place, ulong edges, LedgerUpdateKind kind = LedgerUpdateKind.Progress)
    {
        if ((ledger == _last ? _lastPort : Find(ledger)) is { } port)
        {
            var update = new LedgerUpdate(place, edges, kind);
            port.Send(in update);
        }
    }

    /// <summary>Tells the same of several trees.</summary>
    public void Send(ReadOnlySpan<Root> roots, ulong edges, LedgerUpdateKind kind = LedgerUpdateKind.Progress)
    {
        foreach (ref readonly Root root in roots)
        {
            Send(root.Ledger, root.Place, edges, kind);
        }
    }

    /// <summary>As <see cref="Send(ReadOnlySpan{Root}, ulong, LedgerUpdateKind)"/>, for what a call says of trees while it runs: it may be undone.</summary>
    /// <param name="roots">The trees.</param>
    /// <param name="edges">Edges of all of them.</param>
    /// <param name="kind">What else is told.</param>
    /// <param name="isLast">Whether nothing more will be told of an anchor: its trees fail with the call.</param>
    public void Tell(ReadOnlySpan<Root> roots, ulong edges, LedgerUpdateKind kind = LedgerUpdateKind.Progress, bool isLast = false)
    {
        if (_held is { } held)
        {
            held.Add(roots, edges, kind, isLast);
        }
        else
        {
            Send(roots, edges, kind);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Output<LedgerUpdate>? Find(LedgerId ledger)
    {
        if (ledger.Component < _ports.Length && _ports[ledger.Component] is { } tasks && ledger.Task < tasks.Length && tasks[ledger.Task].Ledger == ledger)
        {
            _last = ledger;
            return _lastPort = tasks[ledger.Task].Port;
        }

        Volatile.Write(ref _ignored, _ignored + 1);
        return null;
    }
}
