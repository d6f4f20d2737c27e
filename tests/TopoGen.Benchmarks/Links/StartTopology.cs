using System.Diagnostics;
using System.Globalization;

namespace TopoGen.Benchmarks;

/// <summary>Two stages that write down when their first tuple was processed: what a start is measured with.</summary>
[Topology("start")]
public sealed partial class StartTopology
{
    /// <summary>The environment variable that names the file.</summary>
    public const string File = "TOPOGEN_BENCHMARKS_FIRST_TUPLE";

    [StreamTuple]
    public readonly partial record struct Tick(long Number);

    [Spout]
    public sealed partial class Source
    {
        private bool _hasEmitted;

        public SpoutStatus Next()
        {
            if (_hasEmitted)
            {
                return SpoutStatus.Idle;
            }

            _hasEmitted = true;
            Emit(new Tick(1));
            return SpoutStatus.More;
        }

        [Output]
        private partial void Emit(in Tick tick);
    }

    [Bolt(Parallelism = 3)]
    public sealed partial class First
    {
        [AllGrouping<Source>]
        public void Execute(in Tick tick) => Emit(in tick);

        [Output]
        private partial void Emit(in Tick tick);
    }

    [Bolt]
    public sealed partial class Last
    {
        private int _came;

        /// <summary>When the tuple has been processed on all workers and come back: a timestamp of <see cref="Stopwatch"/>.</summary>
        [GlobalGrouping<First>]
        public void Execute(in Tick tick)
        {
            if (++_came == 3)
            {
                string file = Environment.GetEnvironmentVariable(File)!;
                System.IO.File.WriteAllText($"{file}.part", Stopwatch.GetTimestamp().ToString(CultureInfo.InvariantCulture));
                System.IO.File.Move($"{file}.part", file);
            }
        }
    }
}
