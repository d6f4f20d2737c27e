using TopoGen.Runtime;

namespace TopoGen.Testing;

/// <summary>What one output has emitted, and the test has not read.</summary>
internal abstract class Tap
{
    public abstract OutputPort Before(OutputPort target, TaskCell task);
}

/// <inheritdoc/>
internal sealed class Tap<T>(bool isDirect) : Tap
    where T : IStreamTuple<T>
{
    private List<T> _tuples = [];

    public int Count => _tuples.Count;

    public void Add(in T tuple) => _tuples.Add(tuple);

    /// <summary>What was emitted last was taken back.</summary>
    public void CutTo(int count) => _tuples.RemoveRange(count, _tuples.Count - count);

    public IReadOnlyList<T> Take()
    {
        List<T> taken = _tuples;
        _tuples = [];
        return taken;
    }

    public override OutputPort Before(OutputPort target, TaskCell task)
    {
        var notes = new TapNotes<T>(this, task.Executor.Journal);
        return isDirect ? new TapDirectOutput<T>((DirectOutput<T>)target, notes) : new TapOutput<T>((Output<T>)target, notes);
    }
}
