using TopoGen.Runtime;

namespace TopoGen.Benchmarks;

/// <summary>The engine's: slots with versions, from a free list; and the spout is told.</summary>
internal struct EngineLedger : ITreeLedger
{
    private readonly Spout _spout;
    private readonly Tracker _tracker;
    private readonly Ledger<long> _ledger;

    public EngineLedger()
    {
        _spout = new Spout();
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
        _ledger.Begin(message);
        if (_tracker.Scope.Kind == ScopeKind.Emitting)
        {
            _tracker.Claim();
        }

        ulong edge = _tracker.Draw();
        LedgerPlace place = _tracker.Scope.Place;
        _ledger.End(message);
        if (_ledger.Acks >= 1024)
        {
            _ledger.DeliverAcks(1024);
        }

        return ((long)place.Value, edge);
    }

    public readonly void Update(long root, ulong edges)
    {
        var update = new LedgerUpdate(new LedgerPlace((ulong)root), edges);
        _ledger.Apply(in update);
    }

    public readonly ulong Draw() => _tracker.Draw();

    private sealed class Spout : IReliableTask<long>, IMessageReports
    {
        public long Acked { get; private set; }

        void IReliableTask<long>.Ack(long messageId) => Acked++;

        void IReliableTask<long>.Fail(long messageId, FailReason reason) => throw new InvalidOperationException();

        Output<FailedTuple>? IMessageReports.Errors => null;

        void IMessageReports.HookFailed(string method, Exception exception) => throw exception;

        FailedTuple IMessageReports.MessageGivenUp<TId>(TId message, int failures, FailReason reason) => throw new InvalidOperationException();

        void IMessageReports.ErrorGivenUp(in FailedTuple error, int failures) => throw new InvalidOperationException();

        void IMessageReports.MessageFailed<TId>(TId message, FailReason reason) => throw new InvalidOperationException();
    }
}
