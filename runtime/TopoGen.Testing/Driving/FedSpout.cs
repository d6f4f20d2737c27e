using TopoGen.Runtime;

namespace TopoGen.Testing;

/// <summary>A spout's task that emits what the test feeds. Its position is kept where the topology keeps its state.</summary>
internal sealed class FedSpout(FedInput input, int outputs, long from) : SpoutTask
{
    private readonly OutputPort[] _ports = new OutputPort[outputs];

    public override object Component => this;

    /// <summary>How many tuples were emitted.</summary>
    public override long Position { get; set; } = from;

    /// <summary>The component in the place of a spout.</summary>
    /// <param name="spout">The spout.</param>
    /// <param name="input">What is fed.</param>
    /// <param name="goesBack">Whether one that has nothing restored begins anew: what it emitted before was undone.</param>
    public static ComponentDefinition Replace(ComponentDefinition spout, FedInput input, bool goesBack) => new()
    {
        Name = spout.Name,
        Kind = ComponentKind.Spout,
        Type = typeof(FedSpout),
        Outputs = spout.Declared.Outputs,
        States = [new StateDefinition("position", null, "long") { Layout = "long" }],
        PositionStep = 1,
        CreateTask = _ => new FedSpout(input, spout.Declared.Outputs.Length, goesBack ? 0 : input.Given),
    };

    public override void Link(int output, OutputPort port) => _ports[output] = port;

    public override SpoutStatus Next()
    {
        if (Position == input.Count)
        {
            return input.IsOver ? SpoutStatus.End : SpoutStatus.Idle;
        }

        (int output, Action<OutputPort> send) = input.At(Position++);
        send(_ports[output]);
        return SpoutStatus.More;
    }

    public override void WriteFields(ref TupleWriter writer) => writer.Reserve(sizeof(long)).WriteRaw(0, Position);

    public override void ReadFields(scoped ref TupleReader reader) => Position = reader.Take(sizeof(long), "position").ReadRaw<long>(0);
}
