using System.Buffers;
using System.Runtime.InteropServices;

namespace TopoGen.Runtime;

/// <summary>
/// Holds what calls emit to a task of another worker, encoded, until the outermost one is over: frames that have left cannot be taken
/// back.
/// </summary>
internal sealed class JournaledLink<T> : Output<T>, IUndoable, IHolding
    where T : IStreamTuple<T>, allows ref struct
{
    private readonly LinkOutput<T> _link;
    private readonly Journal _journal;
    private readonly UndoLog<int> _begun;
    private readonly List<int> _ends = [];
    private byte[] _bytes = [];
    private int _length;
    private SharedEncoding<T>? _shared;

    public JournaledLink(LinkOutput<T> link, Journal journal)
    {
        _link = link;
        _journal = journal;
        _begun = new UndoLog<int>(journal);
        journal.Register(this);
    }

    internal override long Sent => _link.Sent;

    internal override long Transferred => _link.Sent;

    public override void Send(scoped in T tuple)
    {
        if (_journal.Running == 0)
        {
            _link.Send(in tuple);
            return;
        }

        if (!_begun.Knows)
        {
            Begin();
        }

        Write(in tuple);
    }

    public override void SendHashed(scoped in T tuple, ulong hash) => Send(in tuple);

    void IUndoable.Undo(long call)
    {
        while (_begun.TryTake(call, out int count))
        {
            CollectionsMarshal.SetCount(_ends, count);
            _length = count == 0 ? 0 : _ends[count - 1];
        }
    }

    void IHolding.LetGo()
    {
        _link.Send(_bytes.AsSpan(0, _length), CollectionsMarshal.AsSpan(_ends));
        _ends.Clear();
        _length = 0;
    }

    internal override void Share(SharedEncoding? encoding, bool isRoot)
    {
        _shared = isRoot ? null : (SharedEncoding<T>?)encoding;
        _link.Share(encoding, isRoot);
    }

    internal override void Control(ControlSignal signal) => _link.Control(signal);

    private void Begin()
    {
        if (!_begun.TryFirst(out _))
        {
            _journal.Hold(this);
        }

        _begun.Add() = _ends.Count;
    }

    private void Write(scoped in T tuple)
    {
        _link.CheckHeld(_ends.Count);
        byte[] bytes = _bytes;
        var writer = TupleWriter.Over(bytes, _length);
        if (_shared is { } shared)
        {
            ReadOnlySpan<byte> encoded = shared.Of(in tuple);
            encoded.CopyTo(writer.Append(encoded.Length));
        }
        else
        {
            writer.Write(in tuple);
        }

        byte[] written = writer.Detach(out int end);
        if (written != bytes)
        {
            Move(bytes, written);
        }

        _link.CheckSize(end - _length);
        _length = end;
        _ends.Add(end);
    }

    /// <summary>The writer has gone on in a larger array, which has nothing of before.</summary>
    private void Move(byte[] from, byte[] to)
    {
        from.AsSpan(0, _length).CopyTo(to);
        _bytes = to;
        if (from.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(from);
        }
    }
}
