namespace TopoGen.Runtime.Tests.Engine;

/// <summary>Emits numbers of its own, a few per call.</summary>
internal sealed class DagSpout(string name, int count) : SpoutTask
{
    private Output<DagTuple> _output = null!;
    private DagTuple _origin;
    private int _next;

    public override object Component => this;

    public static DagTuple Origin(string name, int task) => new DagTuple((ulong)task).Child(0, name);

    public override void Link(int output, OutputPort port) => _output = (Output<DagTuple>)port;

    public override void Open(TaskContext context) => _origin = Origin(name, context.Index);

    public override SpoutStatus Next()
    {
        for (int i = 0; i <= _next % 3 && _next < count; i++)
        {
            _output.Send(_origin.Child(_next++, name));
        }

        return _next < count ? (_next % 7 == 0 ? SpoutStatus.Idle : SpoutStatus.More) : SpoutStatus.End;
    }
}
