using TopoGen.Runtime;

namespace TopoGen.Benchmarks;

/// <summary>The engine's: slots with versions in a ring; and the spout is told.</summary>
internal struct EngineLedger : ITreeLedger
{
    /// <summary>Of so many messages at a time the spout is told.</summary>
    private const int Told = 1024;

    private readonly ToldSpout _spout = new();
    private readonly Tracker _tracker;
    private readonly Ledger<long> _ledger;

    public EngineLedger()
    {
        _tracker = new Tracker(static () => (ulong)Random.Shared.NextInt64(), new PeriodClock(TimeProvider.System, TimeSpan.Zero));
        _ledger = new Ledger<long>(LedgerId.Of(1, 0, 0), new EngineOptions(), _tracker, _spout, _spout);
    }

    public readonly long Completed
    {
        get
        {
            _ledger.DeliverAcks(int.MaxValue);
            return _spout.Acked;
        }
    }

    public readonly (long Root, ulong Edge) Begin(long message)
    {
        if (_ledger.Acks >= Told)
        {
            _ledger.DeliverAcks(Told);
        }

        return _ledger.HasRoom ? ((long)_ledger.TakeFor(message).Value, EdgeIds.First) : BeginSlowly(message);
    }

    public readonly void Update(long root, ulong edges)
    {
        var update = new LedgerUpdate(new LedgerPlace((ulong)root), edges);
        _ledger.Apply(in update);
    }

    public readonly ulong Draw() => _tracker.Draw();

    /// <summary>As where the ledger is to grow.</summary>
    private readonly (long Root, ulong Edge) BeginSlowly(long message)
    {
        _ledger.Begin(message);
        ReadOnlySpan<Root> roots = _tracker.Roots;
        ulong edge = _tracker.TakeNew();
        LedgerPlace place = roots[0].Place;
        _ledger.End(message);
        return ((long)place.Value, edge);
    }
}
