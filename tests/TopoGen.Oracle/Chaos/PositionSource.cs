namespace TopoGen.Oracle.Chaos;

/// <summary>Gives the numbers of its share by position, no more than are allowed.</summary>
public abstract class PositionSource(ChaosSettings settings)
{
    [Position] protected long _position;
    private Allowance? _allowance;
    private Share _share;

    public void Open(TaskContext task)
    {
        _share = new Share(task.Index, task.Parallelism, settings.Keys, settings.Length);
        _allowance = new Allowance(settings.Folder, task.Time);
    }

    public SpoutStatus Next()
    {
        if (_position >= _share.Count)
        {
            return SpoutStatus.End;
        }

        if (_position >= _share.Of(_allowance!.Now))
        {
            return SpoutStatus.Idle;
        }

        Emit(_share.At(_position++));
        return SpoutStatus.More;
    }

    public void Close() => _allowance?.Dispose();

    [Output] protected abstract void Emit(in Number number);
}
