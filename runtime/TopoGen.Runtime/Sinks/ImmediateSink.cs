using System.Collections.Immutable;

namespace TopoGen.Runtime;

/// <summary>
/// A sink whose commands are applied as they come, in the order in which they were written. Where there are epochs, one is committed only when all that
/// was written in it is applied: so nothing is left out, but what is done again after a failure is applied again. Where there are none, what the task
/// had not applied is lost with it, and nothing is applied twice.
/// </summary>
/// <remarks>
/// Stamps are those of a run of its own: a lineage for each life of the task, in which batches are counted. So a batch whose call failed is sent again
/// with the same stamp, and the sink knows it. Whoever finds a stamp of somebody else goes on from there: a process that was replaced may still apply what it
/// had, which is what it would have done before.
/// </remarks>
internal sealed class ImmediateSink<T> : TaskSink
    where T : IStateRecord<T>
{
    private readonly SinkCalls<T> _calls;
    private readonly ImmediateOutput<T> _output;
    private readonly ulong _lineage;
    private readonly Lock _lock = new();
    private readonly List<(long Count, Completion<ImmutableArray<BlobReference>> Done)> _waiting = [];

    /// <summary>Those that were handed over, and those that are being applied: two lists that take turns.</summary>
    private List<T> _handedOver = [];
    private List<T> _applying = [];
    private long _written;
    private long _settled;
    private bool _isApplying;
    private bool _isClosed;
    private SinkStamp? _stamp;
    private long _batches;

    /// <param name="caller">What calls the sink.</param>
    /// <param name="calls">The sink.</param>
    public ImmediateSink(SinkCaller caller, SinkCalls<T> calls)
        : base(caller)
    {
        _calls = calls;
        _lineage = caller.Cell.Host.Seeds();
        _output = new ImmediateOutput<T>(caller.Cell, HandOver);
    }

    public override ICommandOutput Output => _output;

    public override long Pending => _output.Sent - Volatile.Read(ref _settled);

    /// <summary>Whether what is not applied now will be written again, by tuples that come again.</summary>
    private bool IsDoneAgain => Caller.Cell.Host.Epochs is not null;

    public override SinkCut Take(EpochId epoch) => new(null, WhenSettled());

    public override Task SettleAsync() => WhenSettled();

    public override void Close()
    {
        List<(long Count, Completion<ImmutableArray<BlobReference>> Done)> waiting;
        lock (_lock)
        {
            _isClosed = true;
            waiting = [.. _waiting];
            _waiting.Clear();
        }

        waiting.ForEach(static w => w.Done.TrySetCanceled());
        if (Caller.Close() && !IsDoneAgain && Pending is var lost and > 0)
        {
            Caller.Retry.ReportLost(lost, "its task was closed before they were applied");
        }
    }

    protected override async Task OpenCoreAsync(Manifest? from, bool acceptLoss, CancellationToken cancellation)
        => _stamp = await Caller.ReadStampAsync(Caller.Self, cancellation).ConfigureAwait(false);

    protected override void Opened()
    {
        lock (_lock)
        {
            Start();
        }
    }

    /// <summary>The task's executor.</summary>
    private void HandOver(List<T> commands)
    {
        lock (_lock)
        {
            _handedOver.AddRange(commands);
            _written += commands.Count;
            Start();
        }
    }

    /// <summary>The task's executor: anybody else could hand over what it is handing over just then.</summary>
    private Task<ImmutableArray<BlobReference>> WhenSettled()
    {
        if (!Caller.Cell.Executor.IsCurrent)
        {
            throw new InvalidOperationException($"{Caller.Self} was asked for what it holds by another thread than its executor's.");
        }

        _output.FlushAll();
        var done = new Completion<ImmutableArray<BlobReference>>(Caller.Cell.Host.Threads);
        lock (_lock)
        {
            if (_written == _settled)
            {
                return SinkCut.Nothing;
            }

            if (!_isClosed)
            {
                _waiting.Add((_written, done));
                return done.Task;
            }
        }

        done.TrySetCanceled();
        return done.Task;
    }

    /// <summary>Under the lock.</summary>
    private void Start()
    {
        if (IsOpen && !_isApplying && !_isClosed && _handedOver.Count > 0)
        {
            _isApplying = true;
            _ = Caller.Cell.Host.Threads.Run(ApplyAllAsync);
        }
    }

    private async Task ApplyAllAsync()
    {
        try
        {
            await Caller.RunAsync(
                async cancellation =>
                {
                    while (TryTake())
                    {
                        await ApplyAsync(cancellation).ConfigureAwait(false);
                        Settle();
                    }
                },
                CancellationToken.None).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Closed.
        }
        catch (Exception exception)
        {
            Caller.Cell.Host.Abort(exception);
        }
    }

    private bool TryTake()
    {
        lock (_lock)
        {
            (_handedOver, _applying) = (_applying, _handedOver);
            return _isApplying = _applying.Count > 0;
        }
    }

    private void Settle()
    {
        int count = _applying.Count;
        _applying.Clear();
        List<(long Count, Completion<ImmutableArray<BlobReference>> Done)> settled = [];
        lock (_lock)
        {
            _settled += count;
            if (_waiting.Count > 0)
            {
                settled = _waiting.FindAll(w => w.Count <= _settled);
                _waiting.RemoveRange(0, settled.Count);
            }
        }

        settled.ForEach(static w => w.Done.TrySetResult([]));
        _output.Room.Leave(count);
    }

    private async Task ApplyAsync(CancellationToken cancellation)
    {
        var next = new SinkStamp(_lineage, 0, 0, ++_batches, 1, 1);
        bool mayBeApplied = false;
        while (_stamp != next)
        {
            try
            {
                await Caller.Retry.RunAsync(
                    async () =>
                    {
                        try
                        {
                            await _calls.ApplyAsync(Caller.Self, _stamp, next, _applying, cancellation).ConfigureAwait(false);
                            return true;
                        }
                        catch (Exception exception) when (exception is not SinkReplacedException)
                        {
                            mayBeApplied = true;
                            throw;
                        }
                    },
                    cancellation).ConfigureAwait(false);
                _stamp = next;
            }
            catch (SinkReplacedException)
            {
                // Somebody else was there.
                SinkStamp? expected = _stamp;
                _stamp = await Caller.ReadStampAsync(Caller.Self, cancellation).ConfigureAwait(false);
                if (_stamp == expected)
                {
                    throw new TopologyInputException($"Sink {Caller.Self} says that its stamp is {expected?.ToString() ?? "none"}, and refuses who expects that; mend {_calls}.");
                }

                if (_stamp != next && mayBeApplied && !IsDoneAgain)
                {
                    Caller.Retry.ReportLost(_applying.Count, "a call failed, and whether it was carried out cannot be seen any more; nothing is done twice");
                    return;
                }
            }
        }
    }
}
