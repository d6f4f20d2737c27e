namespace TopoGen.Runtime.Tests.Engine;

/// <summary>As <see cref="DagBolt"/>, and acks by hand: at once, with a later tuple, or in the end.</summary>
internal sealed class DagManualBolt(string name, DagTally tally) : BoltTask
{
    private readonly Queue<(Anchor Anchor, DagTuple Tuple)> _kept = new();
    private ManualOutput<DagTuple> _output = null!;

    public override object Component => this;

    public override bool SettlesAtEnd => true;

    public override void Link(int output, OutputPort port) => _output = Manual<DagTuple>(port);

    public override OutputPort CreateInput(int subscription) => new BoltInput(this);

    public override void End()
    {
        while (_kept.Count > 0)
        {
            Finish();
        }
    }

    private void Execute(DagTuple tuple, Anchor anchor)
    {
        tally.Add(name, tuple);
        if (tuple.Fails)
        {
            if (tuple.Value % 2 == 0)
            {
                anchor.Fail();
                return;
            }

            throw new InvalidOperationException("The test wants it.");
        }

        switch (tuple.Value % 5)
        {
            case 0:
                _kept.Enqueue((anchor, tuple));
                break;
            case 1 when _kept.Count > 0:
                Finish();
                goto default;
            default:
                Emit(tuple, anchor);
                anchor.Ack();
                break;
        }
    }

    private void Finish()
    {
        (Anchor anchor, DagTuple tuple) = _kept.Dequeue();
        Emit(tuple, anchor);
        anchor.Ack();
    }

    private void Emit(DagTuple tuple, Anchor anchor)
    {
        for (int i = 0; i < tuple.Amplification; i++)
        {
            _output.Send(tuple.Child(i, name), anchor);
        }
    }

    private sealed class BoltInput(DagManualBolt bolt) : ManualInput<DagTuple>(bolt, "Execute")
    {
        public override void Send(scoped in DagTuple tuple)
        {
            Anchor anchor = Begin();
            try
            {
                IsSampled();
                bolt.Execute(tuple, anchor);
            }
            catch (Exception exception)
            {
                Fail(exception, in tuple, anchor);
            }

            End(anchor);
        }
    }
}
