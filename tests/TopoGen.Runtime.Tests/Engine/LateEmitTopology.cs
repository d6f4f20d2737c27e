namespace TopoGen.Runtime.Tests.Engine;

/// <summary>A spout that emits when its consumers have been told that nothing follows.</summary>
[Topology("late-emit")]
internal sealed partial class LateEmitTopology
{
    [StreamTuple]
    public readonly partial record struct Number(long Value);

    public sealed record Late(bool IsDirect);

    [Spout]
    public sealed partial class Source(Late late)
    {
        public SpoutStatus Next() => SpoutStatus.End;

#pragma warning disable TG0301 // That it fails the run is tested.
        public void Close()
        {
            if (late.IsDirect)
            {
                EmitTo(0, new Number(1));
            }
            else
            {
                Emit(new Number(1));
            }
        }
#pragma warning restore TG0301

        [Output]
        private partial void Emit(in Number number);

        [Output("direct", Direct = true)]
        private partial void EmitTo(int task, in Number number);
    }

    [Bolt]
    public sealed partial class Sink
    {
        [ShuffleGrouping<Source>(Stream = "default")]
        public void Execute(in Number number)
        {
        }

        [DirectGrouping<Source>(Stream = "direct")]
        public void ExecuteDirect(in Number number)
        {
        }
    }
}
