using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using TopoGen.Runtime.Tests.Engine;

namespace TopoGen.Runtime.Tests.Channels;

/// <summary>What an emit to another worker writes, and when, before a channel that the test holds.</summary>
public sealed partial class LinkOutputTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().BuildServiceProvider();
    private readonly TopologyEngine _engine;
    private readonly Executor _executor;

    public LinkOutputTests()
    {
        _engine = new TopologyEngine(
            TopologyPlan.Create(TestRun.DefinitionOf<KeyedTopology>(), new EngineOptions()),
            _services,
            NullLoggerFactory.Instance,
            TimeProvider.System);
        _executor = new Executor(_engine.Host, 0);
    }

    public void Dispose()
    {
        _engine.Dispose();
        _services.Dispose();
    }

    [Fact]
    public void Stream_with_consumers_on_several_workers_is_encoded_once_for_all()
    {
        (LinkOutput<Counted> first, HeldSender toFirst) = Link();
        (LinkOutput<Counted> second, HeldSender toSecond) = Link();
        Output<Counted> fan = new FanOut<Counted>([first, second]);
        fan.Share(new SharedEncoding<Counted>(), isRoot: true);
        int[] writes = [0];

        fan.Send(new Counted(7, writes));
        fan.Send(new Counted(8, writes));
        first.FlushAll();
        second.FlushAll();

        Assert.Equal(2, writes[0]);
        Assert.Equal([7, 8], toFirst.Values);
        Assert.Equal([7, 8], toSecond.Values);
    }

    [Fact]
    public void Link_that_is_left_alone_behind_an_output_encodes_for_itself()
    {
        (LinkOutput<Counted> output, HeldSender sender) = Link();
        Output<Counted> fan = new FanOut<Counted>([output, Link().Output]);
        fan.Share(new SharedEncoding<Counted>(), isRoot: true);
        fan.Send(new Counted(1, [0]));

        output.Share(new SharedEncoding<Counted>(), isRoot: true);
        output.Send(new Counted(2, [0]));
        output.FlushAll();

        Assert.Equal([1, 2], sender.Values);
    }

    [Fact]
    public void Small_batch_waits_for_more_until_the_executor_has_nothing_else_to_do()
    {
        (LinkOutput<Counted> output, HeldSender sender) = Link();
        output.Send(new Counted(1, [0]));

        output.Flush();
        Assert.Empty(sender.Values);
        Assert.Equal(1, output.Pending);

        output.FlushAll();
        Assert.Equal([1], sender.Values);
        Assert.Equal(1, sender.Flushes);
    }

    [Fact]
    public void Signal_follows_what_was_emitted_before_it()
    {
        (LinkOutput<Counted> output, HeldSender sender) = Link();
        output.Send(new Counted(1, [0]));

        ((OutputPort)output).Control(ControlSignal.End);

        Assert.Equal(["1", "End"], sender.Written);
    }

    [Fact]
    public void Tuple_that_cannot_be_encoded_leaves_the_others_in_its_batch()
    {
        (LinkOutput<Counted> output, HeldSender sender) = Link();
        output.Send(new Counted(1, [0]));
        Assert.Throws<TupleFormatException>(() => output.Send(new Counted(-1, [0])));
        output.Send(new Counted(2, [0]));

        output.FlushAll();

        Assert.Equal([1, 2], sender.Values);
        Assert.Equal(2, ((OutputPort)output).Sent);
    }

    [Fact]
    public void Gates_close_while_the_channel_has_no_room_and_open_when_it_has()
    {
        (LinkOutput<Counted> output, HeldSender sender) = Link();
        var gate = new Gate();
        output.Attach(gate);
        sender.HasRoom = false;
        Fill(output, batches: 1);
        Assert.True(output.HasOverflow);
        Assert.False(gate.IsOpen);

        var late = new Gate();
        output.Attach(late);
        Assert.False(late.IsOpen);
        Assert.False(output.DrainOverflow());

        sender.HasRoom = true;
        Assert.True(output.DrainOverflow());
        Assert.True(gate.IsOpen && late.IsOpen);
        Assert.False(output.HasOverflow);
    }

    [Fact]
    public void Producer_that_emits_little_at_a_time_waits_for_room_like_any_other()
    {
        (LinkOutput<Counted> output, HeldSender sender) = Link();
        var gate = new Gate();
        output.Attach(gate);
        output.Send(new Counted(1, [0]));
        output.FlushAll();
        sender.HasRoom = false;

        output.Send(new Counted(2, [0]));
        output.FlushAll();

        Assert.False(gate.IsOpen);
        Assert.Equal([1, 2], sender.Values);
        sender.HasRoom = true;
        Assert.True(output.DrainOverflow());
        Assert.True(gate.IsOpen);
    }

    [Fact]
    public void Call_that_emits_more_than_the_limit_beyond_the_room_fails_and_says_what_to_do()
    {
        (LinkOutput<Counted> output, HeldSender sender) = Link(overflowLimit: 20_000);
        sender.HasRoom = false;

        InvalidOperationException refused = Assert.Throws<InvalidOperationException>(() => Fill(output, batches: 10));

        Assert.Equal("One call emitted 20,000 tuples more than A[0] -> B[0] has room for; emit less per call, or raise OutboxLimit.", refused.Message);
    }

    [Fact]
    public void Tuple_that_is_larger_than_a_link_takes_costs_only_itself()
    {
        var sender = new HeldSender(static (scoped ref TupleReader r) => r.Read<Sized>().Number) { MaxTupleSize = 10_000 };
        var output = new LinkOutput<Sized>(sender, _executor, "A[0] -> B[0]", 1 << 20, Constant());
        output.Send(new Sized(1, 9000));
        foreach (int size in new[] { 10_001, 300_000 })
        {
            InvalidOperationException refused = Assert.Throws<InvalidOperationException>(() => output.Send(new Sized(7, size)));
            Assert.Equal(
                $"A Sized takes {size:N0} bytes, and A[0] -> B[0] takes 10,000 at the most; emit smaller tuples.", refused.Message);
        }

        output.Send(new Sized(2, 10_000));
        output.FlushAll();

        Assert.Equal([1, 2], sender.Values);
        Assert.Equal(2, ((OutputPort)output).Sent);
    }

    [Fact]
    public void Tuples_of_any_size_arrive_whole_and_in_order_whatever_room_the_channel_gives()
    {
        int seed = Random.Shared.Next();
        var random = new Random(seed);
        for (int run = 0; run < 50; run++)
        {
            var sender = new HeldSender(static (scoped ref TupleReader r) => r.Read<Sized>().Number) { SpareRoom = random.Next(3) * random.Next(20_000) };
            var output = new LinkOutput<Sized>(sender, _executor, "A[0] -> B[0]", 1 << 20, Constant());
            var shared = new SharedEncoding<Sized>();
            bool shares = random.Next(2) == 0;
            output.Share(shares ? shared : null, isRoot: false);
            for (int number = 0; number < 300; number++)
            {
                shared.Reset();
                output.Send(new Sized(number, random.Next(20) == 0 ? random.Next(40_000) : random.Next(40)));
                if (random.Next(50) == 0)
                {
                    output.FlushAll();
                }
            }

            output.FlushAll();
            Assert.True(Enumerable.Range(0, 300).Select(static n => (long)n).SequenceEqual(sender.Values), $"run {run}, seed {seed}");
            Assert.Equal(300, sender.Pending);
            Assert.Equal(sender.Pending, output.Pending);
        }
    }

    [Fact]
    public void What_is_sent_to_a_channel_that_nobody_receives_is_dropped_and_not_pending()
    {
        (LinkOutput<Counted> output, HeldSender sender) = Link();
        output.Send(new Counted(1, [0]));
        output.FlushAll();
        sender.IsDead = true;
        Fill(output, batches: 1);

        output.FlushAll();

        Assert.Equal([1], sender.Values);
        Assert.Equal(1, output.Pending);
        Assert.False(output.HasOverflow);
    }

    [Fact]
    public void Batch_goes_out_though_another_channel_of_its_unit_is_full()
    {
        (LinkOutput<Counted> slow, HeldSender toSlow) = Link();
        (LinkOutput<Counted> fast, HeldSender toFast) = Link();
        var unit = new Emits(() =>
        {
            fast.Send(new Counted(1, [0]));
            toSlow.HasRoom = false;
            Fill(slow, 1);
        });
        unit.Prepare([slow, fast], Turns.Of(16));
        unit.Turn();
        Assert.False(unit.Gate.IsOpen);

        Deadline.Until(
            () =>
            {
                _executor.Now = System.Diagnostics.Stopwatch.GetTimestamp();
                unit.Turn();
                return toFast.Written.Count == 1;
            },
            "the other consumer gets its tuple");
    }

    private static void Fill(LinkOutput<Counted> output, int batches)
    {
        for (int i = 0; i < batches * 64 * 1024 / sizeof(long); i++)
        {
            output.Send(new Counted(1, [0]));
        }
    }

    private (LinkOutput<Counted> Output, HeldSender Sender) Link(int overflowLimit = 1 << 20)
    {
        var sender = new HeldSender(static (scoped ref TupleReader r) => r.Read<Counted>().Value);
        return (new LinkOutput<Counted>(sender, _executor, "A[0] -> B[0]", overflowLimit, Constant()), sender);
    }

    /// <summary>Counts how often it is encoded; a negative one cannot be.</summary>
    private readonly record struct Counted(long Value, int[] Writes) : IStreamTuple<Counted>
    {
        public static ulong SchemaHash => 1;

        public static void Write(ref TupleWriter writer, scoped in Counted tuple)
        {
            tuple.Writes[0]++;
            writer.Reserve(sizeof(long)).WriteRaw(0, tuple.Value);
            if (tuple.Value < 0)
            {
                throw new TupleFormatException("negative");
            }
        }

        public static Counted Read(scoped ref TupleReader reader) => new(reader.Take(sizeof(long), "value").ReadRaw<long>(0), []);
    }

    /// <summary>Takes so many bytes, at least 8: its number, its size, and filler that depends on the number.</summary>
    private readonly record struct Sized(int Number, int Size) : IStreamTuple<Sized>
    {
        private const int Head = 8;

        public static ulong SchemaHash => 1;

        public static void Write(ref TupleWriter writer, scoped in Sized tuple)
        {
            TupleBlock head = writer.Reserve(Head);
            head.WriteRaw(0, tuple.Number);
            head.WriteRaw(4, tuple.Size);
            if (tuple.Size > Head)
            {
                writer.Append(tuple.Size - Head).Fill((byte)tuple.Number);
            }
        }

        public static Sized Read(scoped ref TupleReader reader)
        {
            TupleSource head = reader.Take(Head, "head");
            var tuple = new Sized(head.ReadRaw<int>(0), head.ReadRaw<int>(4));
            ReadOnlySpan<byte> filler = reader.Next(Math.Max(0, tuple.Size - Head), "filler");
            Assert.False(filler.ContainsAnyExcept((byte)tuple.Number), $"The filler of tuple {tuple.Number} was damaged.");
            return tuple;
        }
    }

    private sealed class Emits(Action emit) : WorkUnit
    {
        public override bool HasWork => true;

        protected override bool Run(int budget)
        {
            emit();
            return true;
        }
    }

    private delegate long NumberReader(scoped ref TupleReader reader);

    private sealed class HeldSender(NumberReader read) : IChannelSender
    {
        private ArraySegment<byte> _room = Array.Empty<byte>();

        public bool HasRoom { get; set; } = true;

        public bool IsDead { get; set; }

        /// <summary>Room that it gives beyond what is asked for.</summary>
        public int SpareRoom { get; init; } = 16 * 1024;

        public int MaxTupleSize { get; init; } = 1 << 20;

        public long Pending { get; private set; }

        public int Flushes { get; private set; }

        public List<string> Written { get; } = [];

        public IEnumerable<long> Values => Written.Select(w => long.Parse(w, System.Globalization.CultureInfo.InvariantCulture));

        public bool TryReserve(int size, out ArraySegment<byte> room)
        {
            _room = new byte[size + SpareRoom];
            room = _room;
            return !IsDead;
        }

        public void Commit(int bytes, int count)
        {
            var reader = new TupleReader(_room[..bytes]);
            for (int i = 0; i < count; i++)
            {
                Written.Add($"{read(ref reader)}");
            }

            Assert.Equal(0, reader.Remaining);
            _room = _room[bytes..];
            Pending += count;
        }

        public void Write(ControlSignal signal) => Written.Add($"{signal}");

        public void Flush() => Flushes++;

        public void Dispose()
        {
        }
    }

    /// <summary>A small batch waits for a millisecond, whatever sending takes.</summary>
    private Linger Constant() => new(Tuning.Of(new EngineOptions { Prefer = Preference.Throughput }, executors: 1, processors: 1), _executor.Clock);
}
