using System.Buffers;
using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace TopoGen.Runtime;

/// <summary>
/// Encodes the commands of a sink's task. A full chunk goes to the store at once; the barrier of the epoch only closes the list. Where the store is
/// slower than the task, the gates of all work units that lead here close until it has caught up.
/// </summary>
internal sealed class CommandOutput<T> : Output<T>, ICommandOutput
    where T : IStateRecord<T>
{
    /// <summary>A chunk is written when it has so many bytes: enough to make a call of the store, or of a sink, cheap for each command.</summary>
    private const int ChunkSize = 256 * 1024;

    private const int SmallestBuffer = 4096;

    /// <summary>So many chunks may be on their way until nothing more is taken in.</summary>
    private const int MostUnderWay = 4;

    /// <summary>What one call may write: 1 GiB. It is held in memory where the store is away.</summary>
    private const int MostOfOneCall = 4096;

    /// <summary>How long the store may make no progress until a call that writes very much stops waiting for it.</summary>
    private static readonly TimeSpan StallTime = TimeSpan.FromMilliseconds(100);

    private readonly TaskCell _cell;
    private readonly EpochAgent _epochs;
    private readonly GateList _gates = new();
    private readonly Action _written;
    private List<CommandChunk> _chunks = [];
    private EpochId _epoch;
    private byte[] _buffer = [];
    private int _length;
    private int _count;
    private int _lastLength;
    private int _underWay;
    private int _patience;
    private PaddedCounter _sent;

    public CommandOutput(TaskCell cell, EpochAgent epochs)
    {
        _cell = cell;
        _epochs = epochs;
        Port = new HeldOutput<T>(this, cell.Executor.Journal, cell.Host.Options.OutboxLimit);
        _epoch = new EpochId(epochs.Line.Lineage, epochs.Line.Token, 1);
        _written = () =>
        {
            Interlocked.Decrement(ref _underWay);
            cell.Executor.Wake();
        };
    }

    public OutputPort Port { get; }

    public bool HasOverflow => _gates.IsClosed;

    public bool HasRoom => Volatile.Read(ref _underWay) < MostUnderWay;

    internal override long Sent => _sent.Value;

    internal override long Transferred => _sent.Value;

    public void GoOnFrom(long epoch) => _epoch = _epoch with { Number = epoch + 1 };

    public override void Send(scoped in T command)
    {
        if (_length == 0)
        {
            Begin();
        }

        var writer = TupleWriter.Over(_buffer, _length);
        writer.WriteState(in command);
        byte[] written = writer.Detach(out int length);
        if (written != _buffer)
        {
            Replace(written);
        }

        _length = length;
        _count++;
        _sent.Value++;
        if (length >= ChunkSize)
        {
            CloseChunk();
        }
    }

    public IReadOnlyList<CommandChunk> Take(EpochId epoch)
    {
        if (epoch != _epoch)
        {
            throw new InvalidOperationException($"{_cell}: the barrier of {epoch} has come, and what was written belongs to {_epoch}.");
        }

        if (_count > 0)
        {
            CloseChunk();
        }

        IReadOnlyList<CommandChunk> chunks = _chunks;
        _chunks = [];
        _epoch = epoch with { Number = epoch.Number + 1 };
        return chunks;
    }

    public void Attach(Gate gate) => _gates.Attach(gate);

    public void Detach(Gate gate) => _gates.Detach(gate);

    public bool DrainOverflow()
    {
        if (!_gates.IsClosed || !HasRoom)
        {
            return false;
        }

        _gates.Open();
        return true;
    }

    public void Flush()
    {
    }

    public void FlushAll()
    {
    }

    /// <summary>The barrier comes with <see cref="Take"/>, and an end needs nobody to be told.</summary>
    internal override void Control(ControlSignal signal)
    {
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Begin()
    {
        var writer = new TupleWriter(Math.Max(SmallestBuffer, _lastLength));
        CommandFormat.WriteHead(ref writer);
        _buffer = writer.Detach(out _length);
    }

    /// <summary>The last command did not fit, and stands in a larger array; what was before it is still in the former one.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Replace(byte[] larger)
    {
        _buffer.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void CloseChunk()
    {
        var chunk = new CommandChunk(
            new BlobName(_epoch, _cell.Component, BlobKind.Commands, _cell.Index, _chunks.Count), _buffer, _length, _count);
        _chunks.Add(chunk);
        _lastLength = _length;
        _buffer = [];
        _length = 0;
        _count = 0;
        Interlocked.Increment(ref _underWay);
        chunk.Start(_epochs, _written);
        if (HasRoom)
        {
            return;
        }

        if (!_gates.IsClosed)
        {
            _gates.Close();
            _patience = 2 * MostUnderWay;
        }
        else if (Volatile.Read(ref _underWay) >= _patience)
        {
            WaitForRoom();
        }
    }

    /// <summary>
    /// One call writes very much. While the store makes progress, waiting here bounds the memory; where it makes none, more may be on its way,
    /// twice as much each time.
    /// </summary>
    private void WaitForRoom()
    {
        int underWay = Volatile.Read(ref _underWay);
        long since = Stopwatch.GetTimestamp();
        var spinner = default(SpinWait);
        while (Volatile.Read(ref _underWay) is var now && now >= _patience)
        {
            Executor executor = _cell.Executor;
            if (now != underWay)
            {
                underWay = now;
                since = Stopwatch.GetTimestamp();
            }
            else if (executor.IsVisited || executor.IsStepped || executor.IsAborted || Stopwatch.GetElapsedTime(since) > StallTime)
            {
                _patience *= 2;
                break;
            }

            spinner.SpinOnce(sleep1Threshold: -1);
        }

        if (_patience > MostOfOneCall)
        {
            throw new InvalidOperationException($"One call of {_cell} wrote more commands than fit into memory while the store does not take them; write less per call.");
        }
    }
}
