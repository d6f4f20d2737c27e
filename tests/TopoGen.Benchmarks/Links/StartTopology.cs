using System.Diagnostics;
using System.Globalization;

namespace TopoGen.Benchmarks;

/// <summary>
/// Two stages that write down when a task processed its first tuple, and when the first tuple had been everywhere: what starts and
/// recoveries are measured with. Timestamps are those of <see cref="Stopwatch"/>, which the processes of a machine share.
/// </summary>
[Topology("start")]
public sealed partial class StartTopology
{
    /// <summary>The environment variable that names the folder for files.</summary>
    public const string Folder = "TOPOGEN_BENCHMARKS_FIRST_TUPLES";

    /// <summary>Of <see cref="First"/>, all of which get every tuple.</summary>
    public const int Tasks = 3;

    /// <summary>The file of the first tuple that has been everywhere.</summary>
    public const string Everywhere = "everywhere";

    private static void Note(string file)
    {
        string path = Path.Combine(Environment.GetEnvironmentVariable(Folder)!, file);
        File.WriteAllText($"{path}.part", Stopwatch.GetTimestamp().ToString(CultureInfo.InvariantCulture));
        File.Move($"{path}.part", path);
    }

    [StreamTuple]
    public readonly partial record struct Tick(long Number);

    /// <summary>A tuple each millisecond.</summary>
    [Spout]
    public sealed partial class Source
    {
        private long _next;

        [Tick("1ms")]
        public void Beat() => Emit(new Tick(_next++));

        public SpoutStatus Next() => SpoutStatus.Idle;

        [Output]
        private partial void Emit(in Tick tick);
    }

    [Bolt(Parallelism = Tasks)]
    public sealed partial class First
    {
        private bool _hasNoted;

        [AllGrouping<Source>]
        public void Execute(in Tick tick)
        {
            if (!_hasNoted)
            {
                _hasNoted = true;
                Note($"task-{Environment.ProcessId}-{Guid.NewGuid():N}");
            }

            Emit(in tick);
        }

        [Output]
        private partial void Emit(in Tick tick);
    }

    [Bolt]
    public sealed partial class Last
    {
        private int _came;

        [GlobalGrouping<First>]
        public void Execute(in Tick tick)
        {
            if (tick.Number == 0 && ++_came == Tasks)
            {
                Note(Everywhere);
            }
        }
    }
}
