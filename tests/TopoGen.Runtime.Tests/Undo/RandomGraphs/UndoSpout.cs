using TopoGen.Runtime.Codecs;

namespace TopoGen.Runtime.Tests.Undo;

/// <summary>Emits numbers of its own, a few per call. Some calls throw when they are made for the first time.</summary>
internal sealed class UndoSpout(string name, int count) : ReliableSpoutTask<long>
{
    private readonly HashSet<long> _thrown = [];
    private ReliableOutput<UndoTuple, long> _output = null!;
    private UndoTuple _origin;
    private long _next;

    public override object Component => this;

    public static UndoTuple Origin(string name, int task) => new UndoTuple((ulong)task).Child(0, name);

    public override void Link(int output, OutputPort port) => _output = Reliable<UndoTuple>(port);

    public override void Open(TaskContext context) => _origin = Origin(name, context.Index);

    public override void WriteFields(ref TupleWriter writer) => StateField.Write<long, Blittable<long>>(ref writer, 1, _next);

    public override KeptFields? CreateKeptFields() => new Fields(this);

    public override SpoutStatus Next()
    {
        long begun = _next;
        for (int i = 0; i <= begun % 3 && _next < count; i++)
        {
            UndoTuple tuple = _origin.Child((int)_next, name);
            _output.Send(in tuple, _next++);
            if (_next % 5 == 0 && _thrown.Add(begun))
            {
                throw new InvalidOperationException("The test wants it.");
            }
        }

        return _next < count ? SpoutStatus.More : SpoutStatus.End;
    }

    private sealed class Fields(UndoSpout spout) : KeptFields<long>
    {
        protected override void Save(ref long copy) => copy = spout._next;

        protected override void Restore(in long copy) => spout._next = copy;
    }
}
