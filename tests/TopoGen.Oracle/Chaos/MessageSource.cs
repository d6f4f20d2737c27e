namespace TopoGen.Oracle.Chaos;

/// <summary>Gives the numbers of its share as messages, no more than are allowed, and each again until it is acked.</summary>
public abstract class MessageSource(ChaosSettings settings)
{
    private readonly Queue<long> _again = [];

    [State] protected long _position;
    [State] protected Dictionary<long, Number> _unacked = [];
    private Allowance? _allowance;
    private Share _share;

    public void Open(TaskContext task)
    {
        _share = new Share(task.Index, task.Parallelism, settings.Keys, settings.Length);
        _allowance = new Allowance(settings.Folder, task.Time);

        // What was on its way when the state was kept.
        foreach (long message in _unacked.Keys.Order())
        {
            _again.Enqueue(message);
        }
    }

    public SpoutStatus Next()
    {
        if (_again.TryDequeue(out long message))
        {
            Emit(_unacked[message], message);
            return SpoutStatus.More;
        }

        if (_position >= _share.Count)
        {
            return SpoutStatus.End;
        }

        if (_position >= _share.Of(_allowance!.Now))
        {
            return SpoutStatus.Idle;
        }

        Number number = _share.At(_position);
        _unacked.Add(_position, number);
        Emit(number, _position++);
        return SpoutStatus.More;
    }

    public void Ack(long message) => _unacked.Remove(message);

    public void Fail(long message, FailReason reason) => _again.Enqueue(message);

    public void Close() => _allowance?.Dispose();

    [Output] protected abstract void Emit(in Number number, long message);
}
