using TopoGen.Runtime;

namespace TopoGen.Testing;

/// <summary>What one output has emitted, and the test has not read.</summary>
internal abstract class Tap
{
    public abstract OutputPort Before(OutputPort target, TaskCell task);
}

/// <inheritdoc/>
/// <typeparam name="T">The tuple type.</typeparam>
internal abstract class Tap<T>(bool isDirect) : Tap
    where T : allows ref struct
{
    public abstract int Count { get; }

    public abstract void Add(scoped in T tuple);

    /// <summary>What was emitted last was taken back.</summary>
    public abstract void CutTo(int count);

    public sealed override OutputPort Before(OutputPort target, TaskCell task)
    {
        var notes = new TapNotes<T>(this, task.Executor.Journal);
        return isDirect ? new TapDirectOutput<T>((DirectOutput<T>)target, notes) : new TapOutput<T>((Output<T>)target, notes);
    }
}
