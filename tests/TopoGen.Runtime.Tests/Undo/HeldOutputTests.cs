namespace TopoGen.Runtime.Tests.Undo;

/// <summary>What calls emit to a place that nothing can be taken back from.</summary>
public sealed class HeldOutputTests
{
    private readonly Journal _journal = new();
    private readonly Received _received = new();
    private readonly HeldOutput<string> _output;

    public HeldOutputTests() => _output = new HeldOutput<string>(_received, _journal, most: 5);

    [Fact]
    public void Only_calls_that_return_reach_it_when_the_outermost_is_over()
    {
        _output.Send("outside");
        long none = _journal.Begin();
        _output.Send("a");
        long outer = _journal.Begin();
        _output.Send("b");
        _journal.Undo();
        _journal.End(outer);
        outer = _journal.Begin();
        _output.Send("c");
        _journal.End(outer);
        Assert.Equal(["outside"], _received.All);

        _journal.End(none);
        Assert.Equal(["outside", "a", "c"], _received.All);

        none = _journal.Begin();
        _output.Send("d");
        _journal.Undo();
        _output.Send("e");
        _journal.End(none);
        Assert.Equal(["outside", "a", "c", "e"], _received.All);
    }

    [Fact]
    public void Call_that_emits_too_much_fails()
    {
        long none = _journal.Begin();
        for (int i = 0; i < 5; i++)
        {
            _output.Send("a");
        }

        Assert.Throws<InvalidOperationException>(() => _output.Send("b"));
        _journal.Undo();
        _journal.End(none);

        Assert.Empty(_received.All);
    }

    private sealed class Received : Output<string>
    {
        public List<string> All { get; } = [];

        internal override long Sent => All.Count;

        internal override long Transferred => All.Count;

        public override void Send(scoped in string tuple) => All.Add(tuple);

        internal override void Control(ControlSignal signal)
        {
        }
    }
}
