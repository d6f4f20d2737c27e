using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using TopoGen.Runtime.Tests.Engine;

namespace TopoGen.Runtime.Tests.Undo;

/// <summary>What calls write into a ring, and its consumer gets to see: tuples that are gathered first, and those with references, which are not.</summary>
public abstract class JournaledRingTests<T> : IDisposable
{
    private const int Capacity = 8;
    private const int OverflowLimit = 100;

    private readonly ServiceProvider _services = new ServiceCollection().BuildServiceProvider();
    private readonly TopologyEngine _engine;
    private readonly Journal _journal = new();
    private readonly RingChannel<T> _ring;
    private readonly JournaledRing<T> _output;
    private readonly Seen _seen = new();
    private readonly Gate _gate = new();

    private protected JournaledRingTests()
    {
        _engine = new TopologyEngine(
            TopologyPlan.Create(TestRun.DefinitionOf<KeyedTopology>(), new EngineOptions()), _services, NullLoggerFactory.Instance, TimeProvider.System);
        _ring = new RingChannel<T>(
            _seen,
            new RingSettings(Capacity, 4, OverflowLimit, "A[0] -> B[0]", new Executor(_engine.Host, 0), new Executor(_engine.Host, 1)));
        _ring.Consumer.Prepare([], Turns.Of(100));
        _ring.Producer.Attach(_gate);
        _output = new JournaledRing<T>((RingOutput<T>)_ring.Output, _journal);
    }

    /// <summary>A tuple that tells which one it is.</summary>
    protected abstract T Tuple(string name);

    public void Dispose()
    {
        _engine.Dispose();
        _services.Dispose();
    }

    [Fact]
    public void Nothing_of_a_call_is_seen_before_it_has_returned_however_much_it_is()
    {
        Send("a", 2);
        long outer = _journal.Begin();
        Send("b", 30);
        Read();
        Assert.Equal(2, _seen.Count);
        Assert.False(_gate.IsOpen);

        _journal.End(outer);
        Read();

        Assert.Equal(32, _seen.Count);
        Assert.True(_gate.IsOpen);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(Capacity)]
    [InlineData(40)]
    public void Call_that_throws_is_cut_off_whether_it_found_room_or_not(int count)
    {
        Send("a", 2);
        long outer = _journal.Begin();
        Send("b", count);
        _journal.Undo();
        _journal.End(outer);
        Assert.True(_gate.IsOpen);
        Assert.Equal(2, _ring.Pending);

        Send("c", 3);
        Read();

        Assert.Equal(Tuples("a", "a", "c", "c", "c"), _seen);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(20, 1)]
    [InlineData(20, 20)]
    public void Call_within_a_call_is_cut_off_alone(int before, int within)
    {
        long none = _journal.Begin();
        Send("a", before);
        long outer = _journal.Begin();
        Send("b", within);
        _journal.Undo();
        _journal.End(outer);
        Send("c", 1);
        _journal.End(none);
        Read();

        Assert.Equal(Tuples([.. Enumerable.Repeat("a", before), "c"]), _seen);
    }

    [Fact]
    public void Call_that_emits_beyond_the_limit_fails_and_leaves_nothing()
    {
        long outer = _journal.Begin();
        Assert.Throws<InvalidOperationException>(() => Send("a", Capacity + OverflowLimit + 1));
        _journal.Undo();
        _journal.End(outer);

        outer = _journal.Begin();
        Send("b", Capacity + OverflowLimit);
        _journal.End(outer);
        Read();

        Assert.Equal(Tuples([.. Enumerable.Repeat("b", Capacity + OverflowLimit)]), _seen);
    }

    private IEnumerable<T> Tuples(params string[] names) => names.Select(Tuple);

    private void Send(string name, int count)
    {
        T tuple = Tuple(name);
        for (int i = 0; i < count; i++)
        {
            _output.Send(in tuple);
        }
    }

    /// <summary>As both executors would, until nothing moves any more.</summary>
    private void Read()
    {
        do
        {
            if (_ring.Producer.HasOverflow && _ring.Producer.HasRoom)
            {
                _ring.Producer.DrainOverflow();
            }

            _ring.Producer.Flush();
        }
        while (_ring.Consumer.Turn());
    }

    private sealed class Seen : Output<T>, IChannelInput, IEnumerable<T>
    {
        private readonly List<T> _all = [];

        public int Count => _all.Count;

        public ChannelSlot Slot { get; set; } = null!;

        public long Executed => _all.Count;

        internal override long Sent => _all.Count;

        internal override long Transferred => _all.Count;

        public override void Send(scoped in T tuple) => _all.Add(tuple);

        public IEnumerator<T> GetEnumerator() => _all.GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();

        internal override void Control(ControlSignal signal)
        {
        }
    }
}
