using TopoGen.Runtime.Codecs;

namespace TopoGen.Runtime.Tests.Undo;

/// <summary>Counts by key and in all, emits, and throws in between where the tuple says so.</summary>
internal sealed class UndoBolt(string name, UndoTally tally, bool keepsState) : BoltTask
{
    private readonly KeyedTable<ulong, long, UndoTuple.ByKey> _counts = new();
    private Output<UndoTuple> _output = null!;
    private long _count;

    public override object Component => this;

    public override void Link(int output, OutputPort port) => _output = (Output<UndoTuple>)port;

    public override OutputPort CreateInput(int subscription) => new BoltInput(this);

    public override StateTable[] CreateTables()
        => keepsState ? [new StateTable<ulong, long, UndoTuple.ByKey, Blittable<ulong>, Blittable<long>>("counts", _counts)] : [];

    public override void WriteFields(ref TupleWriter writer) => StateField.Write<long, Blittable<long>>(ref writer, 1, _count);

    public override KeptFields? CreateKeptFields() => keepsState ? new Fields(this) : null;

    public override void End()
    {
        if (_count > 0 && keepsState)
        {
            tally.Fields(name, _count);
        }

        if (keepsState)
        {
            foreach ((ulong key, long count) in _counts)
            {
                tally.Kept(name, key, count);
            }
        }
    }

    private void Execute(UndoTuple tuple, ref long count)
    {
        _count++;
        count += 2;
        for (int child = 0; child < tuple.Children; child++)
        {
            Throw(tuple, child);
            _output.Send(tuple.Child(child, name));
        }

        Throw(tuple, tuple.Children);
    }

    private static void Throw(UndoTuple tuple, int after)
    {
        if (tuple.ThrowsAfter == after)
        {
            throw new InvalidOperationException("The test wants it.");
        }
    }

    private sealed class BoltInput(UndoBolt bolt) : Input<UndoTuple>(bolt, "Execute")
    {
        public override void Send(scoped in UndoTuple tuple)
        {
            try
            {
                IsSampled();
                bolt.Execute(tuple, ref bolt._counts.GetOrAdd(tuple.Key));
            }
            catch (Exception exception)
            {
                Fail(exception, in tuple);
            }
        }
    }

    private sealed class Fields(UndoBolt bolt) : KeptFields<long>
    {
        protected override void Save(ref long copy) => copy = bolt._count;

        protected override void Restore(in long copy) => bolt._count = copy;
    }
}
