namespace TopoGen.Runtime.Tests.Engine;

internal sealed class DagAsyncBolt(string name, DagTally tally, int maxInFlight, bool ordered) : AsyncBoltTask(maxInFlight, ordered)
{
    private AnchoredOutput<DagTuple> _output = null!;

    public override object Component => this;

    public override void Link(int output, OutputPort port) => _output = Anchored<DagTuple>(port);

    public override OutputPort CreateInput(int subscription) => new BoltInput(this);

    private async ValueTask ExecuteAsync(DagTuple tuple, Anchor anchor)
    {
        tally.Add(name, tuple);
        if (tuple.Value % 4 == 0)
        {
            await Task.Yield();
        }

        for (int i = 0; i < tuple.Amplification; i++)
        {
            _output.Send(tuple.Child(i, name), anchor);
        }

        if (tuple.Fails)
        {
            throw new InvalidOperationException("The test wants it.");
        }
    }

    private sealed class BoltInput(DagAsyncBolt bolt) : AsyncInput<DagTuple>(bolt, "ExecuteAsync")
    {
        protected override ValueTask Call(in DagTuple tuple, Anchor anchor, CancellationToken cancellation)
            => bolt.ExecuteAsync(tuple, anchor);
    }
}
