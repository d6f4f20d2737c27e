namespace TopoGen.Runtime.Tests.Undo;

/// <summary>Notes what has left a component. Its handler is asynchronous, so nothing reaches it by a direct call.</summary>
internal sealed class UndoCollector(Func<int, string> sourceOf, UndoTally tally) : AsyncBoltTask(maxInFlight: 16, ordered: false)
{
    public override object Component => this;

    public override OutputPort CreateInput(int subscription) => new CollectorInput(this, sourceOf(subscription), tally);

    private sealed class CollectorInput(UndoCollector task, string source, UndoTally tally) : AsyncInput<UndoTuple>(task, "Execute")
    {
        protected override ValueTask Call(in UndoTuple tuple, Anchor anchor, CancellationToken cancellation)
        {
            tally.Left(source, tuple);
            return ValueTask.CompletedTask;
        }
    }
}
