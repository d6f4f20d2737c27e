using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using TopoGen.Runtime.Tests.Engine;

namespace TopoGen.Runtime.Tests.Channels;

/// <summary>One ring between two threads, each taking turns like an executor that never sleeps.</summary>
public sealed class RingTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().BuildServiceProvider();
    private readonly TopologyEngine _engine;

    public RingTests()
        => _engine = new TopologyEngine(
            TopologyPlan.Create(TestRun.DefinitionOf<KeyedTopology>(), new EngineOptions()),
            _services,
            NullLoggerFactory.Instance,
            TimeProvider.System);

    public void Dispose()
    {
        _engine.Dispose();
        _services.Dispose();
    }

    [Theory]
    [InlineData(1, 4096, 1_048_576)]
    [InlineData(10, 4096, 1_048_576)]
    [InlineData(256, 4096, 1_048_576)]
    [InlineData(1, 2, 50_000)]
    [InlineData(256, 16, 200_000)]
    public void Numbers_keep_their_order(int batchSize, int capacity, int count)
    {
        (RingChannel<long> ring, NumberInput input) = Channel(capacity, batchSize);
        var source = new NumberSource((Output<long>)ring.Output, count);
        source.Prepare([ring.Producer], Turns.Of(batchSize));
        ring.Consumer.Prepare([], Turns.Of(batchSize));
        var producer = new Thread(() => Run(source, () => source.IsOver && !ring.Producer.HasOverflow));
        producer.Start();

        Run(ring.Consumer, () => input.Closed is not null);

        Assert.True(producer.Join(Deadline.Limit));
        Assert.Equal(count, input.Received);
        Assert.Equal(-1, input.FirstOutOfOrder);
        Assert.Equal(ControlSignal.End, input.Closed);
        Assert.Equal(0, ring.Pending);
    }

    [Fact]
    public void Full_ring_stops_the_producer_and_loses_nothing()
    {
        (RingChannel<long> ring, NumberInput input) = Channel(capacity: 8, batchSize: 4);
        var source = new NumberSource((Output<long>)ring.Output, 100, perCall: 3);
        source.Prepare([ring.Producer], Turns.Of(1000));
        ring.Consumer.Prepare([], Turns.Of(1000));

        while (source.Turn())
        {
        }

        // Two calls fit, the third is the one that overflows by a tuple, and there is no fourth.
        Assert.Equal(9, source.Sent);
        Assert.False(source.Gate.IsOpen);
        Assert.True(ring.Producer.HasOverflow);
        Assert.Equal(9, ring.Pending);

        Assert.True(ring.Consumer.Turn());
        Assert.Equal(8, input.Received);
        while (input.Closed is null)
        {
            bool worked = source.Turn();
            Assert.True(ring.Consumer.Turn() || worked);
            Assert.InRange(ring.Pending, 0, 8 + 3);
        }

        Assert.Equal(100, input.Received);
        Assert.Equal(-1, input.FirstOutOfOrder);
    }

    [Fact]
    public void Tuples_are_published_by_batch_and_at_the_end_of_a_turn()
    {
        (RingChannel<long> ring, NumberInput input) = Channel(capacity: 64, batchSize: 4);
        var output = (Output<long>)ring.Output;
        ring.Producer.Attach(new Gate());
        ring.Consumer.Prepare([], Turns.Of(64));

        for (long number = 0; number < 6; number++)
        {
            output.Send(in number);
        }

        ring.Consumer.Turn();
        Assert.Equal(4, input.Received);
        Assert.False(ring.Consumer.Turn());

        ring.Producer.Flush();
        ring.Consumer.Turn();
        Assert.Equal(6, input.Received);
    }

    [Fact]
    public void Control_signal_does_not_overtake_the_overflow()
    {
        (RingChannel<long> ring, NumberInput input) = Channel(capacity: 2, batchSize: 2);
        var source = new NumberSource((Output<long>)ring.Output, 7, perCall: 7);
        source.Prepare([ring.Producer], Turns.Of(10));
        ring.Consumer.Prepare([], Turns.Of(10));
        Assert.True(source.Turn());
        Assert.True(source.Finish(), "The source sends its signal while five numbers wait beyond the ring.");

        for (int turns = 0; turns < 10; turns++)
        {
            ring.Consumer.Turn();
            source.Turn();
        }

        Assert.Equal(7, input.Received);
        Assert.Equal(7, input.ReceivedWhenClosed);
    }

    [Fact]
    public void References_are_not_kept_in_slots_that_were_read()
    {
        var input = new DiscardingInput();
        var ring = new Ring<object?>(4);
        RingSettings settings = Settings(4, 4);
        var output = new RingOutput<object?>(ring, settings);
        var consumer = new RingInput<object?>(ring, input, settings.Producer);
        consumer.Prepare([], Turns.Of(4));
        for (int i = 0; i < 3; i++)
        {
            object? tuple = new();
            output.Send(in tuple);
        }

        output.Flush();
        consumer.Turn();

        Assert.Equal(3, input.Received);
        Assert.All(ring.Slots, Assert.Null);
    }

    private (RingChannel<long> Ring, NumberInput Input) Channel(int capacity, int batchSize)
    {
        var input = new NumberInput();
        return (new RingChannel<long>(input, Settings(capacity, batchSize)), input);
    }

    private RingSettings Settings(int capacity, int batchSize)
        => new(capacity, batchSize, 1 << 20, "A[0] -> B[0]", new Executor(_engine.Host, 0), new Executor(_engine.Host, 1));

    private static void Run(WorkUnit unit, Func<bool> isOver)
    {
        var spinner = default(SpinWait);
        long since = Environment.TickCount64;
        while (!isOver())
        {
            if (unit.Turn())
            {
                spinner.Reset();
                since = Environment.TickCount64;
            }
            else
            {
                Assert.True(Environment.TickCount64 - since < Deadline.Limit.TotalMilliseconds, "No progress.");
                spinner.SpinOnce(sleep1Threshold: -1);
            }
        }
    }

    /// <summary>Sends 0, 1, 2, … and then the end, like a spout's unit.</summary>
    private sealed class NumberSource(Output<long> output, long count, int perCall = 1) : WorkUnit
    {
        private bool _finished;

        public long Sent { get; private set; }

        public bool IsOver => _finished;

        public override bool HasWork => !_finished;

        public bool Finish()
        {
            bool isFirst = !_finished;
            _finished = true;
            output.Control(ControlSignal.End);
            return isFirst;
        }

        protected override bool Run(int budget)
        {
            long before = Sent;
            for (int calls = 0; calls < budget && Gate.IsOpen && Sent < count; calls++)
            {
                for (int i = 0; i < perCall && Sent < count; i++)
                {
                    long number = Sent++;
                    output.Send(in number);
                }
            }

            return (Sent == count && Gate.IsOpen && !_finished && Finish()) || Sent > before;
        }
    }

    private sealed class NumberInput : Output<long>
    {
        public long Received { get; private set; }

        public long FirstOutOfOrder { get; private set; } = -1;

        public ControlSignal? Closed { get; private set; }

        public long ReceivedWhenClosed { get; private set; }

        internal override long Sent => Received;

        internal override long Transferred => Received;

        public override void Send(scoped in long tuple)
        {
            if (tuple != Received && FirstOutOfOrder < 0)
            {
                FirstOutOfOrder = tuple;
            }

            Received++;
        }

        internal override void Control(ControlSignal signal)
        {
            Closed = signal;
            ReceivedWhenClosed = Received;
        }
    }

    private sealed class DiscardingInput : Output<object?>
    {
        public int Received { get; private set; }

        internal override long Sent => Received;

        internal override long Transferred => Received;

        public override void Send(scoped in object? tuple) => Received++;

        internal override void Control(ControlSignal signal)
        {
        }
    }
}
