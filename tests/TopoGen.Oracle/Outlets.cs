using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using TopoGen.Runtime;
using TopoGen.Runtime.Redis;

namespace TopoGen.Oracle;

/// <summary>
/// The oracle of sinks: for each key the numbers 1, 2, 3 and so on are counted, and each count goes into a file and to the end of a list in Redis. Tests
/// look at nothing but those. However slow the machine is, there are dozens of epochs: a spout emits only so much until the next one is committed.
/// </summary>
[Topology("outlets", Delivery = Delivery.ExactlyOnce)]
public sealed partial class Outlets
{
    [StreamTuple] public readonly partial record struct Number(int Key, long Sequence);
    [StreamTuple] public readonly partial record struct Counted(int Key, long Count);

    [Parameters]
    public sealed record OutletSettings(
        [Parameter("Below which the files go", ValueName = "DIR")] string Folder,
        [Parameter("The Redis that has the lists", ValueName = "HOST:PORT")] string Target,
        [Parameter("How many keys there are", ValueName = "N")] int Keys = 20,
        [Parameter("How far each key is counted", ValueName = "N")] long Length = 600);

    /// <summary>Where the files are, below the folder.</summary>
    public const string Lines = "lines";

    /// <summary>What the names of the lists begin with; the key follows.</summary>
    public const string List = "counted:";

    private static void ConfigureServices(IServiceCollection services) => services
        .AddSingleton(given => new FileSinkOptions(Directory.CreateDirectory(Path.Combine(given.GetRequiredService<OutletSettings>().Folder, Lines)).FullName))
        .AddSingleton(given => new RedisSinkOptions(RedisOptions.Parse(given.GetRequiredService<OutletSettings>().Target)));

    [Spout(Parallelism = 2)]
    public sealed partial class Source(OutletSettings settings)
    {
        private const int Epochs = 40;

        [State] private long _position;
        private long _granted;
        private int[] _keys = [];

        private long Count => settings.Length * _keys.Length;

        public void Open(TaskContext task)
        {
            _keys = [.. Enumerable.Range(0, settings.Keys).Where(key => key % task.Parallelism == task.Index)];
            Grant(0);
        }

        [OnCommit] public void Grant(long epoch) => _granted = _position + (Count / Epochs);

        public SpoutStatus Next()
        {
            if (_position >= Count)
            {
                return SpoutStatus.End;
            }

            if (_position >= _granted)
            {
                return SpoutStatus.Idle;
            }

            Emit(new Number(_keys[_position % _keys.Length], (_position / _keys.Length) + 1));
            _position++;
            return SpoutStatus.More;
        }

        [Output] private partial void Emit(in Number number);
    }

    [Bolt(Parallelism = 2)]
    public sealed partial class Tally
    {
        [FieldsGrouping<Source>(nameof(Number.Key))]
        public void Execute(in Number number, [State] ref long count) => Emit(new Counted(number.Key, ++count));

        [Output] private partial void Emit(in Counted counted);
    }

    [Sink<FileSink>(Parallelism = 2)]
    public sealed partial class ToFiles
    {
        [FieldsGrouping<Tally>(nameof(Counted.Key))]
        public void Execute(in Counted counted)
            => Write(new FileLine(string.Create(CultureInfo.InvariantCulture, $"{counted.Key} {counted.Count}")));

        [Output] private partial void Write(in FileLine line);
    }

    [Sink<RedisSink>(Parallelism = 2)]
    public sealed partial class ToRedis
    {
        [FieldsGrouping<Tally>(nameof(Counted.Key))]
        public void Execute(in Counted counted)
            => Write(RedisCommand.Push(string.Create(CultureInfo.InvariantCulture, $"{List}{counted.Key}"), counted.Count.ToString(CultureInfo.InvariantCulture)));

        [Output] private partial void Write(in RedisCommand command);
    }
}
