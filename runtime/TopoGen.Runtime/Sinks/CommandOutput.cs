using System.Buffers;
using System.Collections.Concurrent;
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

    /// <summary>What one call may write: 1 GiB.</summary>
    private const int MostOfOneCall = 4096;

    private readonly TaskCell _cell;
    private readonly EpochAgent _epochs;
    private readonly CommandRoom _room;
    private readonly Action<byte[]> _written;

    /// <summary>
    /// Buffers for use again. The shared pool keeps what is given back for the thread that does it, and here that is never the one that takes.
    /// </summary>
    private readonly ConcurrentQueue<byte[]> _free = new();
    private List<CommandChunk> _chunks = [];
    private EpochId _epoch;
    private byte[] _buffer = [];
    private int _length;
    private int _count;
    private PaddedCounter _sent;

    public CommandOutput(TaskCell cell, EpochAgent epochs)
    {
        _cell = cell;
        _epochs = epochs;
        Port = new HeldOutput<T>(this, cell.Executor.Journal, cell.Host.Options.OutboxLimit);
        _epoch = new EpochId(epochs.Line.Lineage, epochs.Line.Token, 1);
        _room = new CommandRoom(cell, MostUnderWay, MostOfOneCall, "the store");
        _written = buffer =>
        {
            if (_free.Count <= MostUnderWay)
            {
                _free.Enqueue(buffer);
            }
            else
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }

            _room.Leave(1);
        };
    }

    public OutputPort Port { get; }

    public bool HasOverflow => _room.IsFull;

    public bool HasRoom => _room.HasRoom;

    internal override long Sent => _sent.Value;

    internal override long Transferred => _sent.Value;

    /// <summary>Before the task is opened: the commands to come belong to the epoch after this one.</summary>
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

    /// <summary>The barrier has come: what was written until now belongs to the epoch, what follows to the next.</summary>
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

    public void Attach(Gate gate) => _room.Attach(gate);

    public void Detach(Gate gate) => _room.Detach(gate);

    public bool DrainOverflow() => _room.Drain();

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
        TupleWriter writer = _free.TryDequeue(out byte[]? buffer) ? new TupleWriter(buffer, 0) : new TupleWriter(SmallestBuffer);
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
        _buffer = [];
        _length = 0;
        _count = 0;
        chunk.Start(_epochs, _written);
        _room.Enter(1);
    }
}
