namespace TopoGen.Runtime.Tests.Engine;

/// <summary>As <see cref="DagSpout"/>; each number is a message.</summary>
internal sealed class DagReliableSpout(string name, int count, DagOutcomes outcomes) : ReliableSpoutTask<ulong>
{
    private ReliableOutput<DagTuple, ulong> _output = null!;
    private DagTuple _origin;
    private int _next;

    public override object Component => this;

    public override void Link(int output, OutputPort port) => _output = Reliable<DagTuple>(port);

    public override void Open(TaskContext context) => _origin = DagSpout.Origin(name, context.Index);

    public override SpoutStatus Next()
    {
        for (int i = 0; i <= _next % 3 && _next < count; i++)
        {
            DagTuple tuple = _origin.Child(_next++, name);
            _output.Send(in tuple, tuple.Value);
        }

        return _next < count ? (_next % 7 == 0 ? SpoutStatus.Idle : SpoutStatus.More) : SpoutStatus.End;
    }

    public override void Ack(ulong messageId) => outcomes.Add(messageId, hasFailed: false);

    public override void Fail(ulong messageId, FailReason reason) => outcomes.Add(messageId, hasFailed: true);
}
