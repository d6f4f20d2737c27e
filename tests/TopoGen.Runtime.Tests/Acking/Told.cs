namespace TopoGen.Runtime.Tests.Acking;

/// <summary>A ledger without a spout, and all that it tells.</summary>
internal sealed class Told : IReliableTask<long>, IMessageReports
{
    private ulong _seed;

    public Told(EngineOptions? options = null, ulong seed = 1, bool awaitsEpochs = false)
    {
        _seed = seed;
        Tracker = new Tracker(() => StableHash.Of(_seed++), Clock);
        Ledger = new Ledger<long>(new LedgerId(7), options ?? new EngineOptions { MaxPending = 4 }, Tracker, this, this) { AwaitsEpochs = awaitsEpochs };
    }

    public PeriodClock Clock { get; } = new(TimeProvider.System, TimeSpan.Zero);

    public Tracker Tracker { get; }

    public Ledger<long> Ledger { get; }

    public List<long> Acked { get; } = [];

    public List<(long Id, FailReason Reason)> Failed { get; } = [];

    public List<(string Message, int Failures)> GivenUp { get; } = [];

    public List<(string Message, int Failures)> ErrorsGivenUp { get; } = [];

    /// <summary>The error stream, if somebody reads it.</summary>
    public Output<FailedTuple>? Errors { get; set; }

    public List<string> Thrown { get; } = [];

    /// <summary>What the spout does when it is told.</summary>
    public Action<long>? OnTold { get; set; }

    public static LedgerUpdate Update(Root root, ulong edges, LedgerUpdateKind kind = LedgerUpdateKind.Progress) => new(root.Place, edges, kind);

    /// <summary>Emits a message of which so many tuples leave the executor.</summary>
    public (Root Root, ulong[] Edges) Emit(long id, int edges)
    {
        Ledger.Begin(id);
        ulong[] drawn = new ulong[edges];
        for (int i = 0; i < edges; i++)
        {
            // As the first tuple that leaves.
            _ = Tracker.Roots;
            drawn[i] = Tracker.TakeNew();
        }

        Root root = Tracker.Scope.Root;
        Ledger.End(id);
        return (root, drawn);
    }

    public void Apply(Root root, ulong edges, LedgerUpdateKind kind = LedgerUpdateKind.Progress)
    {
        LedgerUpdate update = Update(root, edges, kind);
        Ledger.Apply(in update);
    }

    public void Deliver()
    {
        Ledger.DeliverAcks(int.MaxValue);
        Ledger.DeliverFailures(int.MaxValue);
    }

    void IReliableTask<long>.Ack(long messageId)
    {
        Acked.Add(messageId);
        OnTold?.Invoke(messageId);
    }

    void IReliableTask<long>.Fail(long messageId, FailReason reason)
    {
        Failed.Add((messageId, reason));
        OnTold?.Invoke(messageId);
    }

    void IMessageReports.HookFailed(string method, Exception exception) => Thrown.Add($"{method}: {exception.Message}");

    FailedTuple IMessageReports.MessageGivenUp<TId>(TId message, int failures, FailReason reason)
    {
        GivenUp.Add(($"{message}", failures));
        return new FailedTuple("Spout", 0, "", "", "", $"{message}", $"{reason}", failures);
    }

    void IMessageReports.ErrorGivenUp(in FailedTuple error, int failures) => ErrorsGivenUp.Add((error.Tuple, failures));

    void IMessageReports.MessageFailed<TId>(TId message, FailReason reason)
    {
    }
}
