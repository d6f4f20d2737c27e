using System.Globalization;
using TopoGen.Runtime.Tests.Engine;

namespace TopoGen.Runtime.Tests.Sinks;

/// <summary>Writes each number of its input into a file.</summary>
[Topology("files", Delivery = Delivery.ExactlyOnce, KeyGroups = 16)]
internal sealed partial class FileTopology
{
    [StreamTuple]
    public readonly partial record struct Number(long Value);

    [Spout]
    public sealed partial class Numbers(EpochTopology.Input input)
    {
        [State]
        private long _next;

        public SpoutStatus Next()
        {
            if (_next == input.Count)
            {
                return SpoutStatus.End;
            }

            if (_next >= input.Allowed)
            {
                return SpoutStatus.Idle;
            }

            Emit(new Number(++_next));
            return SpoutStatus.More;
        }

        [Output]
        private partial void Emit(in Number number);
    }

    [Sink<FileSink>(Parallelism = 2)]
    public sealed partial class Lines
    {
        [FieldsGrouping<Numbers>(nameof(Number.Value))]
        public void Execute(in Number number) => Write(new FileLine(number.Value.ToString(CultureInfo.InvariantCulture)));

        [Output]
        private partial void Write(in FileLine line);
    }
}
