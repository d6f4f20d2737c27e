namespace TopoGen.Runtime.Tests.Engine;

internal sealed class DagBolt(string name, DagTally tally) : BoltTask
{
    private Output<DagTuple> _output = null!;

    public override object Component => this;

    public override void Link(int output, OutputPort port) => _output = (Output<DagTuple>)port;

    public override OutputPort CreateInput(int subscription) => new BoltInput(this);

    private void Execute(DagTuple tuple)
    {
        tally.Add(name, tuple);
        if (tuple.Fails)
        {
            throw new InvalidOperationException("The test wants it.");
        }

        for (int i = 0; i < tuple.Amplification; i++)
        {
            _output.Send(tuple.Child(i, name));
        }
    }

    private sealed class BoltInput(DagBolt bolt) : Input<DagTuple>(bolt, "Execute")
    {
        public override void Send(scoped in DagTuple tuple)
        {
            try
            {
                IsSampled();
                bolt.Execute(tuple);
            }
            catch (Exception exception)
            {
                Fail(exception, in tuple);
            }
        }
    }
}
